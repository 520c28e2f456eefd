//! Commands as they are written.

use crate::clock::command::Command;
use crate::clock::machine::TimerId;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::names::{Names, client_name};
use crate::cluster::order::{Deed, Order, that_does};
use crate::cluster::setting::{ms, setting_text};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

impl Command {
    /// The command as it is written.
    pub fn text(&self, vocabulary: &dyn Vocabulary, names: Names) -> String {
        let name = |node: &NodeId| names.name(*node);
        let all = |nodes: &[NodeId]| nodes.iter().map(name).collect::<Vec<_>>().join(" ");
        match self {
            Self::Crash(node) => format!("crash {}", name(node)),
            Self::Restart(node) => format!("restart {}", name(node)),
            Self::Timeout(node, timer) => format!("timeout {}{}", name(node), timer_text(vocabulary, *timer)),
            Self::Timer(node, timer, length) => {
                format!("timer {}{} {}", name(node), timer_text(vocabulary, *timer), ms(*length))
            }
            Self::Sync(node) => format!("sync {}", name(node)),
            Self::Align(nodes) if nodes.is_empty() => "align".to_string(),
            Self::Align(nodes) => format!("align {}", all(nodes)),
            Self::Spread => "spread".to_string(),
            Self::Partition(groups) => {
                format!("partition {}", groups.iter().map(|group| all(group)).collect::<Vec<_>>().join(" | "))
            }
            Self::Cut(it) => format!("cut {}", it.text(names)),
            Self::Mend(it) => format!("mend {}", it.text(names)),
            Self::Heal => "heal".to_string(),
            Self::Break(a, b) => format!("break {}-{}", name(a), name(b)),
            Self::Request(None, request) => format!("request {}", request),
            Self::Request(Some(node), request) => format!("request @{} {}", name(node), request),
            Self::Order(Some(node), request, _) => {
                let order = Order::of(vocabulary.orders(), request).expect("only orders become this command");
                order.given_to(request, &name(node))
            }
            Self::Order(None, request, _) => request.clone(),
            Self::WriteMembers(members, _) => order_of(vocabulary, Deed::WriteMembers, members, names),
            Self::Force(members) => order_of(vocabulary, Deed::Force, members, names),
            Self::Retry(client, None) => format!("retry {}", client_name(*client)),
            Self::Retry(client, Some(node)) => format!("retry {} @{}", client_name(*client), name(node)),
            Self::Drop(id) => format!("drop {id}"),
            Self::Duplicate(id) => format!("duplicate {id}"),
            Self::Delay(id, length) => format!("delay {id} {}", ms(*length)),
            Self::World(setting, value) => setting_text(setting.is_rule, setting.name, *value),
            Self::Own(what, place, value) => {
                let name = what.name(vocabulary).expect("the command was read in this protocol's words");
                let value = value.map_or_else(|| "default".to_string(), |value| value.to_string());
                format!("{name} {} {value}", place.text(names))
            }
            Self::Suspend(node, None) => format!("suspend {}", name(node)),
            Self::Suspend(node, Some(length)) => format!("suspend {} {}", name(node), ms(*length)),
            Self::Resume(node) => format!("resume {}", name(node)),
            Self::Wipe(node) => format!("wipe {}", name(node)),
            Self::Hold(pick) => format!("hold {}", pick.text(names)),
            Self::Release(from, to, None) => format!("release {}>{}", name(from), name(to)),
            Self::Release(from, to, Some(kind)) => format!("release {}>{} {kind}", name(from), name(to)),
            Self::DropNext(pick) => format!("drop next {}", pick.text(names)),
            Self::Tune(setting, value) => setting_text(is_rule(vocabulary, setting), setting, *value),
        }
    }
}

/// The order that does this to these nodes.
fn order_of(vocabulary: &dyn Vocabulary, deed: Deed, members: &[NodeId], names: Names) -> String {
    let (order, way) = that_does(vocabulary.orders(), deed).expect("only an order becomes this command");
    let words: Vec<&str> = [order.word].into_iter().chain(way.words()).collect();
    names.phrase(&words.join(" "), members)
}

/// The timer that a command is about anyway is not named.
fn timer_text(vocabulary: &dyn Vocabulary, timer: TimerId) -> String {
    if timer == vocabulary.impatience() {
        return String::new();
    }
    format!(" {}", vocabulary.timers()[usize::from(timer.0)])
}

fn is_rule(vocabulary: &dyn Vocabulary, name: &str) -> bool {
    vocabulary.settings().iter().any(|setting| setting.is_rule && setting.name == name)
}
