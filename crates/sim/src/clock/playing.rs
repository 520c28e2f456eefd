//! A cluster of one protocol as a machine.

use crate::clock::fate::{ClientFate, Unanswered};
use crate::clock::machine::{Done, EventReport, Letter, Letters, Machine, NewDisk, TimerId};
use crate::clock::mark::Leadership;
use crate::clock::serving::{Circumstances, Serving, World};
use crate::clock::timed::Timed;
use crate::clock::warning::Warning;
use crate::cluster::check::Transition;
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::names::{Cast, Names};
use crate::cluster::setting::SettingValue;
use crate::cluster::step::{Applied, Impossible, Step, Translator};
use crate::cluster::{Cluster, Storage};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;
use quorate_core::event::Explain;
use quorate_core::protocol::{Links, NodeId, RequestId};
use quorate_core::sorted::SortedSet;

pub(crate) fn timer_id<P: Timed>(timer: P::Timer) -> TimerId {
    let place = P::TIMERS.iter().position(|other| *other == timer);
    TimerId(place.expect("TIMERS names every timer") as u8)
}

/// What a letter says.
pub(crate) fn open<P: Timed>(letter: &Letter) -> &P::Message {
    letter.downcast_ref().expect("a letter is read by the protocol that wrote it")
}

/// A cluster whose nodes have names: the machine of a protocol.
#[derive(Clone)]
pub struct Playing<P: Timed> {
    /// The cluster.
    pub cluster: Cluster<P>,
    /// How its nodes are called.
    pub names: Names,
}

impl<P: Timed> Playing<P> {
    /// What a machine plays, if it plays this protocol.
    ///
    /// ```
    /// use quorate_core::protocol::{Micros, NodeId};
    /// use quorate_core::raft::Raft;
    /// use quorate_sim::clock::playing::Playing;
    /// use quorate_sim::clock::random::Seed;
    /// use quorate_sim::clock::setup::Setup;
    /// use quorate_sim::clock::timeline::Timeline;
    /// use quorate_sim::registry::vocabulary;
    ///
    /// let raft = vocabulary("raft").expect("Raft is registered");
    /// let mut timeline = Timeline::new(Setup::new(raft, 3, Seed(1)));
    /// timeline.advance(Micros::from_ms(1000), usize::MAX);
    /// let playing = Playing::<Raft>::of(timeline.present().machine()).expect("it plays Raft");
    /// assert_eq!(playing.cluster.up().filter(|(_, server)| server.is_leader()).count(), 1);
    /// assert!(playing.cluster.state(NodeId(0)).is_some());
    /// ```
    pub fn of(machine: &dyn Machine) -> Option<&Self> {
        machine.as_any().downcast_ref()
    }

    /// The cluster of a machine, if it plays this protocol.
    pub fn cluster_of(machine: &dyn Machine) -> Option<&Cluster<P>> {
        Self::of(machine).map(|playing| &playing.cluster)
    }

    fn world<'a>(&'a self, around: &'a dyn Circumstances) -> World<'a, P> {
        World { cluster: &self.cluster, around, names: self.names }
    }
}

/// Opens letters and reads requests, as the protocol of this cluster does.
struct Reader<'a, P: Timed>(&'a Playing<P>);

impl<P: Timed> Translator<Letters, P> for Reader<'_, P> {
    fn message(&mut self, _: NodeId, _: NodeId, letter: &Letter) -> P::Message {
        open::<P>(letter).clone()
    }

    fn timer(&mut self, timer: &TimerId) -> P::Timer {
        P::TIMERS[usize::from(timer.0)]
    }

    fn request(&mut self, _: NodeId, _: RequestId, request: &String) -> P::Request {
        let words: Vec<&str> = request.split(' ').collect();
        let Ok(request) = P::parse_request(&words, Cast { names: self.0.names, nodes: self.0.size() }) else {
            unreachable!("the request was checked when it was read");
        };
        request
    }

    fn disk(&mut self, disk: &NewDisk) -> Option<P::Durable> {
        match disk {
            NewDisk::CopyOf(original) => self.0.cluster.server(*original).disk.clone(),
            NewDisk::RecoveredFrom(survivors) => P::recovered_disk(&self.0.cluster, survivors),
        }
    }

    fn config(&mut self, (setting, value): &(&'static str, SettingValue)) -> P::Config {
        let mut config = self.0.cluster.config().clone();
        let setting = P::SETTINGS.iter().find(|it| it.name == *setting);
        (setting.expect("the setting was checked when it was read").set)(&mut config, *value);
        config
    }
}

impl<P: Timed> Machine for Playing<P> {
    fn boxed_clone(&self) -> Box<dyn Machine> {
        Box::new(self.clone())
    }

