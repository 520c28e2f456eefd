//! What is shown on the timeline: milestones, and who leads.

use alloc::string::String;
use quorate_core::protocol::NodeId;

/// The kinds of mark on the timeline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mark {
    /// Somebody was elected.
    Election,
    /// Something was committed.
    Commit,
    /// A value was proposed.
    Proposal,
    /// A value was chosen.
    Chosen,
    /// A node crashed.
    Crash,
    /// A node restarted.
    Restart,
    /// A link was cut.
    Cut,
    /// Links were mended.
    Heal,
    /// A guarantee was broken.
    Violation,
    /// A client asked for something.
    Request,
    /// Any other command.
    Command,
}

impl Mark {
    /// As in a view.
    pub fn name(self) -> &'static str {
        match self {
            Self::Election => "election",
            Self::Commit => "commit",
            Self::Proposal => "proposal",
            Self::Chosen => "chosen",
            Self::Crash => "crash",
            Self::Restart => "restart",
            Self::Cut => "cut",
            Self::Heal => "heal",
            Self::Violation => "violation",
            Self::Request => "request",
            Self::Command => "command",
        }
    }
}

/// A term, ballot or epoch, and who leads in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leadership {
    /// The number that its colour shows.
    pub era: u64,
    /// That number as people write it.
    pub era_label: String,
    /// `None`: nobody (yet).
    pub leader: Option<NodeId>,
}

/// A term, ballot or epoch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Era {
    /// The number that its colour shows.
    pub number: u64,
    /// That number as people write it.
    pub label: String,
}
