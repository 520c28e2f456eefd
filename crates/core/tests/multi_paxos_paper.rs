//! Multi-Paxos, rule by rule: Leslie Lamport, *Paxos Made Simple* (2001), section 3 ("Paxos"), with van Renesse & Altinbuken,
//! *Paxos Made Moderately Complex* (2015, "PMMC"), and Chandra, Griesemer & Redstone, *Paxos Made Live* (2007). Each test says in its
//! name what is true, and where the paper has a sentence for it, quotes it.

mod multi_paxos_story;

use multi_paxos_story::*;
use quorate_core::multi_paxos::{Config, Durable, Event, Fact, Message, Response, Slot, Timer};
use quorate_core::protocol::RequestId;

mod phase_1 {
    use super::*;

    /// "A newly chosen leader executes phase 1 for infinitely many instances" (Paxos, §3).
    #[test]
    fn one_prepare_request_covers_all_slots_and_goes_to_all() {
        let mut story = Story::of(3);
        story.impatient(A);
        assert_eq!(story.flights(), ["A>B Prepare 1.A from 1", "A>C Prepare 1.A from 1"]);
        assert_eq!((story.mode(A), story.promised(A)), ("preparing 1.A".into(), "1.A".into()));
        story.settle();
        for number in 1..=3 {
            story.request(A, &format!("SET x {number}")).settle();
        }
        assert_eq!(story.chosen(C), "1=SET x 1 2=SET x 2 3=SET x 3", "and no second phase 1 was needed");
        assert_eq!(story.server(A).round, 1);
    }

    /// It knows "commands 1–134, 138, and 139" and "executes phase 1 of instances 135–137 and of all instances greater than 139"
    /// (Paxos, §3): the first slot that it asks about is the first that it does not know.
    #[test]
    fn it_asks_about_every_slot_that_is_not_known_to_be_chosen() {
        let mut story = Story::of(3);
        for slot in [1, 3, 4] {
            story.hand(B, A, chosen(slot, "SET x 1"));
        }
        story.impatient(A);
        assert_eq!(story.flying("A>B"), ["A>B Prepare 1.A from 2"]);
    }

    /// "It begins phase 1 with a higher proposal number than any it has already used" (Paxos, §2.5), and than any it has seen.
    #[test]
    fn its_ballot_is_above_all_that_it_has_used_or_seen() {
        let mut story = Story::of(3);
        story.impatient(A).lose_all().impatient(A);
        assert_eq!(story.mode(A), "preparing 2.A");
        story.hand(C, A, heartbeat("7.C", 1));
        story.impatient(A);
        assert_eq!(story.mode(A), "preparing 8.A");
    }

    #[test]
    fn its_ballot_is_on_disk_before_anybody_sees_it_and_so_is_a_promise() {
        let mut story = Story::of(3);
        story.impatient(A);
        assert!(story.waits_for_the_disk("Prepare"));
        story.deliver("A>B Prepare");
        assert!(story.waits_for_the_disk("B>A Promise"));
    }

    /// "In phase 1, an acceptor responds with more than a simple OK only if it has already received a phase 2 message from some
    /// proposer" (Paxos, §3).
    #[test]
    fn a_promise_names_what_was_accepted_in_the_slots_that_are_asked_about_and_nothing_else() {
        let mut story = Story::of(3);
        assert_eq!(story.hand(B, A, prepare("1.B", 1)), ["A>B Promise 1.B ()"]);
        story.hand(B, A, accept(1, "1.B:SET x 1"));
        story.hand(B, A, accept(2, "1.B:SET x 2"));
        story.hand(B, A, accept(4, "1.B:SET x 4"));
        story.hand(C, A, accept(4, "1.C:SET y 4"));
        assert_eq!(story.hand(C, A, prepare("2.C", 2)), ["A>C Promise 2.C (2=1.B:SET x 2 4=1.C:SET y 4)"]);
    }

