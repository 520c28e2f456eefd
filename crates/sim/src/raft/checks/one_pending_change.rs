//! M1, one change at a time: "leaders avoid overlapping configuration changes by not beginning a new change until the previous
//! change's entry has committed" (thesis §4.1). So of the configurations in a log, all but the latest are committed.

use super::{committed, new_configuration};
use crate::cluster::check::{Check, Transition, Violation, violated};
use quorate_core::raft::Raft;

pub(super) const CHECK: Check<Raft> = Check { id: "raft.one-pending-change", number: "M1", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let Some((node, state)) = new_configuration(transition) else { return Ok(()) };
    // What the log begins with was committed, or stands in a configuration file.
    let entries = || state.membership.iter().skip(1);
    for ((earlier, _), (later, _)) in entries().zip(entries().skip(1)) {
        let mut there = committed(transition.after, earlier).take_while(|(index, ..)| *index == earlier);
        if !there.any(|(.., entry)| Some(entry) == state.log.get(earlier)) {
            return violated(|| {
                alloc::vec![("node", node.into()), ("earlier", earlier.into()), ("later", later.into()),]
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, D, E, Story, change};
    use quorate_core::raft::{Config, Durable, Index, Term};

    #[test]
    fn fires_when_a_log_holds_two_changes_of_which_none_is_committed() {
        let changes = [change(1, &[A, B, C, D]), change(1, &[A, B, C, D, E])];
        let disk =
            |count| Durable { current_term: Term(1), voted_for: None, log: changes[..count].iter().cloned().collect() };
        for (count, broken) in [(1, false), (2, true)] {
            let story = Story::with(Config::new(3), [disk(count)]);
            assert_eq!(story.broken().contains(&"M1"), broken, "{:?}", story.broken);
        }
    }

    #[test]
    fn holds_for_a_server_that_does_not_know_any_more_what_is_committed() {
        let mut story = Story::of(5, 3);
        story.elect(A).request(A, "SET x 1").run().request(A, "add D").run().request(A, "add E").run();
        story.crash(C).restart(C);
        let known = story.cluster.state(C).map(|state| (state.membership.iter().count(), state.commit_index));
        assert_eq!(known, Some((3, Index(0))), "of the changes in its log it does not know whether they are committed");
        assert_eq!(story.broken(), [""; 0]);
    }
}
