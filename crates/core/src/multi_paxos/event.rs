//! What is told to people, each with the paper and section that says why.

use super::{Slot, SlotCommand};
use crate::ballot::Ballot;
use crate::event::events;
use crate::kv::StoreCommand;
use crate::protocol::NodeId;

events! {
    /// Phase 1 a: the server has heard no leader for long enough, and prepares a ballot.
    PrepareSent { ballot: Ballot, low: Slot, servers: usize, needed: usize } => "multi-paxos.prepare-sent", "Paxos §3";
    /// Too few servers have promised in time.
    PrepareTimedOut { ballot: Ballot, answers: usize, needed: usize } => "multi-paxos.prepare-timed-out", "Paxos §2.4";

    /// Phase 1 b: the server promises, and has accepted nothing in the slots that it was asked about.
    PromiseGiven { ballot: Ballot, low: Slot } => "multi-paxos.promise-given", "Paxos §3";
    /// Phase 1 b: the server promises, and reports what it has accepted.
    PromiseReports { ballot: Ballot, low: Slot, pvalues: usize } => "multi-paxos.promise-reports", "Paxos §3";
    /// Phase 1 b: it has promised more.
    PrepareRefused { ballot: Ballot, promised: Ballot } => "multi-paxos.prepare-refused", "Paxos §2.2";

    /// A quorum has promised: the server leads this ballot.
    Activated { ballot: Ballot, promises: usize, servers: usize } => "multi-paxos.activated", "PMMC §2.4";
    /// The new leader proposes what was reported with the highest ballot in this slot.
    PvalueAdopted { ballot: Ballot, slot: Slot, command: SlotCommand, accepted: Ballot }
        => "multi-paxos.pvalue-adopted", "Paxos §3";
    /// The rule is off: pvalues were reported, and the leader heeds none of them.
    ReportsIgnored { ballot: Ballot, pvalues: usize } => "multi-paxos.reports-ignored", "Paxos §2.2";
    /// The rule is off: the leader proposes what was reported with the lowest ballot.
    PvalueNotHighest { ballot: Ballot, slot: Slot, command: SlotCommand, accepted: Ballot, highest: Ballot }
        => "multi-paxos.pvalue-not-highest", "Paxos §2.2";
    /// The new leader closes a gap.
    NoOpProposed { ballot: Ballot, slot: Slot } => "multi-paxos.no-op-proposed", "Paxos §3";
    /// The rule is off: the new leader leaves a gap.
    GapLeft { ballot: Ballot, slot: Slot } => "multi-paxos.gap-left", "Paxos §3";

    /// Phase 2 a: a client's command gets the next unused slot.
    CommandProposed { ballot: Ballot, slot: Slot, command: StoreCommand } => "multi-paxos.command-proposed", "Paxos §3";
    /// A client's command waits until the leader may propose it.
    RequestQueued { command: StoreCommand, waiting: usize } => "multi-paxos.request-queued", "Paxos §3";
    /// So many commands wait that no more are taken.
    RequestDropped { command: StoreCommand, waiting: usize } => "multi-paxos.request-dropped", "Paxos §3";

    /// Phase 2 b: the server accepts; it has promised nothing above.
    CommandAccepted { ballot: Ballot, slot: Slot, command: SlotCommand } => "multi-paxos.command-accepted", "Paxos §2.2";
    /// Phase 2 b: it has promised more.
    AcceptRefused { ballot: Ballot, slot: Slot, promised: Ballot } => "multi-paxos.accept-refused", "Paxos §2.2";
    /// The rule is off: the server accepts although it has promised not to.
    PromiseBroken { ballot: Ballot, slot: Slot, promised: Ballot } => "multi-paxos.promise-broken", "Paxos §2.2";

    /// The leader finds that a quorum has accepted its proposal.
    CommandChosen { ballot: Ballot, slot: Slot, command: SlotCommand, acceptors: usize }
        => "multi-paxos.command-chosen", "PMMC §2.3";
    /// Another server says what was chosen.
    ChoiceTold { slot: Slot, command: SlotCommand, teller: NodeId } => "multi-paxos.choice-told", "PMMC §2.3";

    /// The state machine carries out a command.
    Applied { slot: Slot, command: StoreCommand, answer: Option<i64> } => "multi-paxos.applied", "Paxos §3";
    /// A no-op changes nothing.
    NoOpApplied { slot: Slot } => "multi-paxos.no-op-applied", "Paxos §3";
    /// The rule is off: a slot is applied before one that stands before it.
    AppliedEarly { slot: Slot, missing: Slot } => "multi-paxos.applied-early", "Paxos §3";
    /// The request was carried out before, and is not carried out again.
    RequestRepeated { slot: Slot, command: StoreCommand } => "multi-paxos.request-repeated", "PMMC §2.1";

    /// Another server has a higher ballot: this one does not try to lead any more.
    Preempted { ballot: Ballot, higher: Ballot } => "multi-paxos.preempted", "PMMC §2.4";
    /// The server hears a leader that it has not heard before.
    LeaderHeard { ballot: Ballot } => "multi-paxos.leader-heard", "PMMC §3";
    /// The leader proposes again what has not been chosen yet, to those that have not accepted it.
    AcceptRepeated { ballot: Ballot, slots: usize } => "multi-paxos.accept-repeated", "Paxos §3";

    /// The server lags behind the leader, and asks what was chosen.
    CatchUpAsked { from: Slot, chosen_below: Slot } => "multi-paxos.catch-up-asked", "Paxos Made Live §4.2";
    /// A server tells one that lags behind what was chosen.
    CatchUpAnswered { server: NodeId, from: Slot, slots: usize } => "multi-paxos.catch-up-answered", "Paxos Made Live §4.2";
    /// The rule is off: the server takes what it has accepted for chosen.
    ChoiceGuessed { slot: Slot, command: SlotCommand } => "multi-paxos.choice-guessed", "Paxos Made Live §4.2";
    /// The server is back. Its disk remembers what it has promised and accepted, and nothing of what was chosen.
    Recovered { slots: usize } => "multi-paxos.recovered", "Paxos §2.5";

    /// The server passes a client's command on to the leader.
    RequestForwarded { leader: NodeId, command: StoreCommand } => "multi-paxos.request-forwarded", "PMMC §4.4";
    /// The server hears no leader, and tells the client.
    RequestRefused { command: StoreCommand } => "multi-paxos.request-refused", "PMMC §4.4";
    /// The server does not lead the ballot that the command was passed on to.
    ForwardRefused { server: NodeId, command: StoreCommand } => "multi-paxos.forward-refused", "PMMC §4.4";
    /// The server passes the leader's answer on to its client.
    AnswerPassedOn { leader: NodeId } => "multi-paxos.answer-passed-on", "PMMC §4.4";
    /// Another command was chosen in the slot in which the client's was proposed.
    SlotLost { slot: Slot, chosen: SlotCommand } => "multi-paxos.slot-lost", "PMMC §2.1";
}
