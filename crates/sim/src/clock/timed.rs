//! What the clock must know of a protocol.

use crate::clock::fate::{ClientFate, Unanswered};
use crate::clock::feat::Feat;
use crate::clock::machine::{Answer, Verdict};
use crate::clock::mark::{Era, Leadership, Mark};
use crate::clock::refusal::Reason;
use crate::clock::serving::{Serving, World};
use crate::clock::warning::Warning;
use crate::cluster::Cluster;
use crate::cluster::checked::Checked;
use crate::cluster::names::{Cast, Names};
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;
use quorate_core::sorted::SortedSet;

/// A protocol that can be played in time.
pub trait Timed: Checked {
    /// All roles that a node may have: what `role` is in an `expect` line.
    const ROLES: &'static [&'static str];
    /// All kinds of message.
    const KINDS: &'static [&'static str];
    /// What `expect` and `until` lines may ask of a node: `role`, `term`, …
    const ATTRIBUTES: &'static [&'static str];

    /// Whether a client that was not answered may ask again without fear that it is carried out twice.
    const RECOVERS: bool;

    /// What a run may come to, for tasks to ask for.
    const FEATS: &'static [Feat] = &[];

    /// What is wrong with what a set-up line gives to a node, after the lines before it; with the place of the word.
    fn check_given(_words: &[&str], _cast: Cast, _before: &[String]) -> Result<(), (usize, Reason)> {
        Ok(())
    }

    /// What a client that has no better idea asks for, as the `n`th of all.
    fn next_request(n: u64) -> String;

    /// What the client was told.
    fn response_text(response: &Self::Response, names: Names) -> Answer;

    /// A disk that knows all that any disk of a stopped cluster knows.
    fn united_disk(_cluster: &Cluster<Self>) -> Option<Self::Durable> {
        None
    }

    /// Whether a promise rests on clocks that all go alike, and on processes that never stand still.
    fn trusts_clocks(_config: &Self::Config) -> bool {
        false
    }

    /// The disk of whoever is left after a forced recovery: what these have on their disks, and that they alone are the cluster.
    fn recovered_disk(_cluster: &Cluster<Self>, _survivors: &[NodeId]) -> Option<Self::Durable> {
        None
    }

    /// Whether so many nodes are up that the cluster can change itself.
    fn has_quorum_up(_cluster: &Cluster<Self>) -> bool {
        true
    }

    /// Writes into everybody's configuration file who belongs to the cluster: read at the next boot. Says whether that would
    /// count: where nodes have agreed on something else since, it would not.
    fn set_members(_cluster: &Cluster<Self>, _config: &mut Self::Config, _members: &SortedSet<NodeId>) -> bool {
        false
    }

    /// Shares with another node what both hold alike, so that a simulation that is kept for long holds it once. What the node says
    /// stays the same.
    fn share_with(&mut self, _other: &Self) {}

    /// Whom a client asks that has no preference: the leader, a proposer, …
    fn whom_to_ask(cluster: &Cluster<Self>) -> Option<NodeId>;

    /// What kind of message it is, one of [`Timed::KINDS`]: `AppendEntries`.
    fn kind(message: &Self::Message) -> &'static str;

    /// How large it is: see [`crate::clock::costs`].
    fn bytes(message: &Self::Message) -> u64;

    /// Whether such a message is sent all the time, whatever clients ask.
    fn is_routine(_message: &Self::Message) -> bool {
        false
    }

    /// What an `expect` line asks of a node: the value of one of [`Timed::ATTRIBUTES`], as it is written in scripts.
    /// `key` is what stands behind a dot: `state.x`.
    fn attribute(
        cluster: &Cluster<Self>,
        node: NodeId,
        attribute: &str,
        key: Option<&str>,
        names: Names,
    ) -> Option<String>;

    /// Who leads: paints the timeline. All that lead, each in its era, and the newest era that counts even if nobody leads in
    /// it; the newest first. Empty before the first.
    fn leadership(cluster: &Cluster<Self>) -> Vec<Leadership>;

    /// The era that a node is in; `None` before its first.
    fn era(cluster: &Cluster<Self>, node: NodeId, names: Names) -> Option<Era>;

    /// What an answer means to a client that asked for this.
    fn verdict(_request: &str, answer: &Answer) -> Verdict {
        answer.verdict
    }

    /// What becomes of each of these requests, as far as it can be said now. All are looked for in one go: there may be thousands
    /// of messages, and many who wait.
    fn fates(_cluster: &Cluster<Self>, requests: &[Unanswered<'_>]) -> Vec<Option<ClientFate>> {
        requests.iter().map(|_| None).collect()
    }

    /// Whether there is somebody who could answer a client now, and if not, why.
    fn serving(world: &World<'_, Self>) -> Serving;

    /// The settings with which the cluster cannot work, or hardly, as things are.
    fn warnings(_world: &World<'_, Self>) -> Vec<Warning> {
        Vec::new()
    }

    /// Whether an event is worth a mark on the timeline.
    fn mark(event: &Self::Event) -> Option<Mark>;
}
