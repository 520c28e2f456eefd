//! What is told to people, each with the section of the paper that says why.

use super::proposal::Value;
use crate::ballot::Ballot;
use crate::event::events;
use crate::protocol::NodeId;

events! {
    /// A client's value is proposed by the proposer that was asked.
    RequestTaken { value: Value } => "paxos.request-taken", "Paxos §2.1";
    /// The proposer is already proposing for another client. One value will be chosen; this client will be told which.
    RequestJoined { value: Value, proposed: Value } => "paxos.request-joined", "Paxos §2.1";
    /// So many clients wait for this proposer that it takes no more.
    RequestDropped { value: Value, waiting: usize } => "paxos.request-dropped", "Paxos §2.1";
    /// The node knows already what was chosen, and says so.
    RequestLate { value: Value, chosen: Value } => "paxos.request-late", "Paxos §2.1";
    /// The node is no proposer; it sends the client to one.
    RequestRedirected { value: Value, proposer: NodeId } => "paxos.request-redirected", "Paxos §2.1";
    /// The node is no proposer, and nobody is.
    RequestHopeless { value: Value } => "paxos.request-hopeless", "Paxos §2.1";

    /// Phase 1 a: the proposer has selected a number and sends prepare requests.
    PrepareSent { ballot: Ballot, acceptors: usize, needed: usize } => "paxos.prepare-sent", "Paxos §2.2";
    /// Phase 2 a: a majority has promised, nobody has accepted anything: the value is the client's.
    ValueFree { ballot: Ballot, value: Value, promises: usize } => "paxos.value-free", "Paxos §2.2";
    /// Phase 2 a: a majority has promised, and the value is that of the highest-numbered proposal that they report.
    ValueAdopted { ballot: Ballot, value: Value, accepted: Ballot, own: Value, promises: usize }
        => "paxos.value-adopted", "Paxos §2.2";
    /// The rule is off: an accepted proposal was reported and the proposer keeps its own value.
    ValueKept { ballot: Ballot, value: Value, accepted: Ballot, reported: Value } => "paxos.value-kept", "Paxos §2.2";
    /// The rule is off: the proposer takes a reported value that is not that of the highest-numbered proposal.
    ValueNotHighest { ballot: Ballot, value: Value, accepted: Ballot, highest: Ballot }
        => "paxos.value-not-highest", "Paxos §2.2";
    /// An acceptor refused because it has promised a higher number: the proposal is abandoned.
    AbandonedRefused { ballot: Ballot, acceptor: NodeId, promised: Ballot } => "paxos.abandoned-refused", "Paxos §2.2";
    /// The process has seen, as an acceptor, that another proposer has begun with a higher number.
    AbandonedOutbid { ballot: Ballot, higher: Ballot } => "paxos.abandoned-outbid", "Paxos §2.2";
    /// Too few acceptors answered in phase 1.
    PrepareTimedOut { ballot: Ballot, answers: usize, needed: usize } => "paxos.prepare-timed-out", "Paxos §2.4";
    /// Too few acceptors answered in phase 2.
    AcceptTimedOut { ballot: Ballot, answers: usize, needed: usize } => "paxos.accept-timed-out", "Paxos §2.4";
    /// The proposer has waited long enough to try again.
    BackoffOver { ballot: Ballot } => "paxos.backoff-over", "Paxos §2.4";
    /// A value is chosen, and it was not this attempt that chose it: the proposer stops.
    AttemptEnded { ballot: Ballot, value: Value } => "paxos.attempt-ended", "Paxos §2.2";

    /// Phase 1 b: the acceptor promises, and has accepted nothing so far.
    PromiseGiven { ballot: Ballot } => "paxos.promise-given", "Paxos §2.2";
    /// Phase 1 b: the acceptor promises, and reports the highest-numbered proposal that it has accepted.
    PromiseReports { ballot: Ballot, accepted: Ballot, value: Value } => "paxos.promise-reports", "Paxos §2.2";
    /// Phase 1 b: it has promised more.
    PrepareRefused { ballot: Ballot, promised: Ballot } => "paxos.prepare-refused", "Paxos §2.2";
    /// Phase 2 b: the acceptor accepts; it has promised nothing above.
    ProposalAccepted { ballot: Ballot, value: Value } => "paxos.proposal-accepted", "Paxos §2.2";
    /// Phase 2 b: it has promised more.
    AcceptRefused { ballot: Ballot, value: Value, promised: Ballot } => "paxos.accept-refused", "Paxos §2.2";
    /// The rule is off: the acceptor accepts although it has promised not to.
    PromiseBroken { ballot: Ballot, value: Value, promised: Ballot } => "paxos.promise-broken", "Paxos §2.2";
    /// The acceptor is back, and its disk remembers its promise; it had accepted nothing.
    PromiseRemembered { ballot: Ballot } => "paxos.promise-remembered", "Paxos §2.5";
    /// The acceptor is back, and its disk remembers its promise and what it had accepted.
    ProposalRemembered { ballot: Ballot, accepted: Ballot, value: Value } => "paxos.proposal-remembered", "Paxos §2.5";

    /// The proposer finds that a majority has accepted its proposal.
    ValueChosen { ballot: Ballot, value: Value, acceptors: usize } => "paxos.value-chosen", "Paxos §2.3";
    /// A learner finds that a majority has accepted a proposal.
    ChoiceLearned { ballot: Ballot, value: Value, acceptors: usize } => "paxos.choice-learned", "Paxos §2.3";
    /// Another learner says what was chosen.
    ChoiceTold { ballot: Ballot, value: Value, teller: NodeId } => "paxos.choice-told", "Paxos §2.3";
    /// A learner that does not know (any more) whether a value was chosen asks.
    Asked { nodes: usize } => "paxos.asked", "Paxos §2.3";
    /// A learner has asked in vain, and has a proposer issue a proposal.
    ProposalWanted { proposer: NodeId, value: Value } => "paxos.proposal-wanted", "Paxos §2.3";
    /// The proposer issues a proposal because a learner needs to know whether a value is chosen.
    ProposalForLearner { learner: NodeId, value: Value } => "paxos.proposal-for-learner", "Paxos §2.3";
}
