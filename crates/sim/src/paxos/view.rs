//! Paxos as it is drawn.

use crate::cluster::Cluster;
use crate::cluster::names::Names;
use crate::language::view::datum::Datum;
use crate::language::view::drawn::NodePicture;
use crate::language::view::{
    CellState, CellView, FactView, FieldView, LedgerView, MessageView, PartView, TallyView, Vote, VoterView,
};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use quorate_core::paxos::acceptor::Acceptor;
use quorate_core::paxos::proposer::{Attempt, Phase};
use quorate_core::paxos::{Ballot, Config, Fact, Message, Paxos, Proposal, Roles, Timer, Value};
use quorate_core::protocol::NodeId;
use quorate_core::sorted::SortedSet;

/// What a node holds. A node that is down shows what its disk has.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct NodeDetail {
    pub roles: Vec<&'static str>,
    pub promised: Option<String>,
    pub accepted: Option<AcceptedView>,
    pub chosen: Option<String>,
    pub proposer: Option<ProposerView>,
    pub learned: Vec<CountView>,
}

/// An acceptor's accepted proposal.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct AcceptedView {
    pub ballot: String,
    pub era: u64,
    pub value: String,
}

/// As in scripts: `2.A:X`.
impl fmt::Display for AcceptedView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.ballot, self.value)
    }
}

/// A proposer's attempt.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ProposerView {
    pub phase: &'static str,
    pub ballot: Option<String>,
    pub wants: Option<String>,
    pub value: Option<String>,
    pub adopted: bool,
    pub reported: Vec<ReportView>,
}

/// The accepted proposal that an acceptor's promise reported.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ReportView {
    pub node: String,
    pub ballot: String,
    pub value: String,
}

/// Who has accepted a proposal, as far as a learner has heard.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct CountView {
    pub ballot: String,
    pub value: String,
    pub nodes: Vec<String>,
}

impl From<NodeDetail> for Datum {
    fn from(NodeDetail { roles, promised, accepted, chosen, proposer, learned }: NodeDetail) -> Self {
        [
            ("roles", roles.into()),
            ("promised", promised.into()),
            ("accepted", accepted.into()),
            ("chosen", chosen.into()),
            ("proposer", proposer.into()),
            ("learned", learned.into()),
        ]
        .into()
    }
}

impl From<AcceptedView> for Datum {
    fn from(AcceptedView { ballot, era, value }: AcceptedView) -> Self {
        [("ballot", ballot.into()), ("era", era.into()), ("value", value.into())].into()
    }
}

impl From<ProposerView> for Datum {
    fn from(ProposerView { phase, ballot, wants, value, adopted, reported }: ProposerView) -> Self {
        [
            ("phase", phase.into()),
            ("ballot", ballot.into()),
            ("wants", wants.into()),
            ("value", value.into()),
            ("adopted", adopted.into()),
            ("reported", reported.into()),
        ]
        .into()
    }
}

impl From<ReportView> for Datum {
    fn from(ReportView { node, ballot, value }: ReportView) -> Self {
        [("node", node.into()), ("ballot", ballot.into()), ("value", value.into())].into()
    }
}

impl From<CountView> for Datum {
    fn from(CountView { ballot, value, nodes }: CountView) -> Self {
        [("ballot", ballot.into()), ("value", value.into()), ("nodes", nodes.into())].into()
    }
}

/// A proposal number with its proposer named as on the stage.
pub(super) fn ballot_text(ballot: Ballot, names: Names) -> String {
    format!("{}.{}", ballot.round, names.name(ballot.proposer))
}

pub(super) fn node(cluster: &Cluster<Paxos>, node: NodeId, names: Names) -> NodePicture<Timer> {
    let state = cluster.state(node);
    let (newest, detail) = detail(cluster, node, names);
    NodePicture {
        role: role(cluster, node),
        era: newest.map_or(0, Ballot::ordinal),
        era_label: newest.map_or_else(String::new, |ballot| ballot_text(ballot, names)),
        dial: cluster.server(node).timers.iter().next().copied(),
        tallies: state.map_or_else(Vec::new, |state| tallies(cluster, node, state, names)),
        acts: Vec::new(),
        facts: facts(&detail),
        ledger: Some(ledger(cluster, node, names)),
        detail: detail.into(),
    }
}