    /// "… with number n greater than that of any prepare request to which it has already responded" (Paxos, §2.2).
    #[test]
    fn a_server_promises_only_what_is_above_its_promise() {
        for (number, answer) in
            [("1.C", vec!["A>B Refused 1.C (2.B)"]), ("2.B", vec![]), ("2.C", vec!["A>B Promise 2.C ()"])]
        {
            let mut story = Story::of(3);
            story.hand(B, A, prepare("2.B", 1));
            assert_eq!(story.hand(B, A, prepare(number, 1)), answer, "{number}");
        }
    }

    /// PMMC, §2.4: promises of a majority make a leader; those of another ballot do not count.
    #[test]
    fn a_majority_of_promises_for_its_ballot_makes_it_active() {
        let mut story = Story::of(5);
        story.impatient(A).impatient(A).lose_all();
        story.hand(B, A, promise("1.A", &[]));
        story.hand(C, A, promise("1.A", &[]));
        assert_eq!(story.mode(A), "preparing 2.A");
        story.hand(B, A, promise("2.A", &[]));
        story.hand(B, A, promise("2.A", &[]));
        assert_eq!(story.mode(A), "preparing 2.A", "twice the same");
        story.hand(C, A, promise("2.A", &[]));
        assert_eq!(story.mode(A), "active 2.A");
        assert!(!story.timers.contains_key(&(A, Timer::Patience)) && story.timers.contains_key(&(A, Timer::Heartbeat)));
    }

    /// P2c (Paxos, §2.2), slot by slot: "the value of the highest-numbered proposal among the responses".
    #[test]
    fn a_new_leader_proposes_what_was_reported_with_the_highest_ballot_in_each_slot() {
        let mut story = Story::of(3);
        story.hand(B, A, heartbeat("5.B", 1));
        story.impatient(A).lose_all();
        let first = [(1, "2.B:SET x 1"), (2, "3.C:SET x 2")];
        story.hand(B, A, promise("6.A", &first));
        assert_eq!(
            story.flying("A>B Accept"),
            ["A>B Accept 1 6.A:SET x 1", "A>B Accept 2 6.A:SET x 2"],
            "its own promise reports nothing"
        );
        let mut story = Story::of(5);
        story.hand(B, A, heartbeat("5.B", 1));
        story.impatient(A).lose_all();
        story.hand(B, A, promise("6.A", &first));
        story.hand(C, A, promise("6.A", &[(1, "3.C:SET y 1"), (2, "2.B:SET y 2")]));
        assert_eq!(story.flying("A>B Accept"), ["A>B Accept 1 6.A:SET y 1", "A>B Accept 2 6.A:SET x 2"]);
    }

    /// "… we let it fill the gap immediately by proposing, as commands 136 and 137, a special 'noop' command that leaves the state
    /// unchanged" (Paxos, §3).
    #[test]
    fn a_new_leader_closes_every_gap_with_a_no_op_at_once() {
        let mut story = Story::of(3);
        for slot in [1, 4] {
            story.hand(B, A, chosen(slot, "SET x 1"));
        }
        story.impatient(A).lose_all();
        story.hand(B, A, promise("1.A", &[(6, "0.B:SET x 6")]));
        let expected =
            ["2 1.A:no-op", "3 1.A:no-op", "5 1.A:no-op", "6 1.A:SET x 6"].map(|it| format!("A>B Accept {it}"));
        assert_eq!(story.flying("A>B Accept"), expected);
    }

    /// The client's command comes behind all that the promises report, even if it was asked for before they came.
    #[test]
    fn no_client_gets_a_slot_before_all_reports_are_adopted() {
        let mut story = Story::of(3);
        story.impatient(A).lose_all().request(A, "SET y 9");
        assert_eq!(story.flights(), [""; 0]);
        story.hand(B, A, promise("1.A", &[(1, "0.B:SET x 1")]));
        assert_eq!(story.flying("A>B Accept"), ["A>B Accept 1 1.A:SET x 1", "A>B Accept 2 1.A:SET y 9"]);
    }

