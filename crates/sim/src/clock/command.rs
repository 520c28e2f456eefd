//! What a person can ask for.

use crate::clock::conditions::Conditions;
use crate::clock::flight::MessageId;
use crate::clock::link::Link;
use crate::clock::machine::TimerId;
use crate::clock::place::{Place, Trait};
use crate::cluster::names::Names;
use crate::cluster::setting::{Setting, SettingValue};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use quorate_core::protocol::{Micros, NodeId};

/// What a person asks for.
#[derive(Clone, Debug)]
pub enum Command {
    /// `crash A`
    Crash(NodeId),
    /// `restart A`
    Restart(NodeId),
    /// `timeout A`: its timer fires now; `timeout A heartbeat`: this one of its timers.
    Timeout(NodeId, TimerId),
    /// `timer A 160`, `timer A heartbeat 160`: it fires in 160 ms, however it was drawn.
    Timer(NodeId, TimerId, Micros),
    /// `sync A`: its disk has written now what it was to write.
    Sync(NodeId),
    /// `align B D`: both timers fire at the same instant; without names, all that run.
    Align(Vec<NodeId>),
    /// `spread`: the timers fire far apart.
    Spread,
    /// `partition A B | C D E`: links within a group carry, links between groups don't. Nodes not named are one more group.
    Partition(Vec<Vec<NodeId>>),
    /// `cut A-B`, `cut A>B`
    Cut(Link),
    /// `mend A-B`, `mend A>B`
    Mend(Link),
    /// `heal`: all links.
    Heal,
    /// `break A-B`: the connection between them.
    Break(NodeId, NodeId),
    /// `request SET x 5`, `request @C SET x 5`
    Request(Option<NodeId>, String),
    /// A command of the protocol's own, asked of the node that it is addressed to, or of whoever leads. There must be so many
    /// nodes.
    Order(Option<NodeId>, String, u8),
    /// These are the members: into everybody's configuration file, while all are down. There must be so many nodes.
    WriteMembers(Vec<NodeId>, u8),
    /// `configure forced D E`: onto their disks and nobody else's, that they alone are the cluster.
    Force(Vec<NodeId>),
    /// `retry c1`, `retry c1 @B`: the client asks for the same thing once more.
    Retry(u16, Option<NodeId>),
    /// `drop m12`
    Drop(MessageId),
    /// `duplicate m12`
    Duplicate(MessageId),
    /// `delay m12 80`: it arrives that much later.
    Delay(MessageId, Micros),
    /// `loss 10%` and other settings of the world.
    World(&'static Setting<Conditions>, SettingValue),
    /// `election-timeout 150..300` and other settings and rules of the protocol.
    Tune(&'static str, SettingValue),
    /// `latency A-B 100..120`, `disk A 60000`, …: of one place only. `None`, written `default`: as everywhere.
    Own(Trait, Place, Option<SettingValue>),
    /// `suspend A`, `suspend A 200`: its process stands still, for so long.
    Suspend(NodeId, Option<Micros>),
    /// `resume A`
    Resume(NodeId),
    /// `wipe A`: while it is down, its disk becomes empty.
    Wipe(NodeId),
    /// `hold B>A RequestVote`: what is sent of this kind from there to there waits.
    Hold(Pick),
    /// `release B>A`, `release B>A RequestVote`: it may go on.
    Release(NodeId, NodeId, Option<&'static str>),
    /// `drop next B>A Promise`: the next that is sent.
    DropNext(Pick),
}

/// The messages of a kind from one node to another: `B>A RequestVote`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pick {
    /// Who sends them.
    pub from: NodeId,
    /// Who gets them.
    pub to: NodeId,
    /// What they are called on the stage.
    pub kind: &'static str,
}

impl Pick {
    /// As it is written.
    pub fn text(self, names: Names) -> String {
        format!("{}>{} {}", names.name(self.from), names.name(self.to), self.kind)
    }
}

/// A command with its time.
#[derive(Clone, Debug)]
pub struct TimedCommand {
    /// When it is given.
    pub at: Micros,
    /// What is asked for.
    pub command: Command,
}
