//! Two servers lead in one term, as they do not agree on who belongs to the cluster: nobody voted for both.

use crate::clock::feat::{Lookout, Moment};
use crate::clock::playing::Playing;
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Raft, Role};

#[derive(Clone, Default)]
pub(super) struct SplitByMembers;

impl Lookout for SplitByMembers {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let Some(cluster) = Playing::<Raft>::cluster_of(run.machine()) else { return false };
        let leaders = || cluster.up().map(|(_, state)| state).filter(|state| state.is_leader());
        let is_rival = |one: &Raft, other: &Raft| {
            one.id != other.id
                && one.current_term == other.current_term
                && one.configuration() != other.configuration()
                && !voters(one).any(|voter| voters(other).any(|it| it == voter))
        };
        leaders().any(|one| leaders().any(|other| is_rival(one, other)))
    }
}

/// Who voted for a leader.
fn voters(leader: &Raft) -> impl Iterator<Item = NodeId> {
    let votes = match &leader.role {
        Role::Leader(leader) => Some(&leader.votes),
        _ => None,
    };
    votes.into_iter().flat_map(|votes| votes.iter()).filter(|(_, granted)| *granted).map(|(voter, _)| *voter)
}
