//! The simulation for a web page.
use wasm_bindgen::prelude::wasm_bindgen;
/// Placeholder until `Session` stands.
#[wasm_bindgen]
pub fn fresh_seed() -> u32 {
    getrandom::u32().unwrap_or(1)
}
