//! The replicated state machine: integers by name, and the sessions of the clients that change them.

use crate::protocol::RequestId;
use crate::sorted::SortedMap;
use alloc::sync::Arc;
use core::fmt;

/// A command for the state machine, as a client asks for it and as a log holds it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum StoreCommand {
    /// `x ← value`
    Set(Arc<str>, i64),
    /// `x ← x + value` (a name that is not there counts as 0).
    Add(Arc<str>, i64),
    /// The name is taken out.
    Del(Arc<str>),
    /// Nothing changes; the answer is the value.
    Get(Arc<str>),
}

impl StoreCommand {
    /// The name that it is about.
    pub fn name(&self) -> &Arc<str> {
        let (Self::Set(name, _) | Self::Add(name, _) | Self::Del(name) | Self::Get(name)) = self;
        name
    }
}

/// As it is written in scripts: `SET x 5`.
impl fmt::Display for StoreCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(name, value) => write!(f, "SET {name} {value}"),
            Self::Add(name, value) => write!(f, "ADD {name} {value}"),
            Self::Del(name) => write!(f, "DEL {name}"),
            Self::Get(name) => write!(f, "GET {name}"),
        }
    }
}

/// A client's command, as it is replicated.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Operation {
    /// Which request it was.
    pub id: RequestId,
    /// Whether the state machine carries out the request only if it has not done so before (rule `sessions` of the node
    /// that took it up): all nodes must agree on that, so it is replicated with the command.
    pub once: bool,
    /// What to do.
    pub command: StoreCommand,
}

impl Operation {
    /// Whether the state machine has carried out this request before, or a later one of its client, and will not do it again.
    pub fn is_repeated(&self, store: &Store) -> bool {
        self.once && store.session(self.id) != SessionState::Unknown
    }

    /// Lets the state machine carry it out, and gives the answer, if it can be known.
    pub fn apply(&self, store: &mut Store) -> Option<Option<i64>> {
        if self.once { store.apply_once(self.id, &self.command) } else { Some(store.apply(&self.command)) }
    }
}

/// The state machine. Equal logs applied to equal stores give equal stores.
///
/// ```
/// use quorate_core::kv::{Store, StoreCommand};
///
/// let mut store = Store::default();
/// store.apply(&StoreCommand::Set("x".into(), 5));
/// assert_eq!(store.apply(&StoreCommand::Add("x".into(), 2)), Some(7));
/// assert_eq!((store.get("x"), store.get("y")), (Some(7), None));
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Store {
    values: SortedMap<Arc<str>, i64>,
    /// For each client the latest of its requests that was carried out, and what the answer was.
    sessions: SortedMap<u16, (u32, Option<i64>)>,
}

/// What the state machine knows of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SessionState {
    /// It was not carried out.
    Unknown,
    /// It was the latest of its client that was carried out, with this answer.
    Done(Option<i64>),
    /// A later one of its client was carried out: this one will not be (any more), and the answer, if there ever was one, is
    /// forgotten.
    Overtaken,
}

impl Store {
    /// Applies one command and gives the value its name has afterwards (`None`: the name is not there).
    /// An addition that would leave the range of `i64` stops at its end.
    pub fn apply(&mut self, command: &StoreCommand) -> Option<i64> {
        match command {
            StoreCommand::Set(name, value) => {
                self.values.insert(name.clone(), *value);
                Some(*value)
            }
            StoreCommand::Add(name, value) => {
                let sum = self.get(name).unwrap_or(0).saturating_add(*value);
                self.values.insert(name.clone(), sum);
                Some(sum)
            }
            StoreCommand::Del(name) => {
                self.values.remove(name);
                None
            }
            StoreCommand::Get(name) => self.get(name),
        }
    }

    /// Applies a client's command unless it was applied before, and remembers the answer; `None` if nobody can know it any more.
    /// "The session tracks the latest
    /// serial number processed for the client, along with the associated response. If a server receives a command whose
    /// serial number has already been executed, it responds immediately without re-executing the request" (Ongaro's thesis,
    /// 2014, §6.3).
    pub fn apply_once(&mut self, id: RequestId, command: &StoreCommand) -> Option<Option<i64>> {
        match self.session(id) {
            SessionState::Done(answer) => Some(answer),
            SessionState::Overtaken => None,
            SessionState::Unknown => {
                let answer = self.apply(command);
                self.sessions.insert(id.client, (id.serial, answer));
                Some(answer)
            }
        }
    }

