//! Each node has crashed at least once, and every request of the run's own (`request-every`) was answered within a second,
//! up to a second after the last of them.

use crate::clock::client::Knows;
use crate::clock::feat::{Lookout, Moment};
use crate::clock::machine::Verdict;
use quorate_core::protocol::{Micros, NodeId, RequestId};
use quorate_core::sorted::{SortedMap, SortedSet};

const IN_TIME: Micros = Micros::from_ms(1000);

#[derive(Clone, Default)]
pub(super) struct ServedThroughCrashes {
    crashed: SortedSet<NodeId>,
    /// When the last of them did.
    last_crash: Option<Micros>,
    /// What was asked for, when, and whether it has been answered.
    asked: SortedMap<RequestId, (Micros, bool)>,
    is_late: bool,
    /// When all is done, if nothing happens until then.
    due: Option<Micros>,
}

impl Lookout for ServedThroughCrashes {
    fn look(&mut self, run: &dyn Moment) -> bool {
        let now = run.now();
        self.crashed.extend(nodes(run).filter(|node| !run.machine().is_up(*node)));
        if self.crashed.len() == nodes(run).count() {
            self.last_crash.get_or_insert(now);
        }
        // Whoever would ask now finds nobody.
        self.is_late |= !nodes(run).any(|node| run.machine().is_up(node));
        for client in run.clients().0.iter().filter(|client| client.is_regular) {
            // A second try is still the same request.
            let (asked_at, is_answered) = self.asked.get_or_insert_with(client.id, || (client.sent_at, false));
            match &client.knows {
                Knows::Answer(answer, at) if answer.verdict == Verdict::Served && !*is_answered => {
                    *is_answered = true;
                    self.is_late |= at.0 - asked_at.0 > IN_TIME.0;
                }
                _ => {}
            }
        }
        // Where too many waited already, its request was left out: nobody has served it.
        self.is_late |= run.turns_to_ask() > self.asked.len() as u64;
        let mut open = self.asked.values().filter(|(_, is_answered)| !is_answered).map(|(asked_at, _)| *asked_at);
        let oldest = open.next().map(|first| open.fold(first, Micros::min));
        self.is_late |= oldest.is_some_and(|asked_at| now.0 - asked_at.0 > IN_TIME.0);
        let Some(last_crash) = self.last_crash else { return false };
        let end = Micros(last_crash.0 + IN_TIME.0);
        let is_served_again = self.asked.values().any(|(asked_at, is_answered)| *is_answered && *asked_at > last_crash);
        let is_done = !self.is_late && is_served_again && oldest.is_none_or(|asked_at| asked_at > end);
        self.due = is_done.then(|| self.due.unwrap_or(end.max(now)));
        self.due.is_some_and(|due| due <= now)
    }

    fn due(&self) -> Option<Micros> {
        self.due
    }

    fn is_missed(&self) -> bool {
        self.is_late
    }
}

fn nodes(run: &dyn Moment) -> impl Iterator<Item = NodeId> {
    (0..run.machine().size()).map(NodeId)
}