    #[test]
    fn who_prepares_in_vain_tries_again_with_a_higher_ballot() {
        let mut story = Story::of(3);
        story.impatient(A).lose_all().impatient(A).deliver("A>B").settle();
        assert_eq!(story.mode(A), "active 2.A");
        assert!(story.events.iter().any(|event| matches!(event, Event::PrepareTimedOut { answers: 1, needed: 2, .. })));
    }
}

mod phase_2 {
    use super::*;

    /// "It assigns command number 141 to the next command requested by a client" (Paxos, §3).
    #[test]
    fn a_clients_command_gets_the_next_unused_slot_before_earlier_ones_are_chosen() {
        let mut story = Story::led();
        story.request(A, "SET x 1").request(A, "SET x 2");
        assert_eq!(story.flying("A>B Accept"), ["A>B Accept 1 1.A:SET x 1", "A>B Accept 2 1.A:SET x 2"]);
        let mut story = Story::of(3);
        story.hand(B, A, chosen(4, "SET x 4"));
        story.hand(B, A, chosen(1, "SET x 1"));
        story.impatient(A).lose_all();
        story.hand(B, A, promise("1.A", &[]));
        story.request(A, "SET x 5");
        assert_eq!(story.flying("A>C Accept 5"), ["A>C Accept 5 1.A:SET x 5"], "and no gap");
    }

    /// "In general, suppose a leader can get α commands ahead" (Paxos, §3).
    #[test]
    fn no_more_than_the_window_are_open_and_the_rest_waits() {
        let mut story = Story::with(Config { window: 2, ..Config::new(3) });
        story.impatient(A).settle();
        for number in 1..=4 {
            story.request(A, &format!("SET x {number}"));
        }
        assert_eq!(story.flying("A>B Accept").len(), 2);
        story.deliver("A>B Accept 1").deliver("B>A Accepted");
        assert_eq!(story.flying("A>B Accept"), ["A>B Accept 2 1.A:SET x 2", "A>B Accept 3 1.A:SET x 3"]);
        story.settle();
        assert_eq!(story.value(C, "x"), Some(4));
        assert_eq!(story.told.len(), 4);
    }

    /// P1a (Paxos, §2.2): "An acceptor can accept a proposal numbered n iff it has not responded to a prepare request having a
    /// number greater than n."
    #[test]
    fn a_server_accepts_at_its_promise_and_above_but_not_below_in_every_slot() {
        for slot in [1, 7] {
            for (number, answer) in
                [("1.B", "A>B Refused 1.B (2.A)"), ("2.A", "A>A"), ("2.B", "A>B Accepted"), ("3.C", "A>C Accepted")]
            {
                let mut story = Story::of(3);
                story.hand(A, A, prepare("2.A", 1));
                let sent = story.hand(B, A, accept(slot, &format!("{number}:SET x 1")));
                let is_below = ballot(number) < ballot("2.A");
                assert!(sent.iter().all(|it| it.starts_with(answer)), "{sent:?}");
                let held = format!("{slot}={number}:SET x 1");
                assert_eq!(story.accepted(A), if is_below { String::new() } else { held });
                assert_eq!(story.promised(A), ballot(number).max(ballot("2.A")).to_string());
            }
        }
    }

    /// "… the highest-numbered proposal that it has ever accepted" (Paxos, §2.2) is all that it must remember of a slot.
    #[test]
    fn of_each_slot_it_remembers_what_it_accepted_last() {
        let mut story = Story::of(3);
        story.hand(B, A, accept(1, "1.B:SET x 1"));
        story.hand(C, A, accept(1, "2.C:SET y 1"));
        story.hand(C, A, accept(2, "2.C:no-op"));
        assert_eq!(story.accepted(A), "1=2.C:SET y 1 2=2.C:no-op");
    }

