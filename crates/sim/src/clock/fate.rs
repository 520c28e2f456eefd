//! What becomes of a request, told by the whole run and not by what its client knows.

use alloc::string::String;
use quorate_core::protocol::RequestId;

/// Whether anything can still become of a request whose client was told nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Settled {
    /// It can.
    Open,
    /// It was carried out.
    Done,
    /// It was not, and never will be.
    Never,
}

/// A request whose client was told nothing.
#[derive(Clone, Copy, Debug)]
pub struct Unanswered<'a> {
    /// Names it.
    pub id: RequestId,
    /// What was asked for.
    pub request: &'a str,
    /// What was said of it last.
    pub before: Option<&'a ClientFate>,
}

/// What becomes of a request whose client was told nothing. The client does not know it; whoever looks at the whole does.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ClientFate {
    /// How sure it is.
    pub settled: Settled,
    /// Names the sentence.
    pub key: &'static str,
    /// For the sentence: an index, or what was chosen instead.
    pub what: String,
}
