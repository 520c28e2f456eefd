//! What the simulation must know of a protocol to play, draw and check it. One implementation a protocol, in a folder of
//! its name.

use crate::clock::machine::Answer;
use crate::cluster::Cluster;
use crate::cluster::check::Check;
use crate::cluster::names::Names;
use crate::cluster::setting::Setting;
use crate::language::command::Cast;
use crate::language::view::MessageView;
use crate::registry::NodeDetail;
use crate::search::bounds::Bounds;
use crate::search::case::Case;
use crate::search::reduction::Reduction;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::event::Explain;
use quorate_core::protocol::{NodeId, Protocol};
use quorate_core::sorted::SortedSet;
use serde::Serialize;

/// A protocol that can be put on the stage.
pub trait Playable: Protocol<Event: Explain> + 'static {
    /// As in `protocol raft`.
    const NAME: &'static str;
    /// The promises that are watched.
    const CHECKS: &'static [Check<Self>];
    /// For each rule, a cluster in which a search finds what breaks without it.
    const CASES: &'static [Case<Self>];

    /// Which states a search may take for one. For a protocol whose nodes are alike: [`Reduction::of`].
    fn reduction(_: &Cluster<Self>, _: &Bounds<Self>) -> Reduction<Self> {
        Reduction::none()
    }

    /// The parameters and rules that can be changed while it runs.
    const SETTINGS: &'static [Setting<Self::Config>];
    /// All timers.
    const TIMERS: &'static [Self::Timer];
    /// The timer that the commands `align` and `spread` are about, and `timeout` and `timer` where they name none.
    const IMPATIENCE: Self::Timer;
    /// What `expect` and `until` lines may ask of a node: `role`, `term`, …
    const ATTRIBUTES: &'static [&'static str];
    /// The forms of set-up lines of this protocol's own, each beginning with its word: `role NODE … ROLE …`.
    const SET_UP_FORMS: &'static [&'static str] = &[];
    /// The commands of this protocol's own: requests of whoever looks after the cluster.
    const ORDERS: &'static [Order] = &[];
    /// How a client's request is written, for error messages, alternatives between ` | `: `SET NAME NUMBER | GET NAME`.
    const REQUEST_GRAMMAR: &'static str;

    /// A node's own part of the picture; see `web/types.ts`.
    type NodeDetail: Into<NodeDetail>;

    /// The parameters of the published algorithm for a cluster of this size.
    fn config(nodes: u8) -> Self::Config;

    /// A set-up line of this protocol's own, such as `role A proposer`; it comes before the first boot.
    /// The error says what would be right.
    fn set_up(config: &mut Self::Config, words: &[&str], names: Names, nodes: u8) -> Result<(), String>;

    /// The disk that such a line gives to a node before it boots, if that is what the line is about.
    fn given_disk(_words: &[&str], _names: Names, _nodes: u8) -> Option<(NodeId, Self::Durable)> {
        None
    }

    /// Reads a client's request; the error says what would be right.
    fn parse_request(words: &[&str], cast: Cast) -> Result<Self::Request, String>;

    /// A client's request as it is written.
    fn request_text(request: &Self::Request, names: Names) -> String;

    /// What the client was told.
    fn response_text(response: &Self::Response, names: Names) -> Answer;

    /// A disk that knows all that any disk of a stopped cluster knows.
    fn united_disk(_cluster: &Cluster<Self>) -> Option<Self::Durable> {
        None
    }

    /// Writes into everybody's configuration file who belongs to the cluster: read at the next boot. Says whether that would
    /// count: where nodes have agreed on something else since, it would not.
    fn set_members(_cluster: &Cluster<Self>, _config: &mut Self::Config, _members: &SortedSet<NodeId>) -> bool {
        false
    }

    /// Whom a client asks that has no preference: the leader, a proposer, …
    fn whom_to_ask(cluster: &Cluster<Self>) -> Option<NodeId>;

    /// As in `timer A heartbeat 20`.
    fn timer_name(timer: Self::Timer) -> &'static str;

    /// What the picture of a node depends on, beside its server and the configuration: whatever changes when that does.
    fn surroundings(_cluster: &Cluster<Self>, _node: NodeId) -> u64 {
        0
    }

    /// A node as it is drawn, whether up or down. Depends on its server, the configuration and [`Playable::surroundings`].
    fn node(cluster: &Cluster<Self>, node: NodeId, names: Names) -> NodePicture<Self::NodeDetail>;

    /// A message as it is drawn.
    fn message(message: &Self::Message, names: Names) -> MessageView;

    /// What an `expect` line asks of a node: the value of one of [`Playable::ATTRIBUTES`], as it is written in scripts.
    /// `key` is what stands behind a dot: `state.x`.
    fn attribute(
        cluster: &Cluster<Self>,
        node: NodeId,
        attribute: &str,
        key: Option<&str>,
        names: Names,
    ) -> Option<String>;

    /// Who reigns: paints the timeline. `None` before the first election.
    fn reign(cluster: &Cluster<Self>) -> Option<Reign>;

    /// Whether an event is worth a mark on the timeline.
    fn mark(event: &Self::Event) -> Option<Mark>;
}

/// A command that is a request of whoever looks after the cluster.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Order {
    /// Its first word.
    pub word: &'static str,
    /// How it is written: `add NODE`.
    pub form: &'static str,
    /// Whether it is for the node that it names first, and for nobody else.
    pub is_addressed: bool,
}

impl Order {
    /// The order that a request is, if it is one.
    pub fn of(orders: &'static [Self], request: &str) -> Option<&'static Self> {
        orders.iter().find(|order| request.split(' ').next() == Some(order.word))
    }

    /// As it is given to that node.
    pub fn given_to(&self, request: &str, node: &str) -> String {
        format!("{request} {}{node}", if self.is_addressed { "" } else { "@" })
    }
}

/// A cluster that has not booted, as a protocol's own set-up lines want it. They must have been checked.
pub(crate) fn set_up<'a, P: Playable>(cast: Cast, lines: impl Iterator<Item = &'a str>) -> Cluster<P> {
    let mut config = P::config(cast.nodes);
    let mut disks: Vec<Option<P::Durable>> = (0..cast.nodes).map(|_| None).collect();
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let set_up = P::set_up(&mut config, &words, cast.names, cast.nodes);
        debug_assert!(set_up.is_ok(), "a set-up line is checked when it is read: {line}");
        if let Some((node, disk)) = P::given_disk(&words, cast.names, cast.nodes) {
            disks[usize::from(node.0)] = Some(disk);
        }
    }
    Cluster::with_disks(config, disks)
}

/// What is drawn of a node.
#[derive(Clone, PartialEq, Debug)]
pub struct NodePicture<D> {
    /// `leader`, …; `down`.
    pub role: &'static str,
    /// The number that its colour shows.
    pub era: u64,
    /// That number as people write it.
    pub era_label: String,
    /// The protocol's own part.
    pub detail: D,
}

/// The newest term, ballot or epoch, and who leads in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reign {
    /// The number that its colour shows.
    pub era: u64,
    /// That number as people write it.
    pub era_label: String,
    /// `None`: nobody (yet).
    pub leader: Option<NodeId>,
}

/// The kinds of mark on the timeline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Somebody was elected.
    Election,
    /// Something was committed or chosen.
    Commit,
    /// A node crashed.
    Crash,
    /// A node restarted.
    Restart,
    /// A link was cut.
    Cut,
    /// Links were mended.
    Heal,
    /// A promise was broken.
    Violation,
    /// A client asked for something.
    Request,
    /// Any other command.
    Command,
}
