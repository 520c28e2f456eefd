//! What happens only because somebody asks for it.

/// Does what nothing but a command leads to, however late. Of a run that nobody has touched it is no part: what only this
/// reaches, `cargo xtask wasm` puts into the second part of a module, which the page loads before it gives the first command.
#[inline(never)]
pub fn when_asked<Outcome>(act: impl FnOnce() -> Outcome) -> Outcome {
    act()
}
