//! Paxos as it is drawn. `web/types.ts` is its other side: `PaxosNode`, and `ballot` of `Flight`.

use crate::cluster::Cluster;
use crate::cluster::names::Names;
use crate::language::view::drawn::NodePicture;
use crate::language::view::{FieldView, MessageView};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use quorate_core::paxos::acceptor::Acceptor;
use quorate_core::paxos::proposer::{Attempt, Phase};
use quorate_core::paxos::{Ballot, Config, Message, Paxos, Proposal, Roles};
use quorate_core::protocol::NodeId;
use quorate_core::sorted::SortedSet;
use serde::Serialize;

/// What a node holds. A node that is down shows what its disk has.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct NodeDetail {
    pub kind: &'static str,
    pub roles: Vec<&'static str>,
    pub promised: Option<String>,
    pub accepted: Option<AcceptedView>,
    pub chosen: Option<String>,
    pub proposer: Option<ProposerView>,
    pub learned: Vec<CountView>,
}

/// An acceptor's accepted proposal.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
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
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ProposerView {
    pub phase: &'static str,
    pub ballot: Option<String>,
    pub wants: Option<String>,
    pub value: Option<String>,
    pub adopted: bool,
    pub answers: Vec<AnswerView>,
    pub reported: Vec<ReportView>,
}

/// Whether an acceptor has answered.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct AnswerView {
    pub node: String,
    pub state: &'static str,
}

/// The accepted proposal that an acceptor's promise reported.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct ReportView {
    pub node: String,
    pub ballot: String,
    pub value: String,
}

/// Who has accepted a proposal, as far as a learner has heard.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct CountView {
    pub ballot: String,
    pub value: String,
    pub nodes: Vec<String>,
}

/// A proposal number with its proposer named as on the stage.
fn ballot_text(ballot: Ballot, names: Names) -> String {
    format!("{}.{}", ballot.round, names.name(ballot.proposer))
}

pub(super) fn node(cluster: &Cluster<Paxos>, node: NodeId, names: Names) -> NodePicture<NodeDetail> {
    let config = cluster.config();
    let roles = config.roles(node);
    let state = cluster.state(node);
    let durable = cluster.server(node).durable().unwrap_or_default();
    let Acceptor { promised, accepted } = durable.acceptor;
    let attempt = state.and_then(|state| state.proposer.attempt.as_ref());
    // After a restart a proposer knows at least the highest number that it has used.
    let used = (durable.round > 0).then_some(Ballot { round: durable.round, proposer: node });
    let own_ballot = attempt.map(|attempt| attempt.ballot).or(used).filter(|_| roles.proposer);
    let heard = state.and_then(|state| state.learner.accepted.keys().next_back()).map(|proposal| proposal.ballot);
    let newest = promised.max(own_ballot).or(heard);
    let proposer = roles.proposer.then(|| proposer(config, state, own_ballot, names));
    NodePicture {
        role: leading_role(state, roles),
        era: newest.map_or(0, Ballot::ordinal),
        era_label: newest.map_or_else(String::new, |ballot| ballot_text(ballot, names)),
        detail: NodeDetail {
            kind: "paxos",
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
        },
    }
}

/// What a node is drawn as: a proposer once it has something to propose, else what it does for others.
fn leading_role(state: Option<&Paxos>, roles: Roles) -> &'static str {
    let Some(state) = state else { return "down" };
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