    /// Remembers that a request was carried out which is none for the state machine, unless a later one of its client was.
    pub fn remember(&mut self, id: RequestId) {
        if self.session(id) == SessionState::Unknown {
            self.sessions.insert(id.client, (id.serial, None));
        }
    }

    /// What is known of a request. A client asks for one thing after the other, so what it asked for before its latest request
    /// is over; whether it was carried out nobody remembers.
    pub fn session(&self, id: RequestId) -> SessionState {
        match self.sessions.get(&id.client) {
            Some((latest, answer)) if id.serial == *latest => SessionState::Done(*answer),
            Some((latest, _)) if id.serial < *latest => SessionState::Overtaken,
            _ => SessionState::Unknown,
        }
    }

    /// The latest request of each client that was carried out, with its answer.
    pub fn sessions(&self) -> impl Iterator<Item = (RequestId, Option<i64>)> {
        self.sessions.iter().map(|(client, (serial, answer))| (RequestId { client: *client, serial: *serial }, *answer))
    }

    /// The value of a name, if it is there.
    pub fn get(&self, name: &str) -> Option<i64> {
        self.values.get(name).copied()
    }

    /// All names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i64)> {
        self.values.iter().map(|(name, value)| (&**name, *value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_gives_the_value_its_name_has_afterwards() {
        let mut store = Store::default();
        assert_eq!(store.apply(&StoreCommand::Get("x".into())), None);
        assert_eq!(store.apply(&StoreCommand::Set("x".into(), 5)), Some(5));
        assert_eq!(store.apply(&StoreCommand::Add("x".into(), -2)), Some(3));
        assert_eq!(store.apply(&StoreCommand::Add("y".into(), 7)), Some(7));
        assert_eq!(store.iter().collect::<alloc::vec::Vec<_>>(), [("x", 3), ("y", 7)]);
        assert_eq!(store.apply(&StoreCommand::Del("x".into())), None);
        assert_eq!(store.get("x"), None);
    }

    #[test]
    fn a_request_that_comes_twice_is_applied_once_and_answered_alike() {
        let mut store = Store::default();
        let id = |client, serial| RequestId { client, serial };
        let add = StoreCommand::Add("x".into(), 5);
        assert_eq!(store.apply_once(id(0, 3), &add), Some(Some(5)));
        assert_eq!(store.apply_once(id(1, 3), &add), Some(Some(10)), "another client's request");
        assert_eq!(store.apply_once(id(0, 3), &add), Some(Some(5)), "the answer of the first time");
        assert_eq!(store.apply_once(id(0, 2), &add), None, "what the client has long given up: this is not its answer");
        assert_eq!(store.get("x"), Some(10));
        assert_eq!(store.apply_once(id(0, 4), &add), Some(Some(15)));
    }

    #[test]
    fn a_request_that_is_none_for_the_state_machine_is_remembered_until_the_next() {
        let mut store = Store::default();
        let id = |serial| RequestId { client: 0, serial };
        store.remember(id(1));
        assert_eq!(
            [id(0), id(1), id(2)].map(|id| store.session(id)),
            [SessionState::Overtaken, SessionState::Done(None), SessionState::Unknown]
        );
        store.apply_once(id(2), &StoreCommand::Set("x".into(), 1));
        store.remember(id(1));
        assert_eq!([id(1), id(2)].map(|id| store.session(id)), [SessionState::Overtaken, SessionState::Done(Some(1))]);
    }

    #[test]
    fn an_addition_stops_at_the_end_of_the_range() {
        let mut store = Store::default();
        store.apply(&StoreCommand::Set("x".into(), i64::MAX));
        assert_eq!(store.apply(&StoreCommand::Add("x".into(), 1)), Some(i64::MAX));
    }
}
