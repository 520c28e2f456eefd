//! A search of whatever protocol, for those who need not know which: a page that offers to break a property.

use super::case::{Case, Searched};
use super::counterexample::Occurrence;
use super::{Progress, Search};
use crate::cluster::Storage;
use crate::cluster::checked::Of;
use crate::cluster::setting::{SettingValue, setting_text};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Debug;

/// In which cluster is searched: what the head of a script needs.
#[derive(Clone, Debug)]
pub struct SearchModel {
    /// As in `protocol raft`.
    pub protocol: &'static str,
    /// How many nodes there are.
    pub nodes: u8,
    /// What is not as usual, in lines of a script: the set-up of the protocol's own, settings, and a rule that is off.
    pub head: Vec<String>,
    /// The protocol's settings that are lengths of time: how soon its timers would run out by themselves.
    pub lengths: Vec<(&'static str, SettingValue)>,
    /// How disks behave once the nodes have booted.
    pub storage: Storage,
}

/// The models of a protocol: in what can be searched. Not a part of what a page's module must know of it: that, which knows every
/// protocol and never searches, would otherwise carry the search of each of them.
///
/// ```
/// use quorate_sim::registry::MODELS;
/// use quorate_sim::search::model::Finding;
///
/// let (rule, property, _) = MODELS[0].models()[0];
/// let mut search = MODELS[0].search(rule, property, false).expect("it is in the table");
/// let found = loop {
///     match search.run(10_000) {
///         Finding::Working => {}
///         Finding::Found { property, .. } => break property,
///         Finding::Exhausted => panic!("a rule does what it is for"),
///     }
/// };
/// assert_eq!(found, property);
/// ```
pub trait Models {
    /// As in `protocol raft`.
    fn protocol(&self) -> &'static str;
    /// In what can be searched: a rule, the property that breaks without it, and in how large a cluster.
    fn models(&self) -> Vec<(&'static str, &'static str, u8)>;
    /// Begins to search for a schedule that breaks that property without that rule; or, where the rule is `on`, one that
    /// breaks any property, of which there should be none.
    fn search(&self, rule: &str, property: &str, on: bool) -> Option<Box<dyn ModelSearch>>;
}

impl Debug for dyn Models {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.protocol())
    }
}

impl<P: Searched> Models for Of<P> {
    fn protocol(&self) -> &'static str {
        P::NAME
    }

    fn models(&self) -> Vec<(&'static str, &'static str, u8)> {
        P::CASES.iter().map(|case| (case.rule, case.property, case.nodes)).collect()
    }

    fn search(&self, rule: &str, property: &str, on: bool) -> Option<Box<dyn ModelSearch>> {
        P::CASES.iter().find(|case| (case.rule, case.property) == (rule, property)).map(|case| case.begin(on))
    }
}

/// A search under way for a schedule that breaks a property.
pub trait ModelSearch {
    /// Goes on from at most `most` states.
    fn run(&mut self, most: usize) -> Finding;
    /// How many different states have been seen.
    fn states(&self) -> usize;
    /// How many states wait to be gone on from.
    fn frontier(&self) -> usize;
    /// How many steps away from the beginning the search is.
    fn depth(&self) -> u32;
    /// How much may happen: at most so many of each; timeouts by the name of the timer. `given` are the steps before the
    /// search.
    fn bounds(&self) -> Vec<(&'static str, u32)>;
}

/// What a search has found so far.
#[derive(Clone, Debug)]
pub enum Finding {
    /// There is more to try.
    Working,
    /// A shortest schedule that breaks the property.
    Found {
        /// The property: [`crate::cluster::check::Check::id`].
        property: &'static str,
        /// In which model.
        model: SearchModel,
        /// What happens, from the booted cluster on.
        occurrences: Vec<Occurrence>,
    },
    /// Nothing within the bounds breaks the property.
    Exhausted,
}

/// A case together with its search.
struct CaseSearch<P: Searched> {
    case: &'static Case<P>,
    on: bool,
    search: Search<P>,
}

impl<P: Searched> Case<P> {
    /// Where is searched, with the rule on or off.
    pub fn model(&self, on: bool) -> SearchModel {
        let cluster = self.booted(on);
        let set = self.settings.iter().map(|(name, value)| {
            let is_rule = P::SETTINGS.iter().any(|setting| setting.is_rule && setting.name == *name);
            setting_text(is_rule, name, *value)
        });
        let off = (!on).then(|| setting_text(true, self.rule, SettingValue::Switch(false)));
        let lengths = P::SETTINGS.iter().map(|setting| (setting.name, (setting.get)(cluster.config())));
        SearchModel {
            protocol: P::NAME,
            nodes: self.nodes,
            head: self.set_up.iter().map(|line| (*line).into()).chain(set).chain(off).collect(),
            lengths: lengths
                .filter(|(_, value)| matches!(value, SettingValue::Length(_) | SettingValue::Span(_)))
                .collect(),
            storage: cluster.storage(),
        }
    }

    /// Begins the search, with the rule on or off.
    pub fn begin(&'static self, on: bool) -> Box<dyn ModelSearch> {
        Box::new(CaseSearch { case: self, on, search: if on { self.control() } else { self.search() } })
    }
}

impl<P: Searched> ModelSearch for CaseSearch<P> {
    fn run(&mut self, most: usize) -> Finding {
        match self.search.run(most) {
            Progress::Working => Finding::Working,
            Progress::Exhausted => Finding::Exhausted,
            Progress::Found(found) => Finding::Found {
                property: found.check,
                model: self.case.model(self.on),
                occurrences: self.case.occurrences(self.on, &self.case.whole(&found)),
            },
        }
    }

    fn states(&self) -> usize {
        self.search.states()
    }

    fn frontier(&self) -> usize {
        self.search.frontier()
    }

    fn depth(&self) -> u32 {
        self.search.depth()
    }

    fn bounds(&self) -> Vec<(&'static str, u32)> {
        let bounds = (self.case.bounds)();
        let timeouts = bounds.timeouts.iter().map(|(timer, most)| (P::timer_name(*timer), u32::from(*most)));
        let others = [
            ("crashes", u32::from(bounds.crashes)),
            ("duplications", u32::from(bounds.duplications)),
            ("breaks", u32::from(bounds.breaks)),
            ("requests", bounds.requests.len() as u32),
            ("retries", u32::from(bounds.retries)),
        ];
        let given = self.case.occurrences(self.on, &self.case.prelude(self.on).steps);
        let given = given.iter().filter(|occurrence| !occurrence.is_loss()).count();
        [("given", given as u32), ("steps", bounds.depth)].into_iter().chain(timeouts).chain(others).collect()
    }
}

impl Debug for dyn ModelSearch {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ModelSearch({} states, depth {})", self.states(), self.depth())
    }
}