/// What a node holds, and the highest number that it knows.
pub(super) fn detail(cluster: &Cluster<Paxos>, node: NodeId, names: Names) -> (Option<Ballot>, NodeDetail) {
    let roles = cluster.config().roles(node);
    let state = cluster.state(node);
    let durable = cluster.server(node).durable().unwrap_or_default();
    let Acceptor { promised, accepted } = durable.acceptor;
    let attempt = state.and_then(|state| state.proposer.attempt.as_ref());
    // After a restart a proposer knows at least the highest number that it has used.
    let used = (durable.round > 0).then_some(Ballot { round: durable.round, proposer: node });
    let own_ballot = attempt.map(|attempt| attempt.ballot).or(used).filter(|_| roles.proposer);
    let heard = state.and_then(|state| state.learner.accepted.keys().next_back()).map(|proposal| proposal.ballot);
    let proposer = roles.proposer.then(|| proposer(state, own_ballot, names));
    let detail = NodeDetail {
        roles: role_names(roles),
        promised: promised.map(|ballot| ballot_text(ballot, names)),
        accepted: accepted.map(|Proposal { ballot, value }| AcceptedView {
            ballot: ballot_text(ballot, names),
            era: ballot.ordinal(),
            value: value.to_string(),
        }),
        chosen: state.and_then(|state| Some(state.learner.chosen.as_ref()?.value.to_string())),
        proposer,
        learned: state.map_or_else(Vec::new, |state| counted(state, names)),
    };
    (promised.max(own_ballot).or(heard), detail)
}

/// Who of the acceptors has answered in the present phase.
fn tallies(cluster: &Cluster<Paxos>, node: NodeId, state: &Paxos, names: Names) -> Vec<TallyView> {
    let Some(attempt) = &state.proposer.attempt else { return Vec::new() };
    let config = cluster.config();
    let coming = coming(cluster, node);
    let voters = answers(config, state, attempt).map(|(acceptor, answer)| VoterView {
        node: names.name(acceptor),
        state: match answer {
            Vote::Pending if coming.contains(&acceptor) => Vote::Coming,
            answer => answer,
        },
    });
    let voters: Vec<_> = voters.collect();
    let had = voters.iter().filter(|voter| voter.state == Vote::Granted).count() as u64;
    let key = if attempt.value.is_none() { "promises" } else { "acceptances" };
    alloc::vec![TallyView { key, part: "all", voters, had, needed: config.quorum() as u64 }]
}

/// Whose yes to what a proposer asks for now is under way to it.
pub(super) fn coming(cluster: &Cluster<Paxos>, node: NodeId) -> SortedSet<NodeId> {
    let attempt = cluster.state(node).and_then(|state| state.proposer.attempt.as_ref());
    let Some(attempt) = attempt else { return SortedSet::new() };
    let is_yes = |message: &Message| match (message, &attempt.value) {
        (Message::Promise { ballot, .. }, None) => *ballot == attempt.ballot,
        (Message::Accepted { proposal }, Some(value)) => proposal.ballot == attempt.ballot && proposal.value == *value,
        _ => false,
    };
    let under_way = cluster.network().iter().filter(|(_, to, message)| *to == node && is_yes(message));
    under_way.map(|(from, _, _)| from).collect()
}

/// Paxos' ledger has one slot: it holds the proposal that an acceptor accepted, or the value that a learner learned.
fn ledger(cluster: &Cluster<Paxos>, node: NodeId, names: Names) -> LedgerView {
    let accepted = cluster.server(node).durable().and_then(|durable| durable.acceptor.accepted);
    let learned = cluster.state(node).and_then(|state| state.learner.chosen.clone());
    let held = accepted.or_else(|| learned.clone());
    let cell = held.map(|proposal| CellView {
        at: 1,
        era: proposal.ballot.ordinal(),
        era_label: ballot_text(proposal.ballot, names),
        kind: "command",
        label: proposal.value.to_string(),
        state: match &learned {
            Some(chosen) if chosen.value == proposal.value => CellState::Committed,
            _ if !is_chosen(cluster, &proposal.value) => CellState::Accepted,
            _ if is_known(cluster) => CellState::Elsewhere,
            _ => CellState::Unknown,
        },
    });
    LedgerView { from: 1, cells: cell.into_iter().collect(), marks: Vec::new() }
}