    /// "An acceptor records its intended response in stable storage before actually sending the response" (Paxos, §2.5).
    #[test]
    fn an_acceptance_waits_for_the_disk_and_is_a_vote_only_then() {
        let mut story = Story::of(3);
        story.hand(B, A, accept(1, "1.B:SET x 1"));
        assert!(story.waits_for_the_disk("A>B Accepted 1 1.B"));
        let voted = Fact::Voted { slot: Slot(1), pvalue: pvalue("1.B:SET x 1"), server: A };
        assert!(story.facts.contains(&voted));
    }

    /// "… when a single proposal with that value has been accepted by a majority" (Paxos, §2.2).
    #[test]
    fn a_command_is_chosen_when_a_majority_has_accepted_it_in_the_leaders_ballot() {
        let mut story = Story::of(5);
        story.impatient(A).settle().request(A, "SET x 1").lose_all();
        story.hand(B, A, accepted(1, "1.A"));
        story.hand(B, A, accepted(1, "1.A"));
        story.hand(C, A, accepted(1, "0.A"));
        story.hand(C, A, accepted(2, "1.A"));
        assert_eq!(story.chosen(A), "", "two of five, whatever others say of other ballots and slots");
        story.hand(C, A, accepted(1, "1.A"));
        assert_eq!(story.chosen(A), "1=SET x 1");
        assert_eq!(story.flying("Chosen").len(), 4, "all others are told");
    }

    /// "When the leader fails to receive the expected response to its phase 2 messages in instance 141, it will retransmit those
    /// messages" (Paxos, §3).
    #[test]
    fn what_stays_open_is_proposed_again_to_those_that_are_silent() {
        let mut story = Story::of(5);
        story.impatient(A).settle().request(A, "SET x 1").deliver("A>B Accept").deliver("B>A").lose_all();
        story.heartbeat(A);
        assert_eq!(story.flying("Accept"), [""; 0], "there was no time to answer yet");
        story.lose_all().heartbeat(A);
        let silent = ["C", "D", "E"].map(|server| format!("A>{server} Accept 1 1.A:SET x 1"));
        assert_eq!(story.flying("Accept"), silent);
        story.settle().heartbeat(A);
        assert_eq!(story.flying("Accept"), [""; 0], "it is chosen");
    }
}

mod the_log {
    use super::*;

    /// "It can't execute commands 138–140, which it also knows, because commands 136 and 137 have yet to be chosen" (Paxos, §3).
    #[test]
    fn a_slot_is_applied_only_after_all_before_it() {
        let mut story = Story::of(3);
        story.hand(B, A, chosen(2, "SET x 2"));
        assert_eq!((story.server(A).applied, story.value(A, "x")), (Slot(0), None));
        story.hand(B, A, chosen(1, "SET x 1"));
        assert_eq!((story.server(A).applied, story.value(A, "x")), (Slot(2), Some(2)));
        let applied = story.facts.iter().filter_map(|fact| match fact {
            Fact::Applied { place, slot, .. } => Some((*place, slot.0)),
            _ => None,
        });
        assert_eq!(applied.collect::<Vec<_>>(), [(1, 1), (2, 2)]);
    }

    /// "… a special 'noop' command that leaves the state unchanged" (Paxos, §3).
    #[test]
    fn a_no_op_changes_nothing_but_lets_the_next_be_applied() {
        let mut story = Story::of(3);
        story.hand(B, A, chosen(2, "SET x 2"));
        let before = story.server(A).store.clone();
        story.hand(B, A, Message::Chosen { slot: Slot(1), command: pvalue("1.A:no-op").command });
        assert_ne!(story.server(A).store, before);
        assert_eq!(story.server(A).store.sessions().count(), 1, "of slot 2 alone");
    }

    /// PMMC, §2.1: `perform` skips what was performed before, and the client gets the remembered answer.
    #[test]
    fn a_request_that_comes_twice_is_carried_out_once_and_answered_twice() {
        let mut story = Story::led();
        story.ask(A, 7, "ADD x 5").ask(A, 7, "ADD x 5").settle();
        assert_eq!(story.server(C).applied, Slot(2));
        assert_eq!(story.value(C, "x"), Some(5));
        assert_eq!(story.told, [(7, applied(1, Some(5))), (7, applied(2, Some(5)))]);
    }

