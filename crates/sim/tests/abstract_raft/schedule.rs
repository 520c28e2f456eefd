//! Random schedules of our cluster, each followed by the specification.

use crate::refinement::Shadow;
use quorate_core::event::Explain;
use quorate_core::kv::StoreCommand;
use quorate_core::protocol::{NodeId, RequestId};
use quorate_core::raft::{Config, Fact, Raft, Request, Timer};
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::step::Step;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::collections::{BTreeMap, BTreeSet};

/// How long a schedule is at the most.
const STEPS: u32 = 600;

/// What has happened in schedules: how often each event of ours, by its key.
#[derive(Default, Debug)]
pub struct Played {
    pub steps: u64,
    pub events: BTreeMap<&'static str, u64>,
}

impl Played {
    pub fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        for (event, count) in &other.events {
            *self.events.entry(event).or_default() += count;
        }
    }
}

/// Plays the schedule of a seed. The error says which step is none of the specification's, and why.
pub fn play(seed: u64, change: &dyn Fn(&mut Config)) -> Result<Played, String> {
    let random = &mut Pcg64Mcg::seed_from_u64(seed);
    let nodes = random.random_range(1..=5);
    let mut config = options(nodes, random);
    change(&mut config);
    let mut cluster = Cluster::<Raft>::booted(config, nodes);
    let mut shadow = Shadow::of(&cluster);
    let mut played = Played::default();
    for serial in 0..STEPS {
        let Some(step) = choose(&cluster, serial, random) else { continue };
        let Ok(applied) = cluster.apply(&step) else { continue };
        shadow.follow(&cluster, &step, &applied).map_err(|wrong| format!("{step:?}: {wrong}"))?;
        played.steps += 1;
        for event in &applied.events {
            *played.events.entry(event.key()).or_default() += 1;
        }
    }
    compare_histories(&cluster, &shadow)?;
    Ok(played)
}

/// Whatever leaves the membership as it is.
fn options(nodes: u8, random: &mut Pcg64Mcg) -> Config {
    let mut config = Config::new(nodes);
    let options = &mut config.options;
    options.conflict_hint = random.random();
    options.no_op = random.random();
    options.forwarding = random.random();
    options.pre_vote = random.random();
    options.check_quorum = random.random();
    options.read_index = random.random();
    options.lease_read = random.random();
    options.batching = random.random();
    options.snapshot_threshold = random.random_range(0..4);
    config
}

fn pick<T>(items: Vec<T>, random: &mut Pcg64Mcg) -> Option<T> {
    let count = items.len();
    (count > 0).then(|| items.into_iter().nth(random.random_range(0..count))).flatten()
}

fn choose(cluster: &Cluster<Raft>, serial: u32, random: &mut Pcg64Mcg) -> Option<Step<Raft>> {
    let flight = |random: &mut Pcg64Mcg| {
        let (from, to, message) = pick(cluster.network().iter().collect(), random)?;
        Some((from, to, message.clone()))
    };
    let node = |random: &mut Pcg64Mcg| pick(cluster.nodes().collect(), random);
    let kind = random.random_range(0..100);
    Some(match kind {
        0..62 => flight(random).map(|(from, to, message)| Step::Deliver { from, to, message })?,
        62..65 => flight(random).map(|(from, to, message)| Step::Lose { from, to, message })?,
        65..67 => flight(random).map(|(from, to, message)| Step::Duplicate { from, to, message })?,
        67..84 => {
            let timers =
                cluster.nodes().flat_map(|node| cluster.server(node).timers.iter().map(move |timer| (node, *timer)));
            let (node, timer) = pick(timers.collect(), random)?;
            // Elections end what others could have become.
            if timer == Timer::Election && random.random_range(0..3) > 0 {
                return None;
            }
            Step::Timeout { node, timer }
        }
        84..96 => {
            let id = RequestId { client: (serial % 4) as u16, serial };
            Step::Request { node: node(random)?, id, request: request(cluster, serial, random)? }
        }
        96..98 => Step::Crash { node: node(random)? },
        _ => {
            let down = cluster.nodes().filter(|node| cluster.state(*node).is_none());
            Step::Restart { node: pick(down.collect(), random)? }
        }
    })
}

fn request(cluster: &Cluster<Raft>, serial: u32, random: &mut Pcg64Mcg) -> Option<Request> {
    Some(match random.random_range(0..10) {
        0 => Request::Snapshot,
        1 => Request::Transfer(pick(cluster.nodes().collect::<Vec<NodeId>>(), random)?),
        2 => Request::Command(StoreCommand::Get("x".into())),
        _ => Request::Command(StoreCommand::Set("x".into(), serial.into())),
    })
}

/// The same leaders of the same terms, the same entries committed.
fn compare_histories(cluster: &Cluster<Raft>, shadow: &Shadow) -> Result<(), String> {
    let (mut elections, mut committed) = (BTreeSet::new(), BTreeSet::new());
    for fact in cluster.facts().iter() {
        match fact {
            Fact::Elected { term, leader } => {
                elections.insert((term.0, leader.0));
            }
            Fact::Committed { index, entry, .. } => {
                let entry = crate::spec::Entry { term: entry.term.0, value: entry.content.clone() };
                committed.insert((index.0 as usize, entry));
            }
            Fact::Voted { .. } => {}
        }
    }
    if elections != shadow.spec.elections {
        return Err(format!("leaders: ours {elections:?}, the specification's {:?}", shadow.spec.elections));
    }
    if committed != shadow.spec.committed {
        return Err(format!("committed: ours {committed:?}, the specification's {:?}", shadow.spec.committed));
    }
    Ok(())
}