/// Whether a value is chosen: a majority of the acceptors has ever accepted a proposal of it, or somebody takes it for chosen.
pub(super) fn is_chosen(cluster: &Cluster<Paxos>, value: &Value) -> bool {
    chosen_values(cluster).any(|chosen| chosen == value)
}

/// The value that is chosen, if one is.
pub(super) fn chosen_value(cluster: &Cluster<Paxos>) -> Option<&Value> {
    chosen_values(cluster).next()
}

fn chosen_values(cluster: &Cluster<Paxos>) -> impl Iterator<Item = &Value> {
    cluster.facts().iter().filter_map(|fact| match fact {
        Fact::Decided { value, .. } => Some(value),
        Fact::Voted { proposal, .. } => {
            let voted = |acceptor| Fact::Voted { proposal: proposal.clone(), acceptor };
            let votes = cluster.nodes().filter(|acceptor| cluster.facts().contains(&voted(*acceptor))).count();
            (votes >= cluster.config().quorum()).then_some(&proposal.value)
        }
        _ => None,
    })
}

/// Whether somebody who is up knows what is chosen.
pub(super) fn is_known(cluster: &Cluster<Paxos>) -> bool {
    cluster.up().any(|(_, state)| state.learner.chosen.is_some())
}

fn facts(detail: &NodeDetail) -> Vec<FactView> {
    let text_or_nothing = |text: &Option<String>| match text {
        Some(text) => text.clone().into(),
        None => PartView::sentence("paxos.nothing", Vec::new()),
    };
    let mut facts = Vec::new();
    let mut fact = |key, parts: Vec<PartView>| facts.push(FactView { key, parts });
    let word = |role: &&str| match *role {
        "proposer" => PartView::sentence("role.proposer", Vec::new()),
        "acceptor" => PartView::sentence("role.acceptor", Vec::new()),
        _ => PartView::sentence("role.learner", Vec::new()),
    };
    fact("paxos.roles", detail.roles.iter().map(word).collect());
    if detail.roles.contains(&"acceptor") {
        fact("paxos.promised", [text_or_nothing(&detail.promised)].into());
        let accepted = match &detail.accepted {
            Some(AcceptedView { ballot, era, value }) => {
                alloc::vec![PartView::Era { era: *era, era_label: ballot.clone() }, value.clone().into()]
            }
            None => alloc::vec![text_or_nothing(&None)],
        };
        fact("paxos.accepted", accepted);
    }
    if let Some(proposer) = &detail.proposer {
        let phase = match proposer.phase {
            "prepare" => "paxos.phase-prepare",
            "accept" => "paxos.phase-accept",
            "backoff" => "paxos.phase-backoff",
            "done" => "paxos.phase-done",
            _ => "paxos.phase-idle",
        };
        fact("paxos.phase", [PartView::sentence(phase, Vec::new())].into());
        fact("paxos.ballot", [text_or_nothing(&proposer.ballot)].into());
        fact("paxos.asked-for", [text_or_nothing(&proposer.wants)].into());
        if let Some(value) = &proposer.value {
            let whose = if proposer.adopted { "paxos.adopted" } else { "paxos.own" };
            fact("paxos.value", [value.clone().into(), PartView::sentence(whose, Vec::new())].into());
        }
    }
    if let Some(chosen) = &detail.chosen {
        fact("paxos.learned-chosen", [chosen.clone().into()].into());
    }
    facts
}

/// What a node is drawn as: a proposer once it has something to propose, else what it does for others.
pub(super) fn role(cluster: &Cluster<Paxos>, node: NodeId) -> &'static str {
    let Some(state) = cluster.state(node) else { return "down" };
    let roles = cluster.config().roles(node);
    if state.proposer.attempt.is_some() || roles == (Roles { proposer: true, ..Roles::default() }) {
        "proposer"
    } else if roles.acceptor {
        "acceptor"
    } else if roles.learner {
        "learner"
    } else {
        "proposer"
    }
}

