//! Each protocol is a feature by its name, and cargo tells their names only here: a module that is built with one of them has
//! that protocol alone.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let features = std::env::vars().filter_map(|(name, _)| {
        let feature = name.strip_prefix("CARGO_FEATURE_")?;
        Some(feature.to_lowercase().replace('_', "-"))
    });
    if let [protocol] = &features.collect::<Vec<_>>()[..] {
        println!("cargo:rustc-env=QUORATE_PROTOCOL={protocol}");
    }
}
