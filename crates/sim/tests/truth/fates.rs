//! What becomes of requests whose clients were told nothing: it is said as soon as it is sure, and stays.

use crate::played::{play, run};
use quorate_sim::clock::fate::Unanswered;
use quorate_sim::clock::timeline::Timeline;
use quorate_sim::cluster::limits;
use quorate_sim::language::view::{ArgView, ClientView};
use quorate_sim::registry::picture;
use std::collections::BTreeSet;

fn clients(timeline: &Timeline) -> Vec<ClientView> {
    picture(timeline.present()).clients()
}

/// `unknown never raft.fate-overwritten 1` of each client.
fn fates(timeline: &Timeline) -> Vec<String> {
    let told = |client: ClientView| match client.fate {
        None => client.state.to_string(),
        Some(fate) => {
            let [(_, ArgView::Text(what))] = &*fate.args.0 else { panic!("one text") };
            format!("{} {} {} {what}", client.state, fate.settled, fate.key).trim_end().to_string()
        }
    };
    clients(timeline).into_iter().map(told).collect()
}

/// The leader takes up a request, and nobody hears of it.
const ALONE: [&str; 6] = ["timeout A", "+200", "client-timeout 300", "partition A | B C", "request @A SET x 1", "+400"];

#[test]
fn an_entry_that_another_leader_s_entries_replace_was_never_carried_out() {
    let mut timeline = run("raft", 3, &ALONE);
    assert_eq!(fates(&timeline), ["unknown open raft.fate-open 1"]);
    play(&mut timeline, &["request @B SET x 2", "+200"]);
    // Something else is committed there: A's entry is lost, though A has it still.
    assert_eq!(fates(&timeline)[0], "unknown never raft.fate-overwritten 1");
    play(&mut timeline, &["heal", "+600"]);
    assert_eq!(fates(&timeline)[0], "unknown never raft.fate-overwritten 1");
}

#[test]
fn an_entry_that_is_gone_before_its_client_gives_up_was_overwritten_and_not_lost() {
    let lines = ["timeout A", "+200", "client-timeout 2000", "partition A | B C", "request @A SET x 1", "+400"];
    let mut timeline = run("raft", 3, &lines);
    assert_eq!(fates(&timeline), ["waiting"], "nothing is said of it while its client waits");
    play(&mut timeline, &["request @B SET x 2", "+200", "heal", "+600"]);
    assert_eq!(fates(&timeline)[0], "waiting", "no log has it any more");
    play(&mut timeline, &["+1000"]);
    assert_eq!(fates(&timeline)[0], "unknown never raft.fate-overwritten 1");
}

#[test]
fn an_entry_behind_one_that_was_overwritten_was_never_carried_out_either() {
    let mut timeline = run("raft", 3, &ALONE);
    play(&mut timeline, &["request @A SET x 3", "+400"]);
    assert_eq!(fates(&timeline), ["unknown open raft.fate-open 1", "unknown open raft.fate-open 2"]);
    // Only index 1 is taken by something else, but what A has at index 2 builds on what A has at index 1.
    play(&mut timeline, &["request @B SET x 2", "+200"]);
    assert_eq!(
        fates(&timeline)[..2],
        ["unknown never raft.fate-overwritten 1", "unknown never raft.fate-overwritten 2"]
    );
}

#[test]
fn an_entry_that_is_committed_after_its_client_gave_up_was_carried_out() {
    let mut timeline = run("raft", 3, &ALONE);
    play(&mut timeline, &["crash B", "crash C", "heal", "restart B"]);
    // A is the only one whose log is long enough. But it counts no copies of an earlier term's entry.
    play(&mut timeline, &["+3000"]);
    assert_eq!(fates(&timeline), ["unknown open raft.fate-open 1"]);
    play(&mut timeline, &["request @A SET y 2", "+200"]);
    assert_eq!(fates(&timeline), ["unknown done raft.fate-done 1", "ok"]);
}

#[test]
fn a_request_that_meets_nobody_was_lost() {
    let timeline = run("raft", 3, &["client-timeout 300", "crash A", "request @A SET x 1", "+400"]);
    assert_eq!(fates(&timeline), ["unknown never raft.fate-lost"]);
}

#[test]
fn a_request_on_its_way_is_not_lost_yet() {
    let mut timeline =
        run("raft", 3, &["timeout A", "+200", "client-timeout 10", "latency 100..100", "request @A SET x 1"]);
    play(&mut timeline, &["+50"]);
    assert_eq!(fates(&timeline), ["unknown"], "it flies");
    play(&mut timeline, &["+60", "heartbeat 20"]);
    play(&mut timeline, &["+500"]);
    assert_eq!(fates(&timeline), ["unknown done raft.fate-done 1"]);
}

#[test]
fn who_asks_again_knows_nothing_and_is_told_nothing_new() {
    let mut timeline = run("raft", 3, &["client-timeout 300", "crash A", "request @A SET x 1", "+400"]);
    play(&mut timeline, &["+600", "retry c1 @B"]);
    assert_eq!(fates(&timeline), ["waiting"]);
    play(&mut timeline, &["+200"]);
    assert_eq!(fates(&timeline), ["ok"]);
}

