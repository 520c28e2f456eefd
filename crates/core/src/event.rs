//! Events: what has happened, in the past tense, with the section of the paper that says why.
//!
//! An event is a key and arguments, never a sentence: the page speaks more than one language.

use crate::kv::StoreCommand;
use crate::protocol::NodeId;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// An argument of an event, for the sentence that a page makes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Arg {
    /// A node, to be named as on the stage.
    Node(NodeId),
    /// A count, term, index, …
    Number(u64),
    /// Sets of nodes, each of which gives way to the next.
    Sets(Vec<Vec<NodeId>>),
    /// The same, and a set of others beside the last.
    Joined(Vec<Vec<NodeId>>, Vec<NodeId>),
    /// A value, a command, a ballot as people write it.
    Text(String),
    /// Words, and the nodes that they are about, to be named as on the stage: `add D`. They stand where the words have a `_`, or
    /// behind them.
    Phrase(String, Vec<NodeId>),
}

impl From<NodeId> for Arg {
    fn from(node: NodeId) -> Self {
        Self::Node(node)
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<Vec<NodeId>> for Arg {
    fn from(nodes: Vec<NodeId>) -> Self {
        Self::Sets(alloc::vec![nodes])
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Arc<str>> for Arg {
    fn from(text: Arc<str>) -> Self {
        Self::Text((&*text).into())
    }
}

impl From<Option<i64>> for Arg {
    fn from(number: Option<i64>) -> Self {
        Self::Text(number.map_or_else(|| "none".into(), |number| number.to_string()))
    }
}

impl From<StoreCommand> for Arg {
    fn from(command: StoreCommand) -> Self {
        Self::Text(command.to_string())
    }
}

/// The arguments of a sentence by name.
pub type Args = Vec<(&'static str, Arg)>;

/// What every protocol's events can tell about themselves.
///
/// ```
/// use quorate_core::event::{Arg, Explain};
/// use quorate_core::protocol::NodeId;
/// use quorate_core::raft::{Event, Term};
///
/// let event = Event::VoteGranted { candidate: NodeId(2), term: Term(4) };
/// assert_eq!((event.key(), event.section()), ("raft.vote-granted", "Raft §5.2"));
/// assert_eq!(event.args()[0], ("candidate", Arg::Node(NodeId(2))));
/// ```
pub trait Explain {
    /// All keys there are, so that a page can prove that it has a sentence for each.
    const KEYS: &'static [&'static str];
    /// Names the sentence, for example `raft.vote-granted`.
    fn key(&self) -> &'static str;
    /// The paper and its section, for example `Raft §5.2`.
    fn section(&self) -> &'static str;
    /// The arguments of the sentence by name.
    fn args(&self) -> Args;
}

/// Adds an argument. A call each keeps the code of a table small.
pub fn add<T: Clone + Into<Arg>>(args: &mut Args, name: &'static str, value: &T) {
    args.push((name, value.clone().into()));
}

/// Declares a protocol's events as a table: meaning, name, arguments, key, section.
///
/// ```text
/// events! {
///     /// The voter had not voted in this term and the candidate's log is as up to date as its own.
///     VoteGranted { candidate: NodeId, term: u64 } => "raft.vote-granted", "Raft §5.2";
/// }
/// ```
macro_rules! events {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? } => $key:literal, $section:literal;)*) => {
        /// What has happened at a node, and why.
        #[derive(Clone, PartialEq, Eq, Debug)]
        #[allow(missing_docs, reason = "the arguments are named for the sentence they go into")]
        pub enum Event {
            $($(#[$doc])* $name { $($field: $type),* },)*
        }

        impl $crate::event::Explain for Event {
            const KEYS: &'static [&'static str] = &[$($key),*];

            fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key,)* }
            }

            fn section(&self) -> &'static str {
                match self { $(Self::$name { .. } => $section,)* }
            }

            fn args(&self) -> $crate::event::Args {
                let mut args = alloc::vec::Vec::new();
                match self {
                    // Nothing but the event itself goes with it: then little is left here of what is not told in a run.
                    $(Self::$name { .. } => $crate::apart::apart(|| {
                        let Self::$name { $($field),* } = self else { return };
                        $($crate::event::add(&mut args, stringify!($field), $field);)*
                    }),)*
                }
                args
            }
        }
    };
}
pub(crate) use events;