    /// *Paxos Made Live*, §4.2.
    #[test]
    fn who_lags_behind_asks_the_leader_and_is_told_what_was_chosen() {
        let mut story = Story::led();
        story.request(A, "SET x 1").settle_without("A>C").request(A, "SET x 2").settle_without("A>C");
        assert_eq!(story.chosen(C), "");
        story.heartbeat(A).deliver("A>C Heartbeat 1.A below 3");
        assert_eq!(story.flying("C>A"), ["C>A CatchUp 1"]);
        story.settle();
        assert_eq!(story.chosen(C), "1=SET x 1 2=SET x 2");
        story.heartbeat(A).deliver("A>C");
        assert_eq!(story.flying("CatchUp"), [""; 0], "it lacks nothing any more");
    }

    /// What a server has accepted may be something else than what was chosen.
    #[test]
    fn who_lags_behind_does_not_take_its_own_pvalue_for_chosen() {
        let mut story = Story::led();
        story.request(A, "SET x 1").lose("Accept").impatient(B).settle_without("B>A");
        story.request(B, "SET y 1").settle_without("B>A").heartbeat(B).deliver("B>A Heartbeat");
        assert_eq!((story.accepted(A), story.chosen(A)), ("1=1.A:SET x 1".into(), String::new()));
        story.settle();
        assert_eq!(story.chosen(A), "1=SET y 1");
    }

    /// One that lags far behind is told step by step, so that no answer is without end.
    #[test]
    fn a_long_way_is_caught_up_in_several_answers() {
        let mut story = Story::led();
        for number in 1..=20 {
            story.request(A, &format!("SET x {number}")).settle_without("A>C");
        }
        story.heartbeat(A).settle();
        assert_eq!(story.server(C).applied, Slot(16));
        story.heartbeat(A).settle();
        assert_eq!((story.server(C).applied, story.value(C, "x")), (Slot(20), Some(20)));
    }
}

mod crashes {
    use super::*;

    /// "A process that fails and restarts" remembers what it has promised and accepted (Paxos, §2.5), and nothing of what was
    /// chosen.
    #[test]
    fn a_crash_takes_all_but_promise_acceptances_and_round() {
        let mut story = Story::led();
        story.request(A, "SET x 1").settle().crash(A).restart(A);
        assert_eq!(story.mode(A), "passive");
        assert_eq!((story.promised(A), story.accepted(A)), ("1.A".into(), "1=1.A:SET x 1".into()));
        assert_eq!((story.chosen(A), story.server(A).applied, story.value(A, "x")), (String::new(), Slot(0), None));
        assert!(story.timers.contains_key(&(A, Timer::Patience)));
        story.impatient(A);
        assert_eq!(story.mode(A), "preparing 2.A", "no ballot is used twice");
    }

    #[test]
    fn what_was_chosen_comes_to_light_again_when_all_have_restarted() {
        let mut story = Story::led();
        story.request(A, "SET x 1").request(A, "SET x 2").settle();
        for server in [A, B, C] {
            story.crash(server).restart(server);
        }
        story.impatient(C).settle();
        assert_eq!(story.mode(C), "active 2.C");
        assert_eq!([A, B, C].map(|server| story.value(server, "x")), [Some(2); 3]);
    }

    /// Its ballot was on disk before anybody saw it, and what it promised itself thereupon was not yet.
    #[test]
    fn a_restarted_server_prepares_above_what_it_has_used_even_if_its_own_promise_is_lost() {
        let mut story = Story::of(3);
        story.disks[0] = Some(Durable { round: 3, ..Durable::default() });
        story.crash(A).restart(A).impatient(A);
        assert_eq!(story.mode(A), "preparing 4.A");
    }

    #[test]
    fn a_restarted_server_prepares_above_what_it_has_promised_to_others() {
        let mut story = Story::of(3);
        story.hand(C, A, prepare("4.C", 1));
        story.crash(A).restart(A).impatient(A);
        assert_eq!(story.mode(A), "preparing 5.A");
    }
}

