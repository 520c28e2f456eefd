//! A protocol that does nothing but talk over connections, and chats in datagrams beside: for each sentence that a node says on
//! a connection its peer sends an acknowledgement once it has the sentence on its disk.
//!
//! `Stream<false>` sends the same as datagrams.

use quorate_core::event::{Arg, Explain};
use quorate_core::protocol::{Effects, Input, Links, NodeId, Protocol, Span};
use quorate_core::sorted::SortedMap;
use quorate_sim::clock::costs::HEADER;
use quorate_sim::clock::machine::{Answer, Verdict};
use quorate_sim::clock::mark::{Era, Leadership, Mark};
use quorate_sim::clock::serving::{Serving, World};
use quorate_sim::clock::timed::Timed;
use quorate_sim::cluster::Cluster;
use quorate_sim::cluster::check::{Check, Violation};
use quorate_sim::cluster::checked::Checked;
use quorate_sim::cluster::names::{Cast, Names};
use quorate_sim::cluster::setting::{Setting, SettingValue};
use quorate_sim::search::case::{Case, Searched};
use quorate_sim::search::reduction::{Reducible, Renaming};

pub const PATIENCE: Span = Span::from_ms(60_000, 60_000);

#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Stream<const CONNECTED: bool> {
    /// With whom it talks, if it has called somebody.
    pub peer: Option<NodeId>,
    /// How many sentences it has said since it called, and how many of these were acknowledged.
    pub said: u8,
    pub acknowledged: u8,
    /// What it has heard from each that has called, since that call.
    pub heard: SortedMap<NodeId, Vec<u8>>,
    /// How much it has ever heard. Durable.
    pub total: u8,
    /// How often somebody has chatted with it.
    pub chats: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// The first on a connection.
    Call,
    /// The nth sentence since the call.
    Sentence(u8),
    /// The nth sentence is on disk.
    Acknowledged(u8),
    /// A datagram.
    Chat,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Request {
    /// `call B`
    Call(NodeId),
    /// `say`
    Say,
    /// `hang-up`
    HangUp,
    /// `nod B`: an acknowledgement of nothing.
    Nod(NodeId),
}

/// Nothing is told to people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {}

impl Explain for Event {
    const KEYS: &'static [&'static str] = &[];
    fn key(&self) -> &'static str {
        match *self {}
    }
    fn section(&self) -> &'static str {
        match *self {}
    }
    fn args(&self) -> Vec<(&'static str, Arg)> {
        match *self {}
    }
}

impl<const CONNECTED: bool> Stream<CONNECTED> {
    fn call(&mut self, patience: Span, peer: NodeId, out: &mut Effects<Self>) {
        (self.peer, self.said, self.acknowledged) = (Some(peer), 0, 0);
        if CONNECTED {
            out.connect(peer);
        }
        out.send(peer, Message::Call);
        out.set_timer((), patience);
    }
}

impl<const CONNECTED: bool> Protocol for Stream<CONNECTED> {
    const CONNECTS: bool = CONNECTED;

    /// How long it waits for an acknowledgement before it calls again.
    type Config = Span;
    type Message = Message;
    /// It waits in vain, and calls again.
    type Timer = ();
    type Request = Request;
    type Response = ();
    type Durable = u8;
    type Fact = ();
    type Event = Event;

    fn start(_: &Span, _: NodeId, durable: Option<u8>, _: &mut Effects<Self>) -> Self {
        Self { total: durable.unwrap_or_default(), ..Self::default() }
    }

    fn handle(&mut self, patience: &Span, input: Input<Self>, out: &mut Effects<Self>) {
        match (input, self.peer) {
            (Input::Request { request: Request::Call(peer), .. }, _) | (Input::Timeout(()), Some(peer)) => {
                self.call(*patience, peer, out);
            }
            (Input::Request { request: Request::Say, .. }, Some(peer)) => {
                self.said += 1;
                out.send(peer, Message::Sentence(self.said));
                out.send(peer, Message::Chat);
            }
            (Input::Request { request: Request::Nod(peer), .. }, _) => {
                self.total += 1;
                out.send_after_sync(peer, Message::Acknowledged(0));
            }
            (Input::Request { request: Request::HangUp, .. }, Some(peer)) => {
                self.peer = None;
                out.cancel_timer(());
                if CONNECTED {
                    out.disconnect(peer);
                }
            }
            (Input::Message { from, message: Message::Call }, _) => {
                self.heard.insert(from, Vec::new());
            }
            (Input::Message { from, message: Message::Sentence(nth) }, _) => {
                self.heard.get_or_insert_with(from, Vec::new).push(nth);
                self.total += 1;
                out.send_after_sync(from, Message::Acknowledged(nth));
            }
            (Input::Message { message: Message::Acknowledged(nth), .. }, _) => {
                self.acknowledged = nth;
                out.cancel_timer(());
            }
            (Input::Message { message: Message::Chat, .. }, _) => self.chats += 1,
            _ => {}
        }
    }

    fn durable(&self) -> u8 {
        self.total
    }

    fn links(message: &Message) -> Links {
        match message {
            Message::Chat => Links::Datagram,
            _ if CONNECTED => Links::Connection,
            _ => Links::Datagram,
        }
    }
}

std::thread_local! {
    /// How often a guarantee has been looked at.
    pub static LOOKS: core::cell::Cell<u64> = const { core::cell::Cell::new(0) };
}

