//! A cluster of whatever protocol, for all who need not know which: the clock, the timeline, the scripts, the page.
//!
//! [`Cluster`] is generic over its protocol, as a search wants it. What stands above a single step is not: it handles
//! timers by number, messages as closed [`Letter`]s, requests and answers as text. So it is compiled once, however many
//! protocols there are, and a new one adds to the download little more than itself.

use crate::clock::record::Args;
use crate::cluster::check::{Transition, Violation};
use crate::cluster::fingerprint::fingerprint;
use crate::cluster::names::Names;
use crate::cluster::setting::Value;
use crate::cluster::step::{Applied, Refusal, Step};
use crate::cluster::{Cluster, Storage};
use crate::language::command::Cast;
use crate::language::view::MessageView;
use crate::playable::{Mark, NodePicture, Order, Playable, Reign, set_up};
use crate::registry::NodeDetail;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;
use core::fmt::{self, Debug};
use core::marker::PhantomData;
use quorate_core::event::Explain;
use quorate_core::protocol::{Links, NodeId, RequestId, Span};
use quorate_core::sorted::SortedSet;

/// A message of whatever protocol. Only the machine that sent it can read it.
pub type Letter = Rc<dyn Any>;

/// A timer by its place in the protocol's list of timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TimerId(pub u8);

/// One thing that happens: a [`Step`] of whatever protocol.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each is the step of the same name")]
pub enum Act<'a> {
    Deliver { from: NodeId, to: NodeId, letter: &'a Letter },
    Lose { from: NodeId, to: NodeId, letter: &'a Letter },
    Duplicate { from: NodeId, to: NodeId, letter: &'a Letter },
    Timeout { node: NodeId, timer: TimerId },
    Request { node: NodeId, id: RequestId, request: &'a str },
    Sync { node: NodeId },
    Crash { node: NodeId },
    Restart { node: NodeId },
    Install { node: NodeId, copy_of: Option<NodeId> },
    Cut { from: NodeId, to: NodeId },
    Mend { from: NodeId, to: NodeId },
    Set { setting: &'static str, value: Value },
    Notice { node: NodeId },
    Storage(Storage),
}

/// An answer to a client, as text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Answer {
    /// What it means to the client.
    pub verdict: Verdict,
    /// What it was told.
    pub text: String,
}

/// What an answer means to a client.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// It is done.
    Served,
    /// It is not done: ask elsewhere, or again.
    Elsewhere,
    /// It is not done and will not be.
    Failed,
}

/// An event of the protocol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Names the sentence.
    pub key: &'static str,
    /// Of the paper that says why.
    pub section: &'static str,
    /// For the sentence.
    pub args: Args,
    /// Its mark on the timeline, if it is worth one.
    pub mark: Option<Mark>,
}

/// What an act did.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// The one node that it was about.
    pub node: Option<NodeId>,
    /// Messages that are now in flight: from, to, what.
    pub sent: Vec<(NodeId, NodeId, Letter)>,
    /// Timers of the node that were set (`Some`) or cancelled, in this order.
    pub timers: Vec<(TimerId, Option<Span>)>,
    /// Answers to clients.
    pub answers: Vec<(RequestId, Answer)>,
    /// What happened at the node, and why.
    pub told: Vec<Told>,
    /// Promises that it broke: which, by place in [`Vocabulary::checks`], and how.
    pub violations: Vec<(usize, Violation)>,
}

/// A cluster of whatever protocol.
pub trait Machine {
    /// Another cluster in the same state.
    fn twin(&self) -> Box<dyn Machine>;
    /// Lets something happen. Looks at those promises that are `watched`.
    fn act(&mut self, act: Act<'_>, watched: &dyn Fn(usize) -> bool) -> Result<Done, Refusal>;
    /// How many nodes there are.
    fn size(&self) -> u8;
    /// Whether a node is up.
    fn is_up(&self, node: NodeId) -> bool;
    /// Whether a node has something to write to its disk.
    fn is_dirty(&self, node: NodeId) -> bool;
    /// The links that are cut.
    fn cuts(&self) -> &SortedSet<(NodeId, NodeId)>;
    /// How disks behave.
    fn storage(&self) -> Storage;
    /// The present value of each of [`Vocabulary::settings`].
    fn values(&self) -> Vec<Value>;
    /// Stands for the whole state.
    fn fingerprint(&self) -> u128;
    /// Changes whenever the node's picture may have changed.
    fn picture_stamp(&self, node: NodeId) -> u64;
    /// A node as it is drawn.
    fn node(&self, node: NodeId) -> NodePicture<NodeDetail>;
    /// A message as it is drawn.
    fn message(&self, letter: &Letter) -> MessageView;
    /// What an `expect` line asks of a node.
    fn attribute(&self, node: NodeId, attribute: &str, key: Option<&str>) -> Option<String>;
    /// Whom a client asks that has no preference.
    fn whom_to_ask(&self) -> Option<NodeId>;
    /// Who reigns.
    fn reign(&self) -> Option<Reign>;
    /// Writes into everybody's configuration file who belongs to the cluster, while all are down, and gives all disks the same
    /// content: the most that any of them knows. Says whether that counts; if not, nothing changes.
    fn set_members(&mut self, members: &SortedSet<NodeId>) -> bool;
}

/// Only the fingerprint: whoever needs to see the state inspects a [`Cluster`]. A supertrait would put the text of every
/// type of every protocol into the download.
impl Debug for dyn Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Machine({:032x})", self.fingerprint())
    }
}

