//! The rules of a protocol, numbered and named as its papers do: which functions of the core carry each out, and which events
//! tell that it has acted.
//!
//! The table is about the algorithm and not about a run. So it crosses to the page as a file, `rules.json` in the protocol's
//! folder there, which a test compares with it; the modules that play runs carry nothing of it.

/// A rule of a paper.
///
/// ```
/// use quorate_core::paxos::Paxos;
/// use quorate_sim::cluster::checked::Checked;
///
/// let acted = Paxos::RULES.iter().filter(|rule| rule.events.contains(&"paxos.promise-given"));
/// assert!(acted.map(|rule| (rule.group, rule.number)).eq([("phase-1", "1b")]));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Where it stands: a box of a figure, a phase, a chapter.
    pub group: &'static str,
    /// Its number there, as in the paper.
    pub number: &'static str,
    /// The paper and its section, as of events.
    pub section: &'static str,
    /// The functions of the core that carry it out, each with its file: `election::on_request_vote`.
    pub functions: &'static [&'static str],
    /// The settings that switch it, or a part of it, off.
    pub switches: &'static [&'static str],
    /// The events that tell that it has acted.
    pub events: &'static [&'static str],
    /// The events that tell that it would have acted, had it not been switched off.
    pub missed: &'static [&'static str],
}

/// A rule of which only its place is known yet.
pub const fn rule(group: &'static str, number: &'static str, section: &'static str) -> Rule {
    Rule { group, number, section, functions: &[], switches: &[], events: &[], missed: &[] }
}