fn must(kept: bool) -> Result<(), Violation> {
    if kept { Ok(()) } else { Err(Violation(Vec::new())) }
}

impl<const CONNECTED: bool> Checked for Stream<CONNECTED> {
    const NAME: &'static str = "stream";
    const USUAL_SIZE: u8 = 2;
    const CHECKS: &'static [Check<Self>] = &[
        Check {
            id: "stream.prefix",
            number: "1",
            look: |transition| {
                let heard = transition.after.up().flat_map(|(_, state)| state.heard.values());
                must(heard.into_iter().all(|heard| heard.iter().copied().eq((1..).take(heard.len()))))
            },
        },
        Check {
            id: "stream.acknowledged-was-said",
            number: "2",
            look: |transition| {
                LOOKS.set(LOOKS.get() + 1);
                must(transition.after.up().all(|(_, state)| state.acknowledged <= state.said))
            },
        },
    ];
    const SETTINGS: &'static [Setting<Span>] = &[Setting {
        name: "patience",
        is_rule: false,
        least: quorate_core::protocol::Micros(0),
        get: |patience| SettingValue::Span(*patience),
        set: |patience, value| {
            if let SettingValue::Span(span) = value {
                *patience = span;
            }
        },
    }];
    const TIMERS: &'static [()] = &[()];
    const IMPATIENCE: () = ();
    const REQUEST_GRAMMAR: &'static str = "call NODE | say | hang-up | nod NODE";

    fn config(_: u8) -> Span {
        PATIENCE
    }

    fn set_up(_: &mut Span, _: &[&str], _: Names, _: u8) -> Result<(), String> {
        Err(String::new())
    }

    fn parse_request(words: &[&str], cast: Cast) -> Result<Request, String> {
        match words {
            ["call", name] => cast.names.node(name, cast.nodes).map(Request::Call).ok_or_else(String::new),
            ["say"] => Ok(Request::Say),
            ["nod", name] => cast.names.node(name, cast.nodes).map(Request::Nod).ok_or_else(String::new),
            ["hang-up"] => Ok(Request::HangUp),
            _ => Err(String::new()),
        }
    }

    fn request_text(request: &Request, names: Names) -> String {
        match request {
            Request::Call(peer) => format!("call {}", names.name(*peer)),
            Request::Nod(peer) => format!("nod {}", names.name(*peer)),
            Request::Say => "say".into(),
            Request::HangUp => "hang-up".into(),
        }
    }

    fn timer_name((): ()) -> &'static str {
        "again"
    }
}

impl<const CONNECTED: bool> Searched for Stream<CONNECTED> {
    const CASES: &'static [Case<Self>] = &[];
}

impl<const CONNECTED: bool> Timed for Stream<CONNECTED> {
    const ROLES: &'static [&'static str] = &[];
    const KINDS: &'static [&'static str] = &["Call", "Sentence", "Acknowledged", "Chat"];
    const ATTRIBUTES: &'static [&'static str] = &["heard", "chats", "said"];
    const RECOVERS: bool = false;

    fn next_request(_: u64) -> String {
        "say".into()
    }

    fn response_text((): &(), _: Names) -> Answer {
        Answer { verdict: Verdict::Served, text: String::new() }
    }

    fn whom_to_ask(_: &Cluster<Self>) -> Option<NodeId> {
        None
    }

    fn kind(message: &Message) -> &'static str {
        match message {
            Message::Call => "Call",
            Message::Sentence(_) => "Sentence",
            Message::Acknowledged(_) => "Acknowledged",
            Message::Chat => "Chat",
        }
    }

    fn bytes(_: &Message) -> u64 {
        HEADER
    }

    fn attribute(cluster: &Cluster<Self>, node: NodeId, attribute: &str, _: Option<&str>, _: Names) -> Option<String> {
        let state = cluster.state(node)?;
        match attribute {
            "heard" => Some(format!("{:?}", state.heard.values().flatten().collect::<Vec<_>>())),
            "chats" => Some(state.chats.to_string()),
            "said" => Some(state.said.to_string()),
            _ => None,
        }
    }

    fn leadership(_: &Cluster<Self>) -> Vec<Leadership> {
        Vec::new()
    }

    fn era(_: &Cluster<Self>, _: NodeId, _: Names) -> Option<Era> {
        None
    }

    fn serving(_: &World<'_, Self>) -> Serving {
        Serving::no("stream.idle", Vec::new())
    }

    fn mark(event: &Event) -> Option<Mark> {
        match *event {}
    }
}

/// It claims too much: that nothing on a connection matters. On connections the search must not believe it.
impl Reducible for Stream<true> {
    fn alike(_: &Cluster<Self>) -> Vec<Vec<NodeId>> {
        Vec::new()
    }

    fn renamed(&self, _: &Renaming) -> Self {
        self.clone()
    }

    fn durable_renamed(durable: &u8, _: &Renaming) -> u8 {
        *durable
    }

    fn message_renamed(message: &Message, _: &Renaming) -> Message {
        *message
    }

    fn fact_renamed((): &(), _: &Renaming) {}

    fn request_renamed(request: &Request, _: &Renaming) -> Request {
        *request
    }

    fn response_renamed((): &(), _: &Renaming) {}

    fn is_whole(_: &Span) -> bool {
        true
    }

    fn is_dead(&self, _: &Span, message: &Message) -> bool {
        *message != Message::Chat
    }
}
