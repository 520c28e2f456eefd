//! Settings that say by themselves that a cluster cannot work.

use crate::cluster::setting::ms;
use quorate_core::event::{Arg, Args};
use quorate_core::protocol::Micros;

/// A setting with which the cluster cannot work, or hardly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// Its name.
    pub setting: &'static str,
    /// Names the sentence that says why.
    pub key: &'static str,
    /// For the sentence.
    pub args: Args,
}

/// A time of a sentence, in milliseconds.
pub fn ms_arg(time: Micros) -> Arg {
    Arg::Text(ms(time))
}