#[test]
fn a_client_stays_until_its_fate_is_known_and_then_asks_something_else() {
    let mut timeline = run("raft", 3, &ALONE);
    play(&mut timeline, &["request @B SET x 2", "+200"]);
    assert_eq!(clients(&timeline).len(), 2, "the first one's fate was open");
    play(&mut timeline, &["request @B SET x 3"]);
    let asked: Vec<_> = clients(&timeline).into_iter().map(|client| client.request).collect();
    assert_eq!(asked, ["SET x 3", "SET x 2"], "now it is settled");
}

#[test]
fn there_are_never_more_clients_than_the_limit_even_if_no_fate_is_ever_known() {
    let mut timeline = run(
        "raft",
        3,
        &["timeout A", "+200", "client-timeout 20", "partition A | B C", "timer B 60000", "timer C 60000"],
    );
    for _ in 0..limits::CLIENTS + 5 {
        play(&mut timeline, &["request @A SET x 1", "+25"]);
    }
    assert_eq!(clients(&timeline).len(), limits::CLIENTS);
    assert!(fates(&timeline).iter().all(|fate| fate.starts_with("unknown open")), "{:?}", fates(&timeline));
}

#[test]
fn a_proposer_s_client_whose_value_lost_is_told_which_was_chosen() {
    let mut timeline = run("paxos", 3, &["request @A x", "+200", "request @B y", "+200"]);
    assert_eq!(fates(&timeline), ["other"]);
    let client = clients(&timeline).remove(0);
    assert_eq!((client.request.as_str(), client.answer.as_deref()), ("y", Some("x")));
    play(&mut timeline, &["request @B x", "+100"]);
    assert_eq!(fates(&timeline), ["ok"], "it is what it wanted");
}

#[test]
fn a_value_whose_client_was_told_nothing_is_chosen_or_never_will_be() {
    let lines = ["client-timeout 60", "request @A x", "request @B y", "+14", "crash A", "+800"];
    let timeline = run("paxos", 3, &lines);
    let mut told = fates(&timeline);
    told.sort();
    let chosen = ["unknown done paxos.fate-chosen y", "unknown never paxos.fate-other y"];
    assert!(told[0].starts_with("other") || told.iter().any(|it| chosen.contains(&it.as_str())), "{told:?}");
}

#[test]
fn a_value_that_nothing_holds_any_more_was_lost() {
    // The proposer goes down before it has sent the value to anybody, and a proposer's wish is on no disk.
    let lines = ["client-timeout 60", "partition A | B C", "request @A x", "+20", "crash A", "+300"];
    let timeline = run("paxos", 3, &lines);
    assert_eq!(fates(&timeline), ["unknown never paxos.fate-lost"]);
}

#[test]
fn a_value_that_the_disk_of_an_acceptor_has_is_not_lost() {
    // A's own acceptor accepts it as soon as B has promised; nobody else hears of it, and A goes down.
    let lines =
        ["client-timeout 60", "drop next A>B Accept", "drop next A>C Accept", "request @A x", "+60", "crash A", "+300"];
    let timeline = run("paxos", 3, &lines);
    assert_eq!(fates(&timeline), ["unknown"]);
}

#[test]
fn back_in_time_nothing_is_known_of_the_future() {
    let mut timeline = run("raft", 3, &ALONE);
    let before = timeline.now();
    play(&mut timeline, &["+1", "request @B SET x 2", "+200"]);
    assert_eq!(fates(&timeline)[0], "unknown never raft.fate-overwritten 1");
    timeline.seek(before);
    assert_eq!(fates(&timeline), ["unknown open raft.fate-open 1"]);
}

/// They are looked for in one go, and none is taken for another.
#[test]
fn what_becomes_of_many_requests_is_what_becomes_of_each() {
    let raft = ["timeout A", "+200", "client-timeout 300", "partition A B | C D E", "loss 20%"];
    for (protocol, lines, request) in [("raft", &raft[..], "SET x 1"), ("paxos", &["client-timeout 60"], "v")] {
        let mut timeline = run(protocol, 5, lines);
        let mut kinds = BTreeSet::new();
        for turn in 0..40 {
            let node = ["A", "C", "B", "D"][turn % 4];
            play(&mut timeline, &[&format!("request @{node} {request}{turn}"), "+35"]);
            if turn == 20 && protocol == "raft" {
                play(&mut timeline, &["heal"]);
            }
            let clients = &timeline.present().clients().0;
            let all: Vec<Unanswered<'_>> = clients
                .iter()
                .map(|client| Unanswered { id: client.id, request: &client.request, before: client.fate.as_ref() })
                .collect();
            let machine = timeline.present().machine();
            let together = machine.fates(&all);
            let each: Vec<_> = all.iter().flat_map(|one| machine.fates(&[*one])).collect();
            assert_eq!(together, each, "{protocol}, {turn}");
            kinds.extend(together.into_iter().map(|fate| fate.map(|fate| fate.key)));
        }
        assert!(kinds.len() > 2, "{protocol}: {kinds:?}");
    }
}