impl Clone for Box<dyn Machine> {
    fn clone(&self) -> Self {
        (**self).twin()
    }
}

/// A setting by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SettingInfo {
    /// As in `heartbeat 50`.
    pub name: &'static str,
    /// Whether it is a rule of the algorithm.
    pub is_rule: bool,
    /// Its value in the published algorithm.
    pub default: Value,
}

/// A check by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CheckInfo {
    /// `raft.election-safety`
    pub id: &'static str,
    /// `R1`
    pub promise: &'static str,
}

/// What can be said about a protocol without running it.
pub trait Vocabulary {
    /// As in `protocol raft`.
    fn name(&self) -> &'static str;
    /// A cluster that has not booted. The lines are the protocol's own set-up lines.
    fn machine(&self, cast: Cast, own_lines: &[String]) -> Box<dyn Machine>;
    /// Whether a set-up line of the protocol's own makes sense; the error is the form that would be right.
    fn check_own_line(&self, words: &[&str], cast: Cast) -> Result<(), String>;
    /// The forms of those lines.
    fn own_forms(&self) -> &'static [&'static str];
    /// Reads a client's request and writes it the one way in which it is always written.
    fn request(&self, words: &[&str], cast: Cast) -> Result<String, String>;
    /// The commands of the protocol's own.
    fn orders(&self) -> &'static [Order];
    /// How requests are written.
    fn request_grammar(&self) -> &'static str;
    /// The parameters and rules.
    fn settings(&self) -> Vec<SettingInfo>;
    /// The keys of all the protocol's events.
    fn events(&self) -> &'static [&'static str];
    /// The promises that are watched.
    fn checks(&self) -> Vec<CheckInfo>;
    /// What `expect` lines may ask of a node.
    fn attributes(&self) -> &'static [&'static str];
    /// The timer that `align` and `spread` are about, and `timeout` and `timer` where they name none.
    fn impatience(&self) -> TimerId;
    /// What the timers are called; a [`TimerId`] is a place in this list.
    fn timers(&self) -> Vec<&'static str>;
    /// What the protocol assumes of the network.
    fn links(&self) -> Links;
}

impl Debug for dyn Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The vocabulary of a protocol.
#[derive(Debug)]
pub struct Of<P>(PhantomData<fn() -> P>);

impl<P> Of<P> {
    /// The one value of this type.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<P> Default for Of<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: Playable> Vocabulary for Of<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn machine(&self, cast: Cast, own_lines: &[String]) -> Box<dyn Machine> {
        let lines = own_lines.iter().map(String::as_str);
        Box::new(Playing { cluster: set_up::<P>(cast, lines), names: cast.names })
    }

    fn check_own_line(&self, words: &[&str], cast: Cast) -> Result<(), String> {
        P::set_up(&mut P::config(cast.nodes), words, cast.names, cast.nodes)
    }

    fn own_forms(&self) -> &'static [&'static str] {
        P::SET_UP_FORMS
    }

    fn request(&self, words: &[&str], cast: Cast) -> Result<String, String> {
        P::parse_request(words, cast).map(|request| P::request_text(&request, cast.names))
    }

    fn orders(&self) -> &'static [Order] {
        P::ORDERS
    }

    fn request_grammar(&self) -> &'static str {
        P::REQUEST_GRAMMAR
    }

    fn settings(&self) -> Vec<SettingInfo> {
        let config = P::config(1);
        let info = |it: &crate::cluster::setting::Setting<P::Config>| SettingInfo {
            name: it.name,
            is_rule: it.is_rule,
            default: (it.get)(&config),
        };
        P::SETTINGS.iter().map(info).collect()
    }

    fn events(&self) -> &'static [&'static str] {
        P::Event::KEYS
    }

    fn checks(&self) -> Vec<CheckInfo> {
        P::CHECKS.iter().map(|check| CheckInfo { id: check.id, promise: check.promise }).collect()
    }

    fn attributes(&self) -> &'static [&'static str] {
        P::ATTRIBUTES
    }

    fn impatience(&self) -> TimerId {
        timer_id::<P>(P::IMPATIENCE)
    }

    fn timers(&self) -> Vec<&'static str> {
        P::TIMERS.iter().map(|timer| P::timer_name(*timer)).collect()
    }

    fn links(&self) -> Links {
        P::LINKS
    }
}