mod leaders {
    use super::*;

    /// PMMC, §2.4: `preempted`.
    #[test]
    fn a_higher_ballot_in_any_message_preempts_and_a_lower_one_does_not() {
        let higher = [
            prepare("2.B", 1),
            accept(1, "2.B:SET y 1"),
            heartbeat("2.B", 1),
            Message::Refused { ballot: ballot("1.A"), promised: ballot("2.B") },
            promise("2.B", &[]),
            accepted(1, "2.B"),
        ];
        for message in higher {
            let mut story = Story::led();
            story.hand(B, A, message.clone());
            assert_eq!(story.mode(A), "passive", "{message:?}");
            assert!(
                story.timers.contains_key(&(A, Timer::Patience)) && !story.timers.contains_key(&(A, Timer::Heartbeat))
            );
            assert_eq!(story.flying("A>C"), [""; 0], "it does not outbid at once: {message:?}");
        }
        for message in [prepare("1.A", 1), heartbeat("0.C", 1), accept(1, "0.C:SET y 1")] {
            let mut story = Story::led();
            story.hand(B, A, message);
            assert_eq!(story.mode(A), "active 1.A");
        }
    }

    #[test]
    fn who_prepares_is_preempted_as_well() {
        let mut story = Story::of(3);
        story.impatient(A);
        story.hand(B, A, prepare("1.B", 1));
        assert_eq!(story.mode(A), "passive");
    }

    /// PMMC, §3: the others wait as long as the leader lets itself be heard.
    #[test]
    fn a_heartbeat_is_sent_at_once_and_again_and_those_who_hear_it_wait_on() {
        let mut story = Story::of(3);
        story.impatient(A).deliver("A>B Prepare").deliver("B>A");
        assert_eq!(story.flying("Heartbeat"), ["A>B Heartbeat 1.A below 1", "A>C Heartbeat 1.A below 1"]);
        story.timers.remove(&(B, Timer::Patience));
        story.deliver("A>B Heartbeat");
        assert!(story.timers.contains_key(&(B, Timer::Patience)), "drawn anew");
        assert_eq!(story.server(B).leader, Some(ballot("1.A")));
        story.lose_all().heartbeat(A);
        assert_eq!(story.flying("Heartbeat").len(), 2);
        assert!(story.timers.contains_key(&(A, Timer::Heartbeat)));
    }

    #[test]
    fn who_has_promised_more_does_not_heed_a_heartbeat() {
        let mut story = Story::of(3);
        story.hand(C, B, prepare("2.C", 1));
        story.timers.remove(&(B, Timer::Patience));
        story.hand(A, B, heartbeat("1.A", 4));
        assert_eq!((story.server(B).leader, story.flying("CatchUp").len()), (None, 0));
        assert!(!story.timers.contains_key(&(B, Timer::Patience)));
    }
}

mod clients {
    use super::*;

    /// "Clients send commands to the leader, who decides where in the sequence each command should appear" (Paxos, §3).
    #[test]
    fn a_server_that_is_passive_passes_a_command_on_to_the_leader_that_it_has_heard() {
        let mut story = Story::led();
        story.request(B, "SET x 1");
        assert_eq!(story.flights(), ["B>A Forward 1.A SET x 1"]);
        story.settle();
        assert_eq!(story.told, [(0, applied(1, Some(1)))]);
    }

    #[test]
    fn a_server_that_hears_no_leader_says_so() {
        let mut story = Story::of(3);
        story.request(B, "SET x 1");
        assert_eq!(story.told, [(0, Response::NotLeader { leader: None })]);
    }

