//! What every floor must know of a protocol: what is guaranteed, what can be set, and how it is set up and asked.

use crate::cluster::Cluster;
use crate::cluster::check::Check;
use crate::cluster::names::{Cast, Names};
use crate::cluster::order::Order;
use crate::cluster::rule::Rule;
use crate::cluster::setting::Setting;
use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;
use quorate_core::event::Explain;
use quorate_core::protocol::{NodeId, Protocol};

/// A protocol that can be set up and asked in words, and whose guarantees are watched.
///
/// ```
/// use quorate_core::raft::Raft;
/// use quorate_sim::cluster::checked::Checked;
/// use quorate_sim::cluster::names::{Cast, Names};
///
/// let cast = Cast { names: Names::Letters, nodes: 3 };
/// let request = Raft::parse_request(&["SET", "x", "5"], cast).expect("it is a request of Raft");
/// assert_eq!(Raft::request_text(&request, Names::Letters), "SET x 5");
/// assert!(Raft::CHECKS.iter().any(|check| check.id == "raft.election-safety"));
/// ```
pub trait Checked: Protocol<Event: Explain> + 'static {
    /// As in `protocol raft`.
    const NAME: &'static str;
    /// How many nodes a cluster has if nobody says how many.
    const USUAL_SIZE: u8;
    /// The guarantees that are watched.
    const CHECKS: &'static [Check<Self>];
    /// The rules of its papers, in their order.
    const RULES: &'static [Rule] = &[];
    /// The keys of its events that are no rule's.
    const UNRULED: &'static [&'static str] = &[];
    /// The parameters and rules that can be changed while it runs.
    const SETTINGS: &'static [Setting<Self::Config>];
    /// All timers.
    const TIMERS: &'static [Self::Timer];
    /// The timer that the commands `align` and `spread` are about, and `timeout` and `timer` where they name none.
    const IMPATIENCE: Self::Timer;
    /// The setting that this timer is always drawn from, if it is one: a node may have a value of its own of it.
    const PATIENCE: Option<&'static str> = None;
    /// The forms of set-up lines of this protocol's own, each beginning with its word: `role NODE … ROLE …`.
    const SET_UP_FORMS: &'static [&'static str] = &[];
    /// The commands of this protocol's own: requests of whoever looks after the cluster.
    const ORDERS: &'static [Order] = &[];
    /// How a client's request is written, for error messages, alternatives between ` | `: `SET NAME NUMBER | GET NAME`.
    const REQUEST_GRAMMAR: &'static str;

    /// The parameters of the published algorithm for a cluster of this size.
    fn config(nodes: u8) -> Self::Config;

    /// A set-up line of this protocol's own, such as `role A proposer`; it comes before the first boot.
    /// The error says what would be right.
    fn set_up(config: &mut Self::Config, words: &[&str], names: Names, nodes: u8) -> Result<(), String>;

    /// Set-up lines of this protocol's own as whoever tries everything out wants them, where they break no guarantee: `draw` gives a
    /// number below the one that it is given.
    fn any_set_up(_draw: &mut dyn FnMut(u64) -> u64, _cast: Cast) -> Vec<String> {
        Vec::new()
    }

    /// The disk that such a line gives to a node before it boots, if that is what the line is about.
    fn given_disk(_words: &[&str], _names: Names, _nodes: u8) -> Option<(NodeId, Self::Durable)> {
        None
    }

    /// Reads a client's request; the error says what would be right.
    fn parse_request(words: &[&str], cast: Cast) -> Result<Self::Request, String>;

    /// A client's request as it is written.
    fn request_text(request: &Self::Request, names: Names) -> String;

    /// As in `timer A heartbeat 20`.
    fn timer_name(timer: Self::Timer) -> &'static str;
}

/// A protocol as a value, for those who handle it without knowing which it is.
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

/// A cluster that has not booted, as a protocol's own set-up lines want it. They must have been checked.
pub(crate) fn set_up<'a, P: Checked>(cast: Cast, lines: impl Iterator<Item = &'a str>) -> Cluster<P> {
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
