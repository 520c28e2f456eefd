//! R23, what clients see is linearizable: "each operation appears to execute instantaneously, exactly once, at some point
//! between its invocation and its response" (Ongaro's thesis, 2014, §6.3; Herlihy & Wing, 1990).
//!
//! The order is that of the log (R5); [`crate::cluster::linearizable`] says why that is enough.

use super::committed;
use crate::cluster::Said;
use crate::cluster::check::{Check, Transition, Violation};
use crate::cluster::linearizable::{Answered, Truth};
use quorate_core::apart::apart;
use quorate_core::raft::{Content, Entry, Index, Raft, Request, Response};

pub(super) const CHECK: Check<Raft> = Check { id: "raft.linearizable", number: "R23", look };

fn look(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    if !transition.applied.responses.iter().any(|(_, response)| matches!(response, Response::Applied { .. })) {
        return Ok(());
    }
    apart(|| what_clients_saw(transition))
}

fn what_clients_saw(transition: &Transition<'_, Raft>) -> Result<(), Violation> {
    let truth = truth(committed(transition.after, Index::ZERO).map(|(index, _, entry)| (index, entry)));
    let mut clients = Answered::default();
    for exchange in transition.after.history().iter() {
        match &exchange.what {
            Said::Asked(Request::Command(command)) => clients.ask(exchange.id, command),
            Said::Told(Response::Applied { value, .. }) => clients.tell("index", &truth, exchange.id, *value)?,
            Said::Asked(_) | Said::Told(_) => {}
        }
    }
    Ok(())
}

/// What the log says.
fn truth<'a>(log: impl Iterator<Item = (Index, &'a Entry)>) -> Truth {
    let mut truth = Truth::default();
    let mut last: Option<(Index, &Entry)> = None;
    for (index, entry) in log {
        match last.replace((index, entry)) {
            // A later leader has committed it too.
            Some(before) if before == (index, entry) => continue,
            // Two entries were committed at one index: R5 is broken, and behind that there is no truth.
            Some((before, _)) if before == index => break,
            _ => {}
        }
        match &entry.content {
            Content::NoOp => {}
            Content::Configuration(appointment) => appointment.apply(&mut truth.store),
            Content::Command(operation) => truth.carry_out(index.0, operation),
        }
    }
    truth
}

#[cfg(test)]
mod tests {
    use crate::raft::checks::story::{A, B, C, Story};
    use quorate_core::protocol::RequestId;
    use quorate_core::raft::Config;

    /// A leads, x is 1; then A is cut off, and B leads A's followers and sets x to 2.
    fn deposed(switch: fn(&mut Config)) -> Story {
        let mut story = Story::configured(3, |config| config.options.read_index = true);
        story.configure(switch);
        story.elect(A).request(A, "SET x 1").run().heartbeat(A).run();
        story.timeout(B).run_among(&[B, C]).request(B, "SET x 2").run_among(&[B, C]);
        story
    }

    #[test]
    fn fires_when_a_deposed_leader_answers_without_asking() {
        let mut story = deposed(|config| config.rules.read_confirmed = false);
        story.request(A, "GET x");
        assert_eq!(story.broken(), ["R23"]);
    }

    #[test]
    fn a_deposed_leader_that_asks_first_answers_nothing() {
        let mut story = deposed(|_| {});
        story.request(A, "GET x").run_among(&[A]);
        assert_eq!(story.broken(), [""; 0]);
        assert_eq!(story.cluster.history().iter().count(), 5, "two writes with their answers, and a read without");
    }

    #[test]
    fn fires_when_a_new_leader_reads_before_it_knows_what_is_committed() {
        for read_after_own_term in [true, false] {
            let mut story = Story::configured(3, |config| config.options.read_index = true);
            story.configure(|config| config.rules.read_after_own_term = read_after_own_term);
            // B has the entry, and does not know that it is committed.
            story.elect(A).request(A, "SET x 1").run().crash(A).timeout(B).run_among(&[B, C]);
            story.request(B, "GET x").run_among(&[B, C]);
            assert_eq!(story.broken().contains(&"R23"), !read_after_own_term, "{:?}", story.broken);
        }
    }

    #[test]
    fn fires_when_a_request_that_comes_twice_is_carried_out_twice() {
        for sessions in [true, false] {
            let mut story = Story::new(3);
            story.configure(|config| config.rules.sessions = sessions);
            let id = RequestId { client: 7, serial: 1 };
            story.elect(A).ask(A, id, "ADD x 5").run().ask(A, id, "ADD x 5").run().request(A, "GET x").run();
            assert_eq!(story.broken().contains(&"R23"), !sessions, "{:?}", story.broken);
        }
    }

    /// Found by the swarm: a request that was long under way, of a client that had asked for something else meanwhile.
    #[test]
    fn holds_whatever_is_answered_to_a_request_that_was_given_up() {
        let mut story = Story::new(3);
        let request = |serial| RequestId { client: 7, serial };
        story.elect(A).ask(A, request(2), "SET x 5").run().ask(A, request(1), "GET y").run();
        assert_eq!(story.broken(), [""; 0]);
    }

    /// A read that was logged and then asked for again is answered by whoever comes first, in one way or the other.
    #[test]
    fn holds_for_a_read_that_is_in_the_log_and_is_answered_aside() {
        let mut story = Story::new(3);
        let read = RequestId { client: 7, serial: 1 };
        story.elect(A).request(A, "SET x 1").run().ask(A, read, "GET x").run_among(&[A, B]);
        // Its first answer is lost. A second leader reads without entries.
        story.configure(|config| config.options.read_index = true);
        story.request(A, "SET x 2").run().ask(A, read, "GET x").run();
        assert_eq!(story.broken(), [""; 0]);
    }

    /// What was not answered may have been done or not, and may be done later.
    #[test]
    fn holds_whatever_becomes_of_what_nobody_was_told_about() {
        let mut story = Story::configured(3, |config| config.options.read_index = true);
        story.elect(A).request(A, "SET x 1").lose_all().timeout(B).run_among(&[B, C]);
        story.request(B, "GET x").run_among(&[B, C]).request(B, "SET x 2").run_among(&[B, C]).heartbeat(B).run();
        story.request(B, "GET x").run();
        assert_eq!(story.broken(), [""; 0]);
    }
}
