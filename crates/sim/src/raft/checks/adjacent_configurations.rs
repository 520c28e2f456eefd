//! M2, a configuration follows upon one that it overlaps with: "only one server can be added or removed from the cluster at a
//! time" (thesis §4.1), or the way leads through C-old,new (thesis §4.3).

use super::new_configuration;
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::{Configuration, Raft};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.adjacent-configurations", number: "M2", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, state)) = new_configuration(transition) else { return Ok(()) };
    let all = || state.membership.iter();
    for ((_, before), (index, after)) in all().zip(all().skip(1)) {
        if !may_follow(before, after) {
            return violated(|| {
                alloc::vec![
                    ("node", node.into()),
                    ("index", index.into()),
                    ("before", before.clone().into()),
                    ("after", after.clone().into()),
                ]
            });
        }
    }
    Ok(())
}

fn may_follow(before: &Configuration, after: &Configuration) -> bool {
    match (before.is_joint(), after.is_joint()) {
        (false, false) => {
            let added = after.voters.iter().filter(|server| !before.voters.contains(server));
            let removed = before.voters.iter().filter(|server| !after.voters.contains(server));
            added.count() + removed.count() <= 1
        }
        (false, true) => after.old == before.voters,
        (true, false) => after.voters == before.voters,
        (true, true) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, Story};

    #[test]
    fn fires_when_the_configuration_is_switched_at_once() {
        for joint_consensus in [true, false] {
            let mut story = Story::from_three_to_five(joint_consensus);
            story.run();
            assert_eq!(story.cluster.state(A).map(|state| state.configuration().voters.len()), Some(5));
            assert_eq!(story.broken().contains(&"M2"), !joint_consensus, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_somebody_asks_for_a_naive_change() {
        let mut story = Story::of(5, 3);
        story.elect(A).request(A, "SET x 1").run().request(A, "configure naive A D E");
        assert!(story.broken().contains(&"M2"), "{:?}", story.broken);
    }

    #[test]
    fn holds_for_a_naive_change_of_one_server() {
        let mut story = Story::of(4, 3);
        story
            .elect(A)
            .request(A, "SET x 1")
            .run()
            .request(A, "configure naive A B C D")
            .run()
            .request(A, "remove B")
            .run();
        assert_eq!(story.broken(), [""; 0]);
    }
}
