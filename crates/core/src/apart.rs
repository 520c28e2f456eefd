//! What a run that nobody has touched seldom or never does, kept out of what it does all the time.

/// Does it in a function of its own. What fresh runs leave idle goes into the second part of a WebAssembly module, which the page
/// loads before it gives the first command (`cargo xtask wasm`); inside of a function that they call, it could not.
#[inline(never)]
pub fn apart<Outcome>(act: impl FnOnce() -> Outcome) -> Outcome {
    act()
}