    fn apply(&mut self, step: &Step<Letters>, watched: &dyn Fn(usize) -> bool) -> Result<Done, Impossible> {
        let step: Step<P> = step.translate(&mut Reader(self));
        let applied: Applied<P> = self.cluster.apply(&step)?;
        let transition = Transition { after: &self.cluster, applied: &applied };
        let looked = P::CHECKS.iter().enumerate().filter(|(place, _)| watched(*place));
        let violations = looked.filter_map(|(place, check)| Some((place, (check.look)(&transition).err()?))).collect();
        let acted = applied.touched.as_ref().filter(|_| !applied.events.is_empty());
        let era = acted.and_then(|(node, _)| P::era(&self.cluster, *node, self.names));
        let told = |event: &P::Event| EventReport {
            key: event.key(),
            section: event.section(),
            args: event.args(),
            era: era.clone(),
            mark: P::mark(event),
        };
        // A disk that is exchanged while its node is down is none that the node has written to.
        let wrote = applied.touched.as_ref().is_some_and(|(node, before)| {
            let server = self.cluster.server(*node);
            server.state.is_some() && server.disk != before.disk
        });
        let closed = |sent: Vec<(NodeId, NodeId, P::Message)>| {
            sent.into_iter().map(|(from, to, message)| (from, to, Rc::new(message) as Letter)).collect()
        };
        Ok(Done {
            node: applied.touched.as_ref().map(|(node, _)| *node),
            told: applied.events.iter().map(told).collect(),
            timers: applied.timers.iter().map(|(timer, span)| (timer_id::<P>(*timer), *span)).collect(),
            answers: applied
                .responses
                .iter()
                .map(|(id, response)| (*id, P::response_text(response, self.names)))
                .collect(),
            sent: closed(applied.sent),
            ended: applied.ended,
            vanished: closed(applied.vanished),
            wrote,
            violations,
        })
    }

    fn share(&mut self) {
        self.cluster.share(P::share_with);
    }

    fn size(&self) -> u8 {
        self.cluster.nodes().count() as u8
    }

    fn is_up(&self, node: NodeId) -> bool {
        self.cluster.state(node).is_some()
    }

    fn is_dirty(&self, node: NodeId) -> bool {
        self.cluster.server(node).is_dirty()
    }

    fn are_connected(&self, a: NodeId, b: NodeId) -> bool {
        self.cluster.are_connected(a, b)
    }

    fn links(&self, letter: &Letter) -> Links {
        P::links(open::<P>(letter))
    }

    fn cuts(&self) -> &SortedSet<(NodeId, NodeId)> {
        self.cluster.cuts()
    }

    fn storage(&self) -> Storage {
        self.cluster.storage()
    }

    fn values(&self) -> Vec<SettingValue> {
        P::SETTINGS.iter().map(|setting| (setting.get)(self.cluster.config())).collect()
    }

    fn fingerprint(&self) -> u128 {
        fingerprint(&self.cluster)
    }

    fn kind(&self, letter: &Letter) -> &'static str {
        let kind = P::kind(open::<P>(letter));
        debug_assert!(P::KINDS.contains(&kind), "{kind} is a kind of message");
        kind
    }

    fn bytes(&self, letter: &Letter) -> u64 {
        P::bytes(open::<P>(letter))
    }

    fn is_routine(&self, letter: &Letter) -> bool {
        P::is_routine(open::<P>(letter))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn attribute(&self, node: NodeId, attribute: &str, key: Option<&str>) -> Option<String> {
        self.cluster.nodes().find(|other| *other == node)?;
        P::attribute(&self.cluster, node, attribute, key, self.names)
    }

    fn whom_to_ask(&self) -> Option<NodeId> {
        P::whom_to_ask(&self.cluster)
    }

    fn leadership(&self) -> Vec<Leadership> {
        P::leadership(&self.cluster)
    }

    fn fates(&self, requests: &[Unanswered<'_>]) -> Vec<Option<ClientFate>> {
        P::fates(&self.cluster, requests)
    }

    fn serving(&self, around: &dyn Circumstances) -> Serving {
        P::serving(&self.world(around))
    }

    fn warnings(&self, around: &dyn Circumstances) -> Vec<Warning> {
        P::warnings(&self.world(around))
    }

    fn trusts_clocks(&self) -> bool {
        P::trusts_clocks(self.cluster.config())
    }

    fn has_quorum_up(&self) -> bool {
        P::has_quorum_up(&self.cluster)
    }

    fn set_members(&mut self, members: &SortedSet<NodeId>) -> bool {
        let mut config = self.cluster.config().clone();
        let counts = P::set_members(&self.cluster, &mut config, members);
        if counts {
            let disk = P::united_disk(&self.cluster);
            let disks = self.cluster.nodes().map(|node| Step::Install { node, disk: disk.clone() });
            for step in disks.chain([Step::Configure(config)]) {
                self.cluster.apply(&step).expect("all are down");
            }
        }
        counts
    }
}