fn timer_id<P: Playable>(timer: P::Timer) -> TimerId {
    let place = P::TIMERS.iter().position(|other| *other == timer);
    TimerId(place.expect("TIMERS names every timer") as u8)
}

/// A cluster whose nodes have names.
#[derive(Clone)]
struct Playing<P: Playable> {
    cluster: Cluster<P>,
    names: Names,
}

impl<P: Playable> Playing<P> {
    fn step(act: Act<'_>, cluster: &Cluster<P>, names: Names) -> Step<P> {
        let open = |letter: &Letter| -> P::Message {
            letter.downcast_ref::<P::Message>().expect("a letter is read by the protocol that wrote it").clone()
        };
        match act {
            Act::Deliver { from, to, letter } => Step::Deliver { from, to, message: open(letter) },
            Act::Lose { from, to, letter } => Step::Lose { from, to, message: open(letter) },
            Act::Duplicate { from, to, letter } => Step::Duplicate { from, to, message: open(letter) },
            Act::Timeout { node, timer } => Step::Timeout { node, timer: P::TIMERS[usize::from(timer.0)] },
            Act::Request { node, id, request } => {
                let words: Vec<&str> = request.split(' ').collect();
                let cast = Cast { names, nodes: cluster.nodes().count() as u8 };
                let Ok(request) = P::parse_request(&words, cast) else {
                    unreachable!("the request was checked when it was read");
                };
                Step::Request { node, id, request }
            }
            Act::Sync { node } => Step::Sync { node },
            Act::Crash { node } => Step::Crash { node },
            Act::Restart { node } => Step::Restart { node },
            Act::Install { node, copy_of } => {
                Step::Install { node, disk: copy_of.and_then(|original| cluster.server(original).disk.clone()) }
            }
            Act::Cut { from, to } => Step::Cut { from, to },
            Act::Mend { from, to } => Step::Mend { from, to },
            Act::Set { setting, value } => {
                let mut config = cluster.config().clone();
                let setting = P::SETTINGS.iter().find(|it| it.name == setting);
                (setting.expect("the setting was checked when it was read").set)(&mut config, value);
                Step::Configure(config)
            }
            Act::Notice { node } => Step::Notice { node },
            Act::Storage(storage) => Step::Storage(storage),
        }
    }
}

impl<P: Playable> Machine for Playing<P> {
    fn twin(&self) -> Box<dyn Machine> {
        Box::new(self.clone())
    }

    fn act(&mut self, act: Act<'_>, watched: &dyn Fn(usize) -> bool) -> Result<Done, Refusal> {
        let step = Self::step(act, &self.cluster, self.names);
        let applied: Applied<P> = self.cluster.apply(&step)?;
        let transition = Transition { after: &self.cluster, applied: &applied };
        let looked = P::CHECKS.iter().enumerate().filter(|(place, _)| watched(*place));
        let violations = looked.filter_map(|(place, check)| Some((place, (check.look)(&transition).err()?))).collect();
        let told = |event: &P::Event| Told {
            key: event.key(),
            section: event.section(),
            args: event.args(),
            mark: P::mark(event),
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
            sent: applied.sent.into_iter().map(|(from, to, message)| (from, to, Rc::new(message) as Letter)).collect(),
            violations,
        })
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

    fn cuts(&self) -> &SortedSet<(NodeId, NodeId)> {
        self.cluster.cuts()
    }

    fn storage(&self) -> Storage {
        self.cluster.storage()
    }

    fn values(&self) -> Vec<Value> {
        P::SETTINGS.iter().map(|setting| (setting.get)(self.cluster.config())).collect()
    }

    fn fingerprint(&self) -> u128 {
        fingerprint(&self.cluster)
    }

    fn picture_stamp(&self, node: NodeId) -> u64 {
        let surroundings = P::surroundings(&self.cluster, node);
        fingerprint(&(self.cluster.server(node), self.cluster.config(), surroundings)) as u64
    }

    fn node(&self, node: NodeId) -> NodePicture<NodeDetail> {
        let NodePicture { role, era, era_label, detail } = P::node(&self.cluster, node, self.names);
        NodePicture { role, era, era_label, detail: detail.into() }
    }

    fn message(&self, letter: &Letter) -> MessageView {
        let message = letter.downcast_ref::<P::Message>();
        P::message(message.expect("a letter is read by the protocol that wrote it"), self.names)
    }

    fn attribute(&self, node: NodeId, attribute: &str, key: Option<&str>) -> Option<String> {
        P::attribute(&self.cluster, node, attribute, key, self.names)
    }

    fn whom_to_ask(&self) -> Option<NodeId> {
        P::whom_to_ask(&self.cluster)
    }

    fn reign(&self) -> Option<Reign> {
        P::reign(&self.cluster)
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
