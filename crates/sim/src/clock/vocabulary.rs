//! What can be said about a protocol without running it.

use crate::clock::feat::Feat;
use crate::clock::machine::{Answer, Machine, TimerId, Verdict};
use crate::clock::playing::{Playing, timer_id};
use crate::clock::refusal::{Reason, nearest};
use crate::clock::timed::Timed;
use crate::cluster::checked::{Of, set_up};
use crate::cluster::names::Cast;
use crate::cluster::order::Order;
use crate::cluster::setting::{Setting, SettingValue};
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Debug};
use quorate_core::event::Explain;
use quorate_core::protocol::Micros;

/// A setting by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SettingInfo {
    /// As in `heartbeat 50`.
    pub name: &'static str,
    /// Whether it is a rule of the algorithm.
    pub is_rule: bool,
    /// The shortest time that it can be, if it is one.
    pub least: Micros,
    /// Its value in the published algorithm.
    pub default: SettingValue,
}

/// A check by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CheckInfo {
    /// `raft.election-safety`
    pub id: &'static str,
    /// `R1`
    pub number: &'static str,
}

/// What can be said about a protocol without running it.
pub trait Vocabulary {
    /// As in `protocol raft`.
    fn name(&self) -> &'static str;
    /// A cluster that has not booted. The lines are the protocol's own set-up lines.
    fn machine(&self, cast: Cast, own_lines: &[String]) -> Box<dyn Machine>;
    /// Whether a set-up line of the protocol's own makes sense after those before it; the error names the place of the word.
    fn check_own_line(&self, words: &[&str], cast: Cast, before: &[String]) -> Result<(), (usize, Reason)>;
    /// The forms of those lines.
    fn own_forms(&self) -> &'static [&'static str];
    /// Such lines at random: `draw` gives a number below the one that it is given.
    fn any_set_up(&self, draw: &mut dyn FnMut(u64) -> u64, cast: Cast) -> Vec<String>;
    /// Reads a client's request and writes it the one way in which it is always written.
    fn request(&self, words: &[&str], cast: Cast) -> Result<String, String>;
    /// The commands of the protocol's own.
    fn orders(&self) -> &'static [Order];
    /// How many nodes a cluster has if nobody says how many.
    fn usual_size(&self) -> u8;
    /// Whether a client that was not answered may ask again without fear that it is carried out twice.
    fn recovers(&self) -> bool;
    /// What an answer means to a client that asked for this.
    fn verdict(&self, request: &str, answer: &Answer) -> Verdict;
    /// What a client that has no better idea asks for, as the `n`th of all.
    fn next_request(&self, n: u64) -> String;
    /// How requests are written.
    fn request_grammar(&self) -> &'static str;
    /// The parameters and rules.
    fn settings(&self) -> Vec<SettingInfo>;
    /// The keys of all the protocol's events.
    fn events(&self) -> &'static [&'static str];
    /// The guarantees that are watched.
    fn checks(&self) -> Vec<CheckInfo>;
    /// All roles that a node may have.
    fn roles(&self) -> &'static [&'static str];
    /// All kinds of message.
    fn kinds(&self) -> &'static [&'static str];
    /// What `expect` lines may ask of a node.
    fn attributes(&self) -> &'static [&'static str];
    /// The timer that `align` and `spread` are about, and `timeout` and `timer` where they name none.
    fn impatience(&self) -> TimerId;
    /// The setting that it is always drawn from, if it is one.
    fn patience(&self) -> Option<&'static str>;
    /// What the timers are called; a [`TimerId`] is a place in this list.
    fn timers(&self) -> Vec<&'static str>;
    /// Whether any of its messages goes on a connection.
    fn connects(&self) -> bool;
    /// What a run may come to, for tasks to ask for.
    fn feats(&self) -> &'static [Feat];
}

impl Debug for dyn Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Of these the protocol of that name.
pub fn named(known: &[&'static dyn Vocabulary], name: &str) -> Result<&'static dyn Vocabulary, Reason> {
    known.iter().find(|protocol| protocol.name() == name).copied().ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|protocol| protocol.name()).collect();
        let nearest = nearest(name, names.iter().copied());
        Reason::UnknownProtocol { word: name.to_string(), nearest, known: names.join(" ") }
    })
}

impl<P: Timed> Vocabulary for Of<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn machine(&self, cast: Cast, own_lines: &[String]) -> Box<dyn Machine> {
        let lines = own_lines.iter().map(String::as_str);
        Box::new(Playing { cluster: set_up::<P>(cast, lines), names: cast.names })
    }

    fn check_own_line(&self, words: &[&str], cast: Cast, before: &[String]) -> Result<(), (usize, Reason)> {
        P::check_given(words, cast, before)?;
        let set_up = P::set_up(&mut P::config(cast.nodes), words, cast.names, cast.nodes);
        set_up.map_err(|form| (0, Reason::form(form)))
    }

    fn own_forms(&self) -> &'static [&'static str] {
        P::SET_UP_FORMS
    }

    fn any_set_up(&self, draw: &mut dyn FnMut(u64) -> u64, cast: Cast) -> Vec<String> {
        P::any_set_up(draw, cast)
    }

    fn request(&self, words: &[&str], cast: Cast) -> Result<String, String> {
        P::parse_request(words, cast).map(|request| P::request_text(&request, cast.names))
    }

    fn orders(&self) -> &'static [Order] {
        P::ORDERS
    }

    fn usual_size(&self) -> u8 {
        P::USUAL_SIZE
    }

    fn recovers(&self) -> bool {
        P::RECOVERS
    }

    fn verdict(&self, request: &str, answer: &Answer) -> Verdict {
        P::verdict(request, answer)
    }

    fn next_request(&self, n: u64) -> String {
        P::next_request(n)
    }

    fn request_grammar(&self) -> &'static str {
        P::REQUEST_GRAMMAR
    }

    fn settings(&self) -> Vec<SettingInfo> {
        let config = P::config(1);
        let info = |it: &Setting<P::Config>| SettingInfo {
            name: it.name,
            is_rule: it.is_rule,
            least: it.least,
            default: (it.get)(&config),
        };
        P::SETTINGS.iter().map(info).collect()
    }

    fn events(&self) -> &'static [&'static str] {
        P::Event::KEYS
    }

    fn checks(&self) -> Vec<CheckInfo> {
        P::CHECKS.iter().map(|check| CheckInfo { id: check.id, number: check.number }).collect()
    }

    fn roles(&self) -> &'static [&'static str] {
        P::ROLES
    }

    fn kinds(&self) -> &'static [&'static str] {
        P::KINDS
    }

    fn attributes(&self) -> &'static [&'static str] {
        P::ATTRIBUTES
    }

    fn impatience(&self) -> TimerId {
        timer_id::<P>(P::IMPATIENCE)
    }

    fn patience(&self) -> Option<&'static str> {
        P::PATIENCE
    }

    fn timers(&self) -> Vec<&'static str> {
        P::TIMERS.iter().map(|timer| P::timer_name(*timer)).collect()
    }

    fn connects(&self) -> bool {
        P::CONNECTS
    }

    fn feats(&self) -> &'static [Feat] {
        P::FEATS
    }
}
