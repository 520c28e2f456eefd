//! Timers that run out only in time: what a protocol that assumes synchrony and crashes alone needs of a search.

use quorate_core::protocol::{Effects, Input, NodeId, Protocol, RequestId, Span};
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::check::{Check, Violation};
use quorate_sim::cluster::step::Step;
use quorate_sim::search::bounds::{Bounds, Timely};
use quorate_sim::search::reduction::Reduction;
use quorate_sim::search::{Progress, Schedule, Search};

/// A asks B to commit, and commits once B has. Who hears nothing believes that the other is down: then A commits alone, and B
/// aborts.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct Pair {
    asked: bool,
    outcome: Option<Outcome>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Outcome {
    Committed,
    Aborted,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Message {
    Commit,
    Committed,
}

const A: NodeId = NodeId(0);
const B: NodeId = NodeId(1);
const SPAN: Span = Span::from_ms(100, 100);

impl Pair {
    fn decide(&mut self, outcome: Outcome, out: &mut Effects<Self>) {
        out.cancel_timer(());
        if self.outcome.is_none() {
            self.outcome = Some(outcome);
            out.record(outcome);
        }
    }
}

impl Protocol for Pair {
    type Config = ();
    type Message = Message;
    type Timer = ();
    type Request = ();
    type Response = ();
    type Durable = Option<Outcome>;
    type Fact = Outcome;
    type Event = ();

    fn start((): &(), id: NodeId, durable: Option<Self::Durable>, out: &mut Effects<Self>) -> Self {
        let outcome = durable.flatten();
        if id == B && outcome.is_none() {
            out.set_timer((), SPAN);
        }
        Self { asked: false, outcome }
    }

    fn handle(&mut self, (): &(), input: Input<Self>, out: &mut Effects<Self>) {
        match input {
            Input::Request { .. } => {
                self.asked = true;
                out.send(B, Message::Commit);
                out.set_timer((), SPAN);
            }
            Input::Message { message: Message::Commit, .. } => {
                self.decide(Outcome::Committed, out);
                if self.outcome == Some(Outcome::Committed) {
                    out.send_after_sync(A, Message::Committed);
                }
            }
            Input::Message { message: Message::Committed, .. } => self.decide(Outcome::Committed, out),
            Input::Timeout(()) if self.asked => self.decide(Outcome::Committed, out),
            Input::Timeout(()) => self.decide(Outcome::Aborted, out),
            Input::Configured => {}
        }
    }

    fn durable(&self) -> Option<Outcome> {
        self.outcome
    }
}

/// The other node is down, and nothing of it is under way any more.
const IS_TIMELY: Timely<Pair> = |cluster, node, ()| {
    let other = if node == A { B } else { A };
    let awaited = |(from, to, _): (NodeId, NodeId, &Message)| (from, to) == (other, node);
    cluster.state(other).is_none() && !cluster.network().iter().any(awaited)
};

const AGREEMENT: Check<Pair> = Check {
    id: "pair.agreement",
    number: "1",
    look: |transition| {
        let outcomes = transition.after.facts().iter().count();
        if outcomes > 1 { Err(Violation(Vec::new())) } else { Ok(()) }
    },
};

const NEVER_ABORTS: Check<Pair> = Check {
    id: "pair.never-aborts",
    number: "none",
    look: |transition| {
        let aborted = transition.after.facts().iter().any(|outcome| *outcome == Outcome::Aborted);
        if aborted { Err(Violation(Vec::new())) } else { Ok(()) }
    },
};

/// A has been asked, and the message to B is under way.
fn asked() -> Cluster<Pair> {
    let mut cluster = Cluster::booted((), 2);
    cluster.apply(&ASKED).expect("A is up");
    cluster
}

const ASKED: Step<Pair> = Step::Request { node: A, id: RequestId { client: 0, serial: 0 }, request: () };

fn run(timely: Option<Timely<Pair>>, crashes: u8, check: &'static Check<Pair>) -> Option<Schedule<Pair>> {
    let bounds = Bounds { crashes, timely, timeouts: vec![((), 2)], ..Bounds::none() };
    let mut search = Search::new(asked(), bounds, [check], Reduction::none());
    loop {
        match search.run(1000) {
            Progress::Working => {}
            Progress::Found(found) => return Some(found),
            Progress::Exhausted => return None,
        }
    }
}

#[test]
fn timers_that_run_out_too_soon_break_the_agreement() {
    let found = run(None, 0, &AGREEMENT).expect("both believe that the other is down");
    let out = |node| Step::Timeout { node, timer: () };
    assert!(found.steps == [out(A), out(B)] || found.steps == [out(B), out(A)], "{:?}", found.steps);
}

#[test]
fn timely_timers_keep_it_whoever_crashes() {
    assert!(run(Some(IS_TIMELY), 1, &AGREEMENT).is_none());
}

#[test]
fn a_timer_runs_out_in_time_once_what_it_waits_for_is_lost_with_its_sender() {
    let found = run(Some(IS_TIMELY), 1, &NEVER_ABORTS).expect("a crash may cut a broadcast short");
    let lost = Step::Lose { from: A, to: B, message: Message::Commit };
    assert_eq!(found.steps, [Step::Crash { node: A }, lost, Step::Timeout { node: B, timer: () }]);
}

#[test]
fn while_both_are_up_nothing_is_lost_and_no_timer_runs_out() {
    assert!(run(Some(IS_TIMELY), 0, &NEVER_ABORTS).is_none());
}
