//! What must hold whatever bytes come: the fuzz targets in `fuzz/` call these functions, and so do the tests, with the inputs
//! that were ever found to break something.
//!
//! Each panics if it does not hold.

mod bytes;
mod hostile;
mod steps;
mod text;

pub use hostile::hostile;
pub use steps::steps;
pub use text::{lesson, script, share};
