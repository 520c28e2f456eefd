//! What a person may do now with a node, a client, the cluster: as lines of the command language, or why not.

use super::picture::{Picture, args};
use crate::clock::client::{Client, Knows};
use crate::clock::command::Command;
use crate::clock::flight::MessageId;
use crate::clock::link::Link;
use crate::clock::place::{Place, Trait};
use crate::clock::refusal::Reason;
use crate::cluster::limits;
use crate::cluster::names::{Cast, client_name};
use crate::language::view::{ActView, MembersView, SentenceView};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::{Micros, NodeId};

/// How much later a message arrives that is delayed without saying by how much: several times what it takes.
const DELAY: Micros = Micros::from_ms(80);

/// What a link has of its own that is made slow, or lossy, without saying how much.
const SLOW: &str = "100..200";
const LOSSY: &str = "50%";

impl Picture<'_> {
    fn refusal(&self, reason: &Reason) -> SentenceView {
        SentenceView { key: reason.key(), args: args(&reason.args(), self.simulation.names()) }
    }

    fn act(&self, key: &'static str, command: String, reason: Option<Reason>) -> ActView {
        ActView { key, commands: alloc::vec![command], refusal: reason.map(|reason| self.refusal(&reason)) }
    }

    /// What may be done with any node, whatever its protocol.
    pub(super) fn acts_on(&self, node: NodeId) -> [ActView; 8] {
        let name = self.simulation.names().name(node);
        let may = |command: Command| self.simulation.possible(&command).err();
        let impatience = self.simulation.vocabulary().impatience();
        [
            self.act("crash", format!("crash {name}"), may(Command::Crash(node))),
            self.act("restart", format!("restart {name}"), may(Command::Restart(node))),
            self.act("timeout", format!("timeout {name}"), may(Command::Timeout(node, impatience))),
            self.cutting_off(node),
            self.mending(node),
            self.act("suspend", format!("suspend {name}"), may(Command::Suspend(node, None))),
            self.act("resume", format!("resume {name}"), may(Command::Resume(node))),
            self.act("wipe", format!("wipe {name}"), may(Command::Wipe(node))),
        ]
    }

    /// Takes a node off the network: as a partition while nothing else is cut, else link by link.
    fn cutting_off(&self, node: NodeId) -> ActView {
        let cuts = self.simulation.machine().cuts();
        let name = self.simulation.names().name(node);
        let is_whole = |other: &NodeId| !(cuts.contains(&(node, *other)) && cuts.contains(&(*other, node)));
        let others: Vec<_> = self.on_ring().filter(|other| *other != node && is_whole(other)).collect();
        let commands = if others.is_empty() {
            Vec::new()
        } else if cuts.is_empty() {
            let others: Vec<_> = others.iter().map(|other| self.simulation.names().name(*other)).collect();
            alloc::vec![format!("partition {name} | {}", others.join(" "))]
        } else {
            others.iter().map(|other| format!("cut {name}-{}", self.simulation.names().name(*other))).collect()
        };
        let refusal = others.is_empty().then(|| self.refusal(&Reason::IsCut { link: name }));
        ActView { key: "cut-off", commands, refusal }
    }

    /// Puts a node back on the network.
    fn mending(&self, node: NodeId) -> ActView {
        let cuts = self.simulation.machine().cuts();
        let (name, named) = (self.simulation.names().name(node), |other: &NodeId| self.simulation.names().name(*other));
        let its = cuts.iter().filter(|(from, to)| *from == node || *to == node).count();
        let commands = if its == cuts.len() && its > 0 {
            alloc::vec!["heal".to_string()]
        } else {
            let mend = |other: &NodeId| match (cuts.contains(&(node, *other)), cuts.contains(&(*other, node))) {
                (true, true) => Some(format!("mend {name}-{}", named(other))),
                (true, false) => Some(format!("mend {name}>{}", named(other))),
                (false, true) => Some(format!("mend {}>{name}", named(other))),
                (false, false) => None,
            };
            self.simulation.nodes().filter_map(|other| mend(&other)).collect()
        };
        let refusal = commands.is_empty().then(|| self.refusal(&Reason::IsNotCut { link: name }));
        ActView { key: "mend", commands, refusal }
    }

    /// All that have not left.
    fn on_ring(&self) -> impl Iterator<Item = NodeId> {
        self.simulation.nodes().filter(|node| !self.painter.is_gone(self.simulation.machine(), *node))
    }

    pub(super) fn client_acts(&self, client: &Client) -> Vec<ActView> {
        let name = client_name(client.id.client);
        let is_open = matches!(client.knows, Knows::Nothing(_)) && self.simulation.vocabulary().recovers();
        let reason = (!is_open).then(|| Reason::NothingToRetry { client: name.clone() });
        alloc::vec![self.act("retry", format!("retry {name}"), reason)]
    }

    /// What may be done with the cluster as a whole.
    pub fn acts(&self) -> Vec<ActView> {
        let down = self.on_ring().filter(|node| !self.simulation.machine().is_up(*node));
        let restarts: Vec<_> = down.map(|node| format!("restart {}", self.simulation.names().name(node))).collect();
        let nobody_down = restarts.is_empty().then(|| self.refusal(&Reason::NobodyToAsk));
        let request = self.next_request();
        let impatience = self.simulation.vocabulary().impatience();
        let waiting = self.simulation.timers().keys().filter(|(_, timer)| *timer == impatience);
        let waiting: Vec<_> = waiting.map(|(node, _)| self.simulation.names().name(*node)).collect();
        let may = |command: Command| self.simulation.possible(&command).err();
        let pair = waiting.iter().take(2).fold("align".to_string(), |line, name| format!("{line} {name}"));
        alloc::vec![
            self.act("request", format!("request {request}"), may(Command::Request(None, request.clone()))),
            ActView { key: "restart", commands: restarts, refusal: nobody_down },
            self.act("align", pair, may(Command::Align(Vec::new()))),
            self.act("spread", "spread".to_string(), may(Command::Spread)),
            self.act("heal", "heal".to_string(), may(Command::Heal)),
        ]
    }

    /// What a client might ask for next: another value each time.
    fn next_request(&self) -> String {
        self.simulation.vocabulary().next_request(self.simulation.clients().asked() + 1)
    }

    /// What may be done where somebody points: at a node (`A`), a message (`m12`), a link (`A-B`). Nothing for what is not
    /// there. Too much to be told of every message all the time, so it is told of the one that is asked about.
    pub fn acts_at(&self, place: &str) -> Vec<ActView> {
        let cast = Cast { names: self.simulation.names(), nodes: self.simulation.machine().size() };
        let parse = |word: &str| Command::parse(self.simulation.vocabulary(), cast, &[(1, word), (1, place)]).ok();
        match (parse("cut"), parse("drop"), parse("crash")) {
            (Some(Command::Cut(link)), _, _) => self.acts_on_link(link),
            (_, Some(Command::Drop(message)), _) => self.acts_on_message(message),
            (_, _, Some(Command::Crash(node))) => self.acts_on_spot(node),
            _ => Vec::new(),
        }
    }

    /// The few things that one does to a node most: of two that undo one another, the one that is possible.
    fn acts_on_spot(&self, node: NodeId) -> Vec<ActView> {
        let [crash, restart, timeout, cut_off, mend, suspend, resume, wipe] = self.acts_on(node);
        let name = self.simulation.names().name(node);
        let request = self.next_request();
        let may = self.simulation.possible(&Command::Request(Some(node), request.clone())).err();
        let asking = self.act("request", format!("request @{name} {request}"), may);
        let either = |one: ActView, other: ActView| if one.refusal.is_none() { one } else { other };
        let is_up = wipe.refusal.is_some();
        let still = if is_up { either(suspend, resume) } else { wipe };
        alloc::vec![either(crash, restart), still, timeout, asking, either(cut_off, mend)]
    }

    fn acts_on_message(&self, id: MessageId) -> Vec<ActView> {
        let Some(flight) = self.simulation.flights().get(&id) else { return Vec::new() };
        let may = |command: Command| self.simulation.possible(&command).err();
        let holding = self.simulation.pick(flight).map(|pick| {
            let text = pick.text(self.simulation.names());
            match self.simulation.holds().contains(&pick) {
                true => self.act("release", format!("release {text}"), None),
                false => self.act("hold", format!("hold {text}"), None),
            }
        });
        let acts = [
            self.act("drop", format!("drop {id}"), may(Command::Drop(id))),
            self.act("duplicate", format!("duplicate {id}"), may(Command::Duplicate(id))),
            self.act("delay", format!("delay {id} {}", DELAY.0 / 1000), may(Command::Delay(id, DELAY))),
        ];
        acts.into_iter().chain(holding).collect()
    }

    /// Both directions, and each by itself.
    fn acts_on_link(&self, link: Link) -> Vec<ActView> {
        let names = self.simulation.names();
        let back = Link { from: link.to, to: link.from, both: false };
        let cut = |key, link: Link| {
            let may = self.simulation.possible(&Command::Cut(link)).err();
            self.act(key, format!("cut {}", link.text(names)), may)
        };
        let link = Link { both: true, ..link };
        let may = self.simulation.possible(&Command::Mend(link)).err();
        let own = |what, key, value: &str| {
            let has_own = self.simulation.own().has(what, Place::Link(link));
            let value = if has_own { "default" } else { value };
            let name = what.name(self.simulation.vocabulary()).unwrap_or_default();
            let key = if has_own { "usual-link" } else { key };
            self.act(key, format!("{name} {} {value}", link.text(names)), None)
        };
        alloc::vec![
            cut("cut", link),
            cut("cut-one-way", Link { both: false, ..link }),
            cut("cut-one-way", back),
            self.act("mend-link", format!("mend {}", link.text(names)), may),
            own(Trait::Latency, "slow-link", SLOW),
            own(Trait::Loss, "lossy-link", LOSSY),
        ]
    }

    /// Who belongs to the cluster, and what newcomers will be called.
    pub fn members(&self) -> Option<MembersView> {
        let members = self.painter.members(self.simulation.machine())?;
        let name = |node: NodeId| self.simulation.names().name(node);
        Some(MembersView {
            present: members.present.into_iter().map(name).collect(),
            next: (self.simulation.machine().size()..limits::NODES).map(|number| name(NodeId(number))).collect(),
            manners: members.manners.to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{LOSSY, SLOW};
    use crate::clock::random::Seed;
    use crate::clock::setup::Setup;
    use crate::clock::timeline::Timeline;
    use crate::registry::{picture, vocabulary};
    use alloc::format;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;
    use quorate_core::protocol::{Micros, NodeId};

    fn run(protocol: &str, nodes: u8, lines: &[&str]) -> Timeline {
        let mut timeline = Timeline::new(Setup::new(vocabulary(protocol).expect("it is known"), nodes, Seed(1)));
        for line in lines {
            timeline.command(line).expect(line);
        }
        timeline
    }

    fn seek(timeline: &mut Timeline, ms: u64) {
        timeline.seek(Micros::from_ms(ms));
    }

    /// The lines of an act, or the key of its refusal.
    fn act(timeline: &Timeline, node: Option<u8>, key: &str) -> String {
        let picture = picture(timeline.present());
        let acts = node.map_or_else(|| picture.acts(), |node| picture.node(NodeId(node)).acts);
        let act = acts.into_iter().find(|act| act.key == key).expect("there is such an act");
        act.refusal.map_or_else(|| act.commands.join("; "), |refusal| refusal.key.to_string())
    }

    #[test]
    fn a_node_is_cut_off_by_a_partition_while_nothing_is_cut_else_link_by_link() {
        let cut_off = |lines| act(&run("raft", 3, lines), Some(1), "cut-off");
        assert_eq!(cut_off(&[]), "partition B | A C");
        assert_eq!(cut_off(&["cut A>C"]), "cut B-A; cut B-C");
        assert_eq!(cut_off(&["cut A-B"]), "cut B-C");
        assert_eq!(cut_off(&["cut A-B", "cut B-C"]), "error.is-cut");
        assert_eq!(act(&run("raft", 1, &[]), Some(0), "cut-off"), "error.is-cut", "it is alone");
    }

    #[test]
    fn a_node_is_put_back_link_by_link_or_by_healing_all() {
        let mend = |lines| act(&run("raft", 3, lines), Some(1), "mend");
        assert_eq!(mend(&["cut A-B"]), "heal");
        assert_eq!(mend(&["cut A-B", "cut A>C"]), "mend B-A");
        assert_eq!(mend(&["cut A>B", "cut B>C", "cut A>C"]), "mend A>B; mend B>C");
        assert_eq!(mend(&["cut A>C"]), "error.is-not-cut");
    }

    #[test]
    fn whatever_may_be_done_is_not_refused_and_what_may_not_is() {
        let lines = ["crash C", "cut A>B", "timeout A"];
        for protocol in ["raft", "paxos"] {
            let timeline = run(protocol, 3, &lines[..if protocol == "raft" { 3 } else { 2 }]);
            let picture = picture(timeline.present());
            let of_nodes = timeline.present().nodes().flat_map(|node| picture.acts_on(node));
            for act in picture.acts().into_iter().chain(of_nodes) {
                let mut tried = timeline.clone();
                let all: Result<Vec<()>, _> = act.commands.iter().map(|line| tried.command(line)).collect();
                let what = format!("{protocol}: {} {:?}", act.key, act.commands);
                match act.refusal {
                    None => assert!(all.is_ok() && !act.commands.is_empty(), "{what}"),
                    Some(_) => assert!(all.is_err() || act.commands.is_empty(), "{what}"),
                }
            }
        }
    }

    #[test]
    fn where_somebody_points_is_told_what_may_be_done_there_as_lines() {
        let mut timeline = run("raft", 3, &["timeout A"]);
        let at = |timeline: &Timeline, place: &str| {
            let told = picture(timeline.present()).acts_at(place).into_iter().map(|act| {
                let refusal = act.refusal.map_or("", |refusal| refusal.key);
                format!("{} {refusal}", act.commands.join("; ")).trim().to_string()
            });
            told.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(at(&timeline, "B"), "crash B, suspend B, timeout B, request @B SET x 1, partition B | A C");
        let own = |link: &str| format!("latency {link} {SLOW}, loss {link} {LOSSY}");
        let cuts = "cut B-A, cut B>A, cut A>B, mend B-A error.is-not-cut";
        assert_eq!(at(&timeline, "b-A"), format!("{cuts}, {}", own("B-A")));
        let message = timeline.present().flights().keys().next().expect("A asks for votes").to_string();
        assert_eq!(
            at(&timeline, &message),
            format!("drop {message}, duplicate {message}, delay {message} 80, hold A>B RequestVote")
        );
        timeline.command("hold A>B RequestVote").expect("it is not held");
        assert!(at(&timeline, &message).ends_with("release A>B RequestVote"));
        timeline.command("suspend B").expect("it is up");
        assert!(at(&timeline, "B").starts_with("crash B, resume B, timeout B error.is-suspended"));
        timeline.command("crash B").expect("it is up");
        timeline.command("cut A>B").expect("it is whole");
        timeline.command("cut C-B").expect("it is whole");
        assert_eq!(
            at(&timeline, "B"),
            "restart B, wipe B, timeout B error.is-down, request @B SET x 1, cut B-A",
            "whoever is named is asked, up or down"
        );
        assert_eq!(at(&timeline, "A-B"), format!("cut A-B, cut A>B error.is-cut, cut B>A, mend A-B, {}", own("A-B")));
        timeline.command("latency A>B 7").expect("a setting");
        assert!(at(&timeline, "A-B").contains("latency A-B default"));
        timeline.command("cut B>A").expect("it is whole");
        assert_eq!(at(&timeline, "B").split(", ").last(), Some("heal"));
        for nothing in ["m999", "Z", "A-A", "A-Z", "", "c1"] {
            assert_eq!(at(&timeline, nothing), "", "{nothing}");
        }
    }

    #[test]
    fn those_who_left_are_not_restarted_and_give_their_name_to_nobody() {
        let mut timeline = run("raft", 3, &["timeout A"]);
        seek(&mut timeline, 200);
        timeline.command("remove C").expect("A leads");
        seek(&mut timeline, 600);
        timeline.command("crash C").expect("it is up");
        timeline.command("crash B").expect("it is up");
        assert_eq!(act(&timeline, None, "restart"), "restart B");
        let members = picture(timeline.present()).members().expect("Raft can change them");
        assert_eq!((members.present.join(" "), members.next[0].as_str()), ("A B".to_string(), "D"));
        assert!(picture(run("paxos", 3, &[]).present()).members().is_none());
    }

    #[test]
    fn each_request_that_is_offered_has_another_value_though_clients_ask_again() {
        let mut timeline = run("raft", 3, &["timeout A"]);
        for value in 1..=4 {
            seek(&mut timeline, 100 * value);
            let line = act(&timeline, None, "request");
            assert_eq!(line, format!("request SET x {value}"));
            timeline.command(&line).expect("A leads");
        }
        assert!(timeline.present().clients().0.len() < 4, "those who were answered ask again");
    }

    #[test]
    fn a_client_that_knows_nothing_may_ask_again_where_that_is_safe() {
        let retry = |protocol, lines: &[&str]| {
            let mut timeline = run(protocol, 3, lines);
            seek(&mut timeline, 60_000);
            let acts = picture(timeline.present()).whole().clients.remove(0).acts;
            acts[0].refusal.as_ref().map(|refusal| refusal.key)
        };
        assert_eq!(retry("raft", &["request @A SET x 1", "crash A"]), None);
        assert_eq!(retry("raft", &["request @A SET x 1"]), Some("error.nothing-to-retry"));
        assert_eq!(retry("paxos", &["request @A x", "crash A"]), Some("error.nothing-to-retry"));
    }

    #[test]
    fn a_dial_is_full_where_the_longest_timer_of_its_kind_would_be() {
        let mut timeline = run("raft", 3, &[]);
        let full = |timeline: &Timeline, node| {
            let dial = picture(timeline.present()).node(NodeId(node)).dial;
            dial.map(|dial| (dial.name, dial.full))
        };
        assert_eq!([0, 1].map(|node| full(&timeline, node)), [Some(("election", 300.0)); 2]);
        timeline.command("timeout A").expect("it waits");
        seek(&mut timeline, 100);
        assert_eq!(full(&timeline, 0), Some(("heartbeat", 50.0)));
        timeline.command("crash A").expect("it is up");
        assert_eq!(full(&timeline, 0), None);
    }
}
