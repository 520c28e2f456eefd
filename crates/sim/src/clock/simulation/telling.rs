//! What the simulation tells of what happens.

use super::{Broken, Simulation};
use crate::clock::flight::End;
use crate::clock::machine::{Done, EventReport};
use crate::clock::mark::Mark;
use crate::clock::record::{Happened, Listener};
use crate::cluster::names::client_name;
use quorate_core::event::{Arg, Args};
use quorate_core::protocol::NodeId;

impl Simulation {
    /// Says which guarantees were broken.
    pub(super) fn alarm(&mut self, done: &Done, listener: &mut dyn Listener) {
        for (check, violation) in &done.violations {
            let mut args = alloc::vec![("check", Arg::Text(self.vocabulary.checks()[*check].id.into()))];
            args.extend(violation.0.iter().cloned());
            self.broken[*check] = Some(Broken { at: self.now, violation: violation.clone() });
            self.tell(listener, "cluster.violation", done.node, args, Some(Mark::Violation));
        }
    }

    /// Something of the simulation's own.
    pub(super) fn tell(
        &mut self,
        listener: &mut dyn Listener,
        key: &'static str,
        node: Option<NodeId>,
        args: Args,
        mark: Option<Mark>,
    ) {
        self.report(listener, (key, node, args, mark), None);
    }

    pub(super) fn report(
        &mut self,
        listener: &mut dyn Listener,
        (key, node, args, mark): (&'static str, Option<NodeId>, Args, Option<Mark>),
        by_protocol: Option<&EventReport>,
    ) {
        let (section, era) = by_protocol.map_or((None, None), |told| (Some(told.section), told.era.clone()));
        listener.happened(Happened { serial: self.next_happened, at: self.now, key, node, args, section, era, mark });
        self.next_happened += 1;
        *self.tally.get_or_insert_with(key, || 0) += 1;
    }
}

/// The keys of what the simulation itself has to tell, beside the protocols' events.
pub const KEYS: &[&str] = &[
    "cluster.request",
    "cluster.response",
    "cluster.response-stale",
    "cluster.other",
    "cluster.redirected",
    "cluster.failed",
    "cluster.retried",
    "cluster.installed",
    "cluster.members-written",
    "cluster.client-timeout",
    "cluster.lost-loss",
    "cluster.lost-wall",
    "cluster.lost-down",
    "cluster.dropped",
    "cluster.sent-again",
    "cluster.vanished",
    "cluster.broken",
    "cluster.violation",
    "cluster.crashed",
    "cluster.restarted",
    "cluster.timer-forced",
    "cluster.timers-aligned",
    "cluster.timers-spread",
    "cluster.partitioned",
    "cluster.cut",
    "cluster.mended",
    "cluster.healed",
    "cluster.duplicated",
    "cluster.delayed",
    "cluster.setting-changed",
    "cluster.own-set",
    "cluster.own-default",
    "cluster.suspended",
    "cluster.suspended-for",
    "cluster.resumed",
    "cluster.wiped",
    "cluster.forced",
    "cluster.held",
    "cluster.released",
    "cluster.drop-awaited",
    "cluster.crowded",
];

pub(super) fn client_arg(client: u16) -> (&'static str, Arg) {
    ("client", end_arg(End::Client(client)))
}

pub(super) fn end_arg(end: End) -> Arg {
    match end {
        End::Node(node) => Arg::Node(node),
        End::Client(client) => Arg::Text(client_name(client)),
    }
}