fn role_names(roles: Roles) -> Vec<&'static str> {
    let all = [(roles.proposer, "proposer"), (roles.acceptor, "acceptor"), (roles.learner, "learner")];
    all.into_iter().filter(|(has, _)| *has).map(|(_, name)| name).collect()
}

fn proposer(state: Option<&Paxos>, ballot: Option<Ballot>, names: Names) -> ProposerView {
    let attempt = state.and_then(|state| state.proposer.attempt.as_ref());
    ProposerView {
        phase: state.map_or("idle", phase),
        ballot: ballot.map(|ballot| ballot_text(ballot, names)),
        wants: state.and_then(|state| state.proposer.wants.as_ref()).map(ToString::to_string),
        value: attempt.and_then(|attempt| attempt.value.as_ref()).map(ToString::to_string),
        adopted: attempt.is_some_and(|attempt| attempt.adopted.is_some()),
        reported: attempt.map_or_else(Vec::new, |attempt| reported(attempt, names)),
    }
}

fn phase(state: &Paxos) -> &'static str {
    match state.proposer.phase {
        Phase::Idle if state.proposer.attempt.is_some() => "done",
        Phase::Idle => "idle",
        Phase::Prepare => "prepare",
        Phase::Accept => "accept",
        Phase::Backoff => "backoff",
    }
}

/// The acceptors' answers of the phase that the attempt has reached.
fn answers<'a>(
    config: &'a Config,
    state: &'a Paxos,
    attempt: &'a Attempt,
) -> impl Iterator<Item = (NodeId, Vote)> + use<'a> {
    let proposal = attempt.value.clone().map(|value| Proposal { ballot: attempt.ballot, value });
    let has_granted = move |node: &NodeId| match &proposal {
        None => attempt.promises.contains_key(node),
        Some(proposal) => state.learner.accepted.get(proposal).is_some_and(|acceptors| acceptors.contains(node)),
    };
    config.acceptors().map(move |node| match (has_granted(&node), attempt.refusals.contains(&node)) {
        (true, _) => (node, Vote::Granted),
        (false, true) => (node, Vote::Refused),
        (false, false) => (node, Vote::Pending),
    })
}

fn reported(attempt: &Attempt, names: Names) -> Vec<ReportView> {
    let report = |(node, accepted): &(NodeId, Option<Proposal>)| {
        let Proposal { ballot, value } = accepted.as_ref()?;
        Some(ReportView { node: names.name(*node), ballot: ballot_text(*ballot, names), value: value.to_string() })
    };
    attempt.promises.iter().filter_map(report).collect()
}

fn counted(state: &Paxos, names: Names) -> Vec<CountView> {
    let count = |(Proposal { ballot, value }, acceptors): &(Proposal, SortedSet<NodeId>)| CountView {
        ballot: ballot_text(*ballot, names),
        value: value.to_string(),
        nodes: node_names(acceptors, names),
    };
    state.learner.accepted.iter().map(count).collect()
}

fn node_names<'a>(nodes: impl IntoIterator<Item = &'a NodeId>, names: Names) -> Vec<String> {
    nodes.into_iter().map(|node| names.name(*node)).collect()
}