fn proposer(config: &Config, state: Option<&Paxos>, ballot: Option<Ballot>, names: Names) -> ProposerView {
    let attempt = state.and_then(|state| state.proposer.attempt.as_ref());
    ProposerView {
        phase: state.map_or("idle", phase),
        ballot: ballot.map(|ballot| ballot_text(ballot, names)),
        wants: state.and_then(|state| state.proposer.wants.as_ref()).map(ToString::to_string),
        value: attempt.and_then(|attempt| attempt.value.as_ref()).map(ToString::to_string),
        adopted: attempt.is_some_and(|attempt| attempt.adopted.is_some()),
        answers: state.zip(attempt).map_or_else(Vec::new, |(state, attempt)| answers(config, state, attempt, names)),
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
fn answers(config: &Config, state: &Paxos, attempt: &Attempt, names: Names) -> Vec<AnswerView> {
    let proposal = attempt.value.clone().map(|value| Proposal { ballot: attempt.ballot, value });
    let has_granted = |node: &NodeId| match &proposal {
        None => attempt.promises.contains_key(node),
        Some(proposal) => state.learner.accepted.get(proposal).is_some_and(|acceptors| acceptors.contains(node)),
    };
    let answer = |node: NodeId| AnswerView {
        node: names.name(node),
        state: match (has_granted(&node), attempt.refusals.contains(&node)) {
            (true, _) => "granted",
            (false, true) => "refused",
            (false, false) => "pending",
        },
    };
    config.acceptors().map(answer).collect()
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
        term: None,
        ballot: ballot_label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paxos::checks::story::{A, B, C, D, F, Story};

    fn proposer(story: &Story, node: NodeId) -> ProposerView {
        super::node(&story.cluster, node, Names::Letters).detail.proposer.expect("it is a proposer")
    }

    fn answers(view: &ProposerView) -> Vec<(&str, &str)> {
        view.answers.iter().map(|answer| (answer.node.as_str(), answer.state)).collect()
    }

    #[test]
    fn an_attempt_shows_the_answers_of_the_phase_that_it_has_reached() {
        let mut story = Story::new();
        story.request(A, "X").deliver("A>C").deliver("C>A");
        assert_eq!(answers(&proposer(&story, A)), [("C", "granted"), ("D", "pending"), ("E", "pending")]);
        story.deliver("Prepare").deliver("D>A").deliver("A>D Accept");
        assert_eq!(answers(&proposer(&story, A)), [("C", "pending"), ("D", "pending"), ("E", "pending")]);
        story.deliver("D>A Accepted");
        assert_eq!(answers(&proposer(&story, A)), [("C", "pending"), ("D", "granted"), ("E", "pending")]);
        story.request(B, "Y").deliver("B>C Prepare").deliver("A>C Accept").deliver("AcceptRefused");
        let view = proposer(&story, A);
        assert_eq!(view.phase, "backoff");
        assert_eq!(answers(&view), [("C", "refused"), ("D", "granted"), ("E", "pending")]);
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
        assert_eq!(a.detail.proposer.as_ref().and_then(|it| it.ballot.as_deref()), Some("1.A"));
        assert_eq!(a.detail.proposer.map(|it| (it.phase, it.value, it.answers)), Some(("idle", None, Vec::new())));
        assert_eq!(c.detail.accepted.map(|it| it.to_string()).as_deref(), Some("1.A:X"));
        assert_eq!((f.detail.chosen, f.detail.learned, f.era), (None, Vec::new(), 0));
    }

    #[test]
    fn a_learner_shows_what_it_has_counted() {
        let mut story = Story::new();
        story.request(A, "X").settle();
        let node = super::node(&story.cluster, F, Names::Letters);
        assert_eq!((node.role, node.era_label.as_str(), node.detail.roles), ("learner", "1.A", ["learner"].into()));
        let counted: Vec<_> = node.detail.learned.into_iter().map(|it| (it.ballot, it.value, it.nodes)).collect();
        assert_eq!(counted, [("1.A".into(), "X".into(), ["C", "D", "E"].map(String::from).into())]);
    }

    #[test]
    fn nodes_are_named_in_ballots_as_on_the_stage() {
        let mut story = Story::new();
        story.request(B, "Y").settle();
        let node = super::node(&story.cluster, D, Names::Servers);
        assert_eq!((node.era_label.as_str(), node.detail.promised.as_deref()), ("1.S2", Some("1.S2")));
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