    #[test]
    fn who_does_not_lead_the_ballot_that_is_meant_does_not_take_a_forwarded_command_up() {
        let mut story = Story::led();
        let id = RequestId { client: 5, serial: 1 };
        let forward = |number| Message::Forward { ballot: ballot(number), id, command: command("SET x 1") };
        let refusal = ["A>B ForwardReply NotLeader { leader: Some(A) }"];
        assert_eq!(story.hand(B, A, forward("0.A")), refusal, "A leads another ballot");
        assert!(story.server(A).waiting.is_empty());
        story.hand(B, A, forward("1.A"));
        assert_eq!(story.flying("Accept").len(), 2);
        story.hand(C, A, heartbeat("2.C", 1));
        assert_eq!(story.hand(B, A, forward("1.A")), [""; 0], "it may be chosen: A can't say that it is not");
    }

    /// A client is told that its command was done once the server has applied it, and not when it is chosen.
    #[test]
    fn a_client_is_answered_when_its_command_is_applied() {
        let mut story = Story::led();
        story.request(A, "SET x 1").request(A, "SET x 2").deliver("A>B Accept 2").deliver("B>A Accepted 2");
        assert_eq!((story.chosen(A), story.told.len()), ("2=SET x 2".into(), 0));
        story.settle();
        assert_eq!(story.told, [(0, applied(1, Some(1))), (1, applied(2, Some(2)))]);
    }

    /// Reads take a slot like everything else.
    #[test]
    fn a_read_is_answered_with_the_value_at_its_slot() {
        let mut story = Story::led();
        story.request(A, "SET x 1").request(A, "GET x").request(A, "SET x 2").settle();
        assert_eq!(story.told[1], (1, applied(2, Some(1))));
    }

    #[test]
    fn whose_slot_went_to_another_command_is_told_that_it_was_not_done() {
        let mut story = Story::led();
        story.request(A, "SET x 1").lose_all();
        story.hand(B, A, heartbeat("2.B", 1));
        assert_eq!(story.told, [], "a preempted leader does not say that it failed");
        story.hand(B, A, chosen(1, "SET y 1"));
        assert_eq!(story.told, [(0, Response::NotLeader { leader: Some(B) })]);
    }

    #[test]
    fn a_preempted_leaders_client_is_answered_when_its_command_is_chosen_after_all() {
        let mut story = Story::led();
        story.request(A, "SET x 1").deliver("A>B Accept").lose_all().impatient(B).settle();
        assert_eq!(story.mode(A), "passive");
        assert_eq!(story.told, [(0, applied(1, Some(1)))]);
    }

    #[test]
    fn what_waited_to_be_proposed_is_given_back_when_the_leader_is_preempted() {
        let mut story = Story::with(Config { window: 1, ..Config::new(3) });
        story.impatient(A).settle().request(A, "SET x 1").request(A, "SET x 2");
        story.hand(B, A, prepare("2.B", 1));
        assert_eq!(story.told, [(1, Response::NotLeader { leader: None })]);
    }

    #[test]
    fn only_so_many_commands_wait() {
        let mut story = Story::of(3);
        story.impatient(A).lose_all();
        for number in 0..70 {
            story.request(A, &format!("SET x {number}"));
        }
        assert_eq!(story.server(A).queue.len(), 64);
        assert!(story.events.iter().any(|event| matches!(event, Event::RequestDropped { .. })));
    }
}

/// "If the leader […] could fail first, leaving a gap in the sequence of chosen commands" (Paxos, §3), told as one story.
#[test]
fn a_new_leader_finishes_what_a_dead_one_has_begun() {
    let mut story = Story::led();
    for number in 1..=3 {
        story.request(A, &format!("SET x {number}")).settle();
    }
    story.heartbeat(A).settle();
    story.request(A, "SET x 4").request(A, "SET x 5").deliver("A>C Accept 5").lose_all().crash(A);
    story.impatient(B).settle();
    assert_eq!(story.mode(B), "active 2.B");
    assert_eq!(story.chosen(C), "1=SET x 1 2=SET x 2 3=SET x 3 4=no-op 5=SET x 5");
    assert!(story.accepted(C).contains("5=2.B:SET x 5"), "adopted under the new ballot");
}