pub(super) fn message(message: &Message, names: Names) -> MessageView {
    let text = |ballot: Ballot| ballot_text(ballot, names);
    let proposal_text = |proposal: &Proposal| format!("{}:{}", text(proposal.ballot), proposal.value);
    let refusal =
        |kind, ballot, promised| (kind, Some(ballot), Some(false), None, [("promised", text(promised))].to_vec());
    let proposed = |kind, Proposal { ballot, value }: &Proposal, answer| {
        (kind, Some(*ballot), answer, Some(value.to_string()), [("value", value.to_string())].to_vec())
    };
    let (kind, ballot, answer, label, own_fields) = match message {
        Message::Prepare { ballot } => ("Prepare", Some(*ballot), None, None, Vec::new()),
        Message::Promise { ballot, accepted } => {
            let reported = accepted.as_ref().map(proposal_text);
            let field = ("accepted", reported.clone().unwrap_or_else(|| "–".to_string()));
            ("Promise", Some(*ballot), Some(true), reported, [field].to_vec())
        }
        Message::PrepareRefused { ballot, promised } => refusal("PrepareRefused", *ballot, *promised),
        Message::Accept { proposal } => proposed("Accept", proposal, None),
        Message::Accepted { proposal } => proposed("Accepted", proposal, Some(true)),
        Message::AcceptRefused { ballot, promised } => refusal("AcceptRefused", *ballot, *promised),
        Message::Ask => ("Ask", None, None, None, Vec::new()),
        Message::Request { value } => {
            ("Request", None, None, Some(value.to_string()), [("value", value.to_string())].to_vec())
        }
        Message::Learned { proposal } => proposed("Learned", proposal, Some(true)),
    };
    let ballot_label = ballot.map(text);
    let fields = ballot_label.iter().map(|label| ("ballot", label.clone())).chain(own_fields);
    MessageView {
        kind,
        era: ballot.map_or(0, Ballot::ordinal),
        era_label: ballot_label.clone().unwrap_or_default(),
        label: label.unwrap_or_default(),
        answer,
        fields: fields.map(|(name, value)| FieldView { name, value }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paxos::checks::story::{A, B, C, D, F, Story};

    fn proposer(story: &Story, node: NodeId) -> ProposerView {
        detail(&story.cluster, node, Names::Letters).1.proposer.expect("it is a proposer")
    }

    /// Each voter with the first letter of its answer; how many have said yes, and how many are needed.
    fn tally(story: &Story, node: NodeId) -> String {
        let view = super::node(&story.cluster, node, Names::Letters);
        let [TallyView { key, voters, had, needed, .. }] = &*view.tallies else { panic!("one tally") };
        let voters: Vec<_> = voters.iter().map(|voter| format!("{}:{:?}", voter.node, voter.state)).collect();
        format!("{key} {} {had}/{needed}", voters.join(" "))
    }

    #[test]
    fn an_attempt_shows_the_answers_of_the_phase_that_it_has_reached() {
        let mut story = Story::new();
        story.request(A, "X").deliver("A>C");
        assert_eq!(tally(&story, A), "promises C:Coming D:Pending E:Pending 0/2");
        story.deliver("C>A");
        assert_eq!(tally(&story, A), "promises C:Granted D:Pending E:Pending 1/2");
        story.deliver("Prepare").deliver("D>A").deliver("A>D Accept");
        assert_eq!(tally(&story, A), "acceptances C:Pending D:Coming E:Pending 0/2");
        story.deliver("D>A Accepted");
        assert_eq!(tally(&story, A), "acceptances C:Pending D:Granted E:Pending 1/2");
        story.request(B, "Y").deliver("B>C Prepare").deliver("A>C Accept").deliver("AcceptRefused");
        assert_eq!(proposer(&story, A).phase, "backoff");
        assert_eq!(tally(&story, A), "acceptances C:Refused D:Granted E:Pending 1/2");
    }

    #[test]
    fn an_attempt_shows_what_was_reported_and_that_it_was_adopted() {
        let mut story = Story::new();
        story.request(A, "X").settle();
        story.request(B, "Y").deliver("Prepare").deliver("Promise");
        let view = proposer(&story, B);
        assert_eq!((view.wants.as_deref(), view.value.as_deref(), view.adopted), (Some("Y"), Some("X"), true));
        let reported: Vec<_> = view.reported.iter().map(|it| [&it.node, &it.ballot, &it.value]).collect();
        assert_eq!(reported, [["C", "1.A", "X"], ["D", "1.A", "X"]]);
    }

    #[test]
    fn a_node_that_is_down_shows_its_disk_and_nothing_else() {
        let mut story = Story::new();
        story.request(A, "X").settle().crash(A).crash(C).crash(F);
        let [a, c, f] = [A, C, F].map(|node| super::node(&story.cluster, node, Names::Letters));
        assert_eq!([a.role, c.role, f.role], ["down"; 3]);
        assert_eq!((a.tallies, a.dial, f.era), (Vec::new(), None, 0));
        let cell = &c.ledger.expect("it is an acceptor").cells[0];
        assert_eq!((cell.era_label.as_str(), cell.label.as_str(), cell.state), ("1.A", "X", CellState::Unknown));
        assert!(f.ledger.expect("everybody has one").cells.is_empty());
        let [a, c, f] = [A, C, F].map(|node| detail(&story.cluster, node, Names::Letters).1);
        assert_eq!(a.proposer.as_ref().and_then(|it| it.ballot.as_deref()), Some("1.A"));
        assert_eq!(a.proposer.map(|it| (it.phase, it.value)), Some(("idle", None)));
        assert_eq!(c.accepted.map(|it| it.to_string()).as_deref(), Some("1.A:X"));
        assert_eq!((f.chosen, f.learned), (None, Vec::new()));
    }

    #[test]
    fn a_learner_shows_what_it_has_counted() {
        let mut story = Story::new();
        story.request(A, "X").settle();
        let node = super::node(&story.cluster, F, Names::Letters);
        assert_eq!((node.role, node.era_label.as_str()), ("learner", "1.A"));
        let cell = &node.ledger.expect("everybody has one").cells[0];
        assert_eq!((cell.era_label.as_str(), cell.label.as_str(), cell.state), ("1.A", "X", CellState::Committed));
        let (_, detail) = detail(&story.cluster, F, Names::Letters);
        assert_eq!(detail.roles, ["learner"]);
        let counted: Vec<_> = detail.learned.into_iter().map(|it| (it.ballot, it.value, it.nodes)).collect();
        assert_eq!(counted, [("1.A".into(), "X".into(), ["C", "D", "E"].map(String::from).into())]);
    }

    #[test]
    fn nodes_are_named_in_ballots_as_on_the_stage() {
        let mut story = Story::new();
        story.request(B, "Y").settle();
        let (node, (_, detail)) =
            (super::node(&story.cluster, D, Names::Servers), detail(&story.cluster, D, Names::Servers));
        assert_eq!((node.era_label.as_str(), detail.promised.as_deref()), ("1.S2", Some("1.S2")));
    }

    #[test]
    fn each_kind_of_message_says_what_it_carries() {
        let ballot = Ballot { round: 2, proposer: A };
        let promised = Ballot { round: 3, proposer: B };
        let proposal = Proposal { ballot, value: "X".into() };
        let other = Proposal { ballot: Ballot { round: 1, proposer: B }, value: "Y".into() };
        let cases = [
            (Message::Prepare { ballot }, "Prepare 2.A '' None [ballot=2.A]"),
            (Message::Promise { ballot, accepted: None }, "Promise 2.A '' Some(true) [ballot=2.A accepted=–]"),
            (
                Message::Promise { ballot, accepted: Some(other) },
                "Promise 2.A '1.B:Y' Some(true) [ballot=2.A accepted=1.B:Y]",
            ),
            (
                Message::PrepareRefused { ballot, promised },
                "PrepareRefused 2.A '' Some(false) [ballot=2.A promised=3.B]",
            ),
            (Message::Accept { proposal: proposal.clone() }, "Accept 2.A 'X' None [ballot=2.A value=X]"),
            (Message::Accepted { proposal: proposal.clone() }, "Accepted 2.A 'X' Some(true) [ballot=2.A value=X]"),
            (Message::AcceptRefused { ballot, promised }, "AcceptRefused 2.A '' Some(false) [ballot=2.A promised=3.B]"),
            (Message::Ask, "Ask  '' None []"),
            (Message::Request { value: "X".into() }, "Request  'X' None [value=X]"),
            (Message::Learned { proposal }, "Learned 2.A 'X' Some(true) [ballot=2.A value=X]"),
        ];
        for (message, expected) in cases {
            let MessageView { kind, era_label, label, answer, fields, .. } = super::message(&message, Names::Letters);
            let fields: Vec<String> = fields.iter().map(|it| format!("{}={}", it.name, it.value)).collect();
            assert_eq!(format!("{kind} {era_label} '{label}' {answer:?} [{}]", fields.join(" ")), expected);
        }
    }
}
