//! What counts as a feat, and what only looks like one.

use crate::{is_reached, reached, said_of, solved, text};
use quorate_core::protocol::Micros;
use quorate_sim::language::judge::Judgement;
use quorate_sim::language::lesson::Lesson;
use quorate_sim::registry::ALL;

/// A challenge with another solution.
fn instead(name: &str, solution: &str) -> Result<(), String> {
    let text = text(name);
    let (task, _) = text.split_once("solution\n").expect("each has one");
    Lesson::play(ALL, &format!("{task}solution\n{solution}")).map(drop).map_err(|error| error.reason.to_string())
}

#[test]
fn a_term_with_two_leaders_is_no_split_by_members_where_a_server_voted_for_both() {
    // S2 loses its vote in a crash, while nothing is wrong with the change that is under way.
    let lost_vote = "request SET x 1\nuntil all state.x = 1\nrule durable-before-answering off\ndisk S2 10000\n\
                     partition S1 S2 | S3\nremove S1 @S3\nuntil S3 last-index = 2\nexpect S3 configuration = {S2 S3}\n\
                     heal\ncut S3-S1\ncrash S3\nrestart S3\ntimer S1 60000\ntimer S2 60000\ntimeout S3\nwait 5\n\
                     timeout S1\nuntil S2 term = 2\ncrash S2\nrestart S2\nwait 17\nexpect S3 role = leader\n\
                     until S1 role = leader\nwait 100\nexpect violation raft.election-safety";
    assert_eq!(instead("split-brain", lost_vote), Err("The solution does not reach goal 1.".to_string()));
}

#[test]
fn what_was_applied_twice_was_so_though_a_snapshot_has_taken_the_first_of_them() {
    let compacted = "rule sessions off\nsnapshot-threshold 1\nrequest ADD x 1\nuntil all last-index = 1\ncrash A\n\
                     timer B 20\nuntil B role = leader\nuntil c1 state = unknown\nretry c1 @B\nuntil B state.x = 2";
    assert_eq!(instead("double-charge", compacted), Ok(()));
}

#[test]
fn a_value_is_old_whatever_replaced_it_and_whatever_came_to_nothing_beside() {
    let split = "@200 rule read-confirmed off\n@200 partition A | B C\n@200 timer B 60\n";
    let read = |between: &str, end: &str| {
        is_reached("stale-read", &format!("@100 request SET x 1\n{split}{between}@600 request @A GET x\n{end}"))
    };
    assert!(read("@400 request @B SET x 2\n", "@900\n"));
    assert!(read("@400 request @B ADD x 1\n", "@900\n"), "x is 2 after that too");
    assert!(read("@210 request @A ADD x 5\n@400 request @B SET x 2\n", "@900\n"), "nobody ever adds it");
    assert!(!read("@400 request @B SET x 1\n", "@900\n"), "that is the value still");
    // B carries out an ADD that makes x what A says it is, and its client is not told in time.
    let added = |x| {
        format!(
            "@390 request @B SET x 2\n@399 client-timeout 20\n@400 request @B ADD x {x}\n@500 client-timeout 1000\n"
        )
    };
    assert!(!read(&added(-1), "@900\n"), "it may have come after the read began");
    assert!(read(&added(5), "@900\n"));
}

/// All five, one after the other; a request of one's own at this time.
fn kept_serving(own: &str, end: &str) -> String {
    format!(
        "{own}@100 crash B\n@110 restart B\n@1000 crash C\n@1110 restart C\n@1300 crash D\n@1350 restart D\n\
         @1600 crash E\n@1700 restart E\n@2000 transfer B\n@2200 crash A\n@2300 restart A\n{end}"
    )
}

#[test]
fn whoever_asks_beside_spoils_no_run_in_which_all_others_were_served() {
    assert!(is_reached("keep-serving", &kept_serving("", "@4000\n")));
    assert!(is_reached("keep-serving", &kept_serving("@95 request @B GET x\n", "@4000\n")), "B sends it elsewhere");
    let Judgement::Reached(at) = said_of("keep-serving", &kept_serving("", "@4000\n")) else { unreachable!() };
    assert_eq!(at, [Micros::from_ms(3200)], "a second after A, the last of them, has crashed");
    let ends_at = |at: Micros| format!("@{}\n", quorate_sim::cluster::setting::ms(at));
    assert!(is_reached("keep-serving", &kept_serving("", &ends_at(at[0]))));
    assert!(!is_reached("keep-serving", &kept_serving("", &ends_at(Micros(at[0].0 - 1)))));
}

#[test]
fn what_snapshots_replace_is_lost_all_the_same() {
    for name in ["lost-write", "overwrite", "figure-8"] {
        let compacting = text(name).replacen("solution\n", "solution\nsnapshot-threshold 1\n", 1);
        let (_, timeline) = solved(&compacting);
        assert!(reached(&timeline).iter().all(Option::is_some), "{name}");
    }
}

#[test]
fn a_request_that_is_left_out_is_not_served() {
    let crowd = "@241 request @B SET y 1\n".repeat(64);
    let outage = "@241 restart B\n@241 crash A\n@241 crash C\n@241 crash D\n@241 crash E\n\
                  @251 restart A\n@251 restart C\n@251 restart D\n@251 restart E\n@1751\n";
    assert!(!is_reached("keep-serving", &format!("@241 crash B\n{crowd}{outage}")));
}

#[test]
fn nobody_has_read_what_no_client_was_told() {
    let read = "@91 request SET x 1\n@211 rule read-confirmed off\n@211 partition A | B C\n@211 timer B 60\n";
    let asked = "@301 request @B SET x 2\n@401 request @A GET x\n@801\n";
    assert!(is_reached("stale-read", &format!("{read}{asked}")));
    assert!(!is_reached("stale-read", &format!("{read}@301 client-timeout 1\n{asked}")));
}

#[test]
fn a_leader_that_nobody_heard_until_a_moment_ago_is_not_deposed_for_nothing() {
    let said = said_of("depose", "@91 partition A | B C D E\n@247.211 heal\n@847.211\n");
    assert_eq!(said, Judgement::Missed { reached: vec![], of: 2 });
}
