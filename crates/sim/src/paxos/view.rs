//! Paxos as it is drawn. `web/types.ts` is its other side: `PaxosNode`, and `ballot` of `Flight`.

use crate::cluster::Cluster;
use crate::names::Names;
use crate::playable::NodePicture;
use crate::view::{FieldView, MessageView};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use quorate_core::paxos::acceptor::Acceptor;
use quorate_core::paxos::proposer::{Attempt, Phase};
use quorate_core::paxos::{Ballot, Config, Message, Paxos, Proposal, Roles};
use quorate_core::protocol::NodeId;
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

/// A message's own part.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "explained in web/types.ts")]
pub struct MessageDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballot: Option<String>,
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
    let report = |(node, accepted): (&NodeId, &Option<Proposal>)| {
        let Proposal { ballot, value } = accepted.as_ref()?;
        Some(ReportView { node: names.name(*node), ballot: ballot_text(*ballot, names), value: value.to_string() })
    };
    attempt.promises.iter().filter_map(report).collect()
}

fn counted(state: &Paxos, names: Names) -> Vec<CountView> {
    let count = |(Proposal { ballot, value }, acceptors): (&Proposal, &_)| CountView {
        ballot: ballot_text(*ballot, names),
        value: value.to_string(),
        nodes: node_names(acceptors, names),
    };
    state.learner.accepted.iter().map(count).collect()
}

fn node_names<'a>(nodes: impl IntoIterator<Item = &'a NodeId>, names: Names) -> Vec<String> {
    nodes.into_iter().map(|node| names.name(*node)).collect()
}

pub(super) fn message(message: &Message, names: Names) -> MessageView<MessageDetail> {
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
        detail: MessageDetail { ballot: ballot_label },
    }
}
