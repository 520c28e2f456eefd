//! What servers say to one another, and what clients are told.

use super::{Pvalue, Slot, SlotCommand};
use crate::ballot::Ballot;
use crate::kv::StoreCommand;
use crate::protocol::{NodeId, RequestId};
use alloc::sync::Arc;

/// What servers say to one another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Phase 1 a, "for infinitely many instances" (Paxos Made Simple, §3): for `low` and all slots behind it.
    Prepare {
        /// The ballot that its sender wants to lead.
        ballot: Ballot,
        /// The first slot that it asks about.
        low: Slot,
    },
    /// Phase 1 b: the sender accepts nothing below this ballot any more.
    Promise {
        /// The ballot that is promised.
        ballot: Ballot,
        /// What the sender has accepted in the slots that it was asked about. Those in which it has accepted nothing are left out.
        accepted: Arc<[(Slot, Pvalue)]>,
    },
    /// Phase 2 a: the leader of a ballot proposes a command in a slot.
    Accept {
        /// The slot.
        slot: Slot,
        /// The ballot and the command.
        pvalue: Pvalue,
    },
    /// Phase 2 b, to the leader of the ballot: the sender has accepted what was proposed in it.
    Accepted {
        /// The slot.
        slot: Slot,
        /// The ballot.
        ballot: Ballot,
    },
    /// The sender has promised more to another.
    Refused {
        /// The ballot that is refused.
        ballot: Ballot,
        /// What was promised.
        promised: Ballot,
    },
    /// A server tells itself that its disk has what it has accepted. Nobody else gets it.
    Recorded {
        /// The slot.
        slot: Slot,
        /// What was accepted.
        pvalue: Pvalue,
    },
    /// This was chosen (*Paxos Made Moderately Complex*, §2.3: `decision`).
    Chosen {
        /// The slot.
        slot: Slot,
        /// The command.
        command: SlotCommand,
    },
    /// The leader of a ballot is there.
    Heartbeat {
        /// The ballot that it leads.
        ballot: Ballot,
        /// The first slot of which it does not know that it is chosen.
        chosen_below: Slot,
    },
    /// The sender does not know what was chosen from this slot on.
    CatchUp {
        /// The slot.
        from: Slot,
    },
    /// A server passes a client's command on to the leader.
    Forward {
        /// The ballot whose leader is asked. Nobody leads a ballot twice: so who does not lead it, and says so, will not take up the
        /// command if it comes again.
        ballot: Ballot,
        /// To be named in the answer.
        id: RequestId,
        /// The command.
        command: StoreCommand,
    },
    /// The answer to a command that was passed on.
    ForwardReply {
        /// Which request is answered.
        id: RequestId,
        /// What the client is told.
        response: Response,
    },
}

impl Message {
    /// The highest ballot that it speaks of as promised or led by somebody.
    pub fn newest_ballot(&self) -> Option<Ballot> {
        match self {
            Self::Prepare { ballot, .. }
            | Self::Promise { ballot, .. }
            | Self::Accepted { ballot, .. }
            | Self::Heartbeat { ballot, .. } => Some(*ballot),
            Self::Accept { pvalue, .. } => Some(pvalue.ballot),
            Self::Refused { ballot, promised } => Some(*ballot.max(promised)),
            Self::Recorded { .. }
            | Self::Chosen { .. }
            | Self::CatchUp { .. }
            | Self::Forward { .. }
            | Self::ForwardReply { .. } => None,
        }
    }
}

/// What a client is told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Response {
    /// The command was chosen in this slot, and applied.
    Applied {
        /// The value that the command's name has afterwards, if it has one.
        value: Option<i64>,
        /// The slot.
        slot: Slot,
    },
    /// The command was not taken up, or another was chosen in the slot in which it was proposed.
    NotLeader {
        /// Whom to ask, if the server knows.
        leader: Option<NodeId>,
    },
}
