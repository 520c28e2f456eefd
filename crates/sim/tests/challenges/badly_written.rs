//! A challenge that is badly written is told where.

use quorate_sim::language::lesson::Lesson;
use quorate_sim::registry::ALL;

#[track_caller]
fn check(head: &str, rest: &str, expected: &str) {
    let text = format!("lesson x\ntitle en x\nprotocol raft\nnodes 3\nseed 1\n{head}\nstep\nsay en x\n{rest}");
    assert_eq!(Lesson::play(ALL, &text).map(|_| ()).unwrap_err().to_string(), expected);
}

#[test]
fn a_challenge_that_is_badly_written_is_told_where() {
    const GOAL: &str = "goal en x\nwhen some role = leader";
    check("goal en x", "", "line 6, column 1: This is missing: when CONDITION");
    check("forbid rules", "", "line 7, column 1: This is missing: goal LANGUAGE TEXT");
    check("when A term = 1", "", "line 6, column 1: This is missing: goal LANGUAGE TEXT");
    check(
        "goal en x\nwhen feat lost-entri",
        "",
        "line 7, column 11: There is no feat “lost-entri”. Did you mean “lost-entry”? Write one of lost-entry longest-log-loses \
         deposed undisturbed majority-overwritten committed-overwritten stale-read applied-twice split-by-members \
         served-through-crashes.",
    );
    check("goal en x\nwhen at-least 0 role = leader", "", "line 7, column 15: Write: at-least NUMBER");
    check(
        "goal en x\nwhen cluster mood = sad",
        "",
        "line 7, column 14: There is no attribute “mood”. Write one of up suspended cuts held.",
    );
    check(
        "forbid crsh",
        "",
        "line 6, column 8: There is no command “crsh”. Did you mean “crash”? All commands are listed by: help",
    );
    check(
        "forbid rules but majorty",
        "",
        "line 6, column 18: There is no setting or rule “majorty”. Did you mean “majority”? The settings list all of them.",
    );
    check(
        &format!("{GOAL}\nforbid commands"),
        "",
        "line 8, column 8: Write: forbid rules [but NAME …|over NUMBER], forbid settings, forbid commands over NUMBER, forbid COMMAND [WORD …] [over NUMBER]",
    );
    check(
        GOAL,
        "wait 5\nstep\nsay en y",
        "line 11, column 1: A challenge has one step. Write the task in its say lines.",
    );
    check(
        GOAL,
        "timer A 5\nuntil A role = leader\nsolution",
        "line 12, column 1: The first goal is reached before anything is done.",
    );
    check(GOAL, "solution\nwait 5", "line 10, column 1: The solution does not reach goal 1.");
    check(
        "goal en x\nwhen some role = leader\nforbid timer",
        "solution\ntimer A 5",
        "line 12, column 1: This challenge does not allow “timer”.",
    );
}
