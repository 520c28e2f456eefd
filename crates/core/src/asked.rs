//! What does not happen in a run that nobody has touched. A build may put it elsewhere, as long as it is a function of its own.

/// Does what nothing but a command leads to, however late: `cargo xtask wasm` puts it, and what only this reaches, into the
/// second part of a module, which the page loads before it gives the first command.
#[inline(never)]
pub fn when_asked<Outcome>(act: impl FnOnce() -> Outcome) -> Outcome {
    act()
}

/// Does it in a function of its own, where many things may be done of which a fresh run does few. What fresh runs leave idle
/// goes into the second part as well.
#[inline(never)]
pub fn apart<Outcome>(act: impl FnOnce() -> Outcome) -> Outcome {
    act()
}
