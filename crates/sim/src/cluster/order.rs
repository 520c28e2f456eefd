//! Commands of a protocol's own, as a small grammar: whoever reads, completes, writes or draws commands goes by it, and knows
//! no word of any protocol.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What stands behind the first word of an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Argument {
    /// This word, first or behind nodes.
    Word(&'static str),
    /// A node that is there.
    Node,
    /// A node that is there, or one that comes with this: newcomers have the next names.
    AnyNode,
    /// At least one node, each once; newcomers may be among them. It stands last.
    AnyNodes,
    /// A number, from 0.
    Number,
    /// `on` or `off`.
    Switch,
}

/// What an order does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// It is asked of the node that it is addressed to (`@A`), or of whoever leads, as a client's request is.
    Ask,
    /// It is asked of the node that it names first, and of nobody else; the request does not name it again.
    AskNamed,
    /// Its nodes are written into everybody's configuration file as the members, while all are down.
    WriteMembers,
    /// Its nodes are made the whole cluster by what is written onto their disks.
    Force,
}

/// One way to give an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wording {
    /// What stands behind the order's word.
    pub arguments: &'static [Argument],
    /// What it does.
    pub deed: Deed,
    /// Whether it may break a guarantee: then it is as a rule that is off.
    pub is_unsound: bool,
}

/// A command of a protocol's own: something that whoever looks after the cluster can ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Order {
    /// Its first word.
    pub word: &'static str,
    /// How it is written, for error messages: `add NODE [@NODE]`.
    pub form: &'static str,
    /// How it may be given. Of two ways that begin alike, the one with more fixed words comes first.
    pub ways: &'static [Wording],
}

impl Wording {
    /// A way to ask whoever leads.
    pub const fn ask(arguments: &'static [Argument]) -> Self {
        Self { arguments, deed: Deed::Ask, is_unsound: false }
    }

    /// The fixed words that it begins with.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.arguments.iter().map_while(|argument| match argument {
            Argument::Word(word) => Some(*word),
            _ => None,
        })
    }

    /// What stands behind those words.
    pub fn rest(&self) -> &'static [Argument] {
        &self.arguments[self.words().count()..]
    }

    /// Whether nodes may be named that are not there yet.
    pub fn brings_nodes(&self) -> bool {
        let may = |argument: &Argument| matches!(argument, Argument::AnyNode | Argument::AnyNodes);
        self.deed != Deed::Force && self.arguments.iter().any(may)
    }
}

impl Order {
    /// The order that a request is, if it is one.
    pub fn of(orders: &'static [Self], request: &str) -> Option<&'static Self> {
        orders.iter().find(|order| request.split(' ').next() == Some(order.word))
    }

    /// The way in which it is given with these words behind its own.
    pub fn way(&self, words: &[&str]) -> Option<&'static Wording> {
        let is_there = |(place, argument): (usize, &Argument)| match argument {
            Argument::Word(word) => words.get(place) == Some(word),
            _ => true,
        };
        self.ways.iter().find(|way| way.arguments.iter().enumerate().all(is_there))
    }

    /// A request that is this order, as it is given to a node.
    pub fn given_to(&self, request: &str, node: &str) -> String {
        let words: Vec<&str> = request.split(' ').skip(1).collect();
        let is_named = self.way(&words).is_some_and(|way| way.deed == Deed::AskNamed);
        format!("{request} {}{node}", if is_named { "" } else { "@" })
    }
}

/// The order that writes the members into the configuration files, and how it is given.
pub fn writes_members(orders: &'static [Order]) -> Option<(&'static Order, &'static Wording)> {
    that_does(orders, Deed::WriteMembers)
}

/// The first order that does this, and how it is given.
pub fn that_does(orders: &'static [Order], deed: Deed) -> Option<(&'static Order, &'static Wording)> {
    let ways = orders.iter().flat_map(|order| order.ways.iter().map(move |way| (order, way)));
    ways.into_iter().find(|(_, way)| way.deed == deed)
}
