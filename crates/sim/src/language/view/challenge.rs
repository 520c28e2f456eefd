//! What a page needs of a challenge.

use super::picture::ms;
use super::tell::told;
use super::texts::{TextView, texts};
use crate::clock::simulation::Simulation;
use crate::language::challenge::{Challenge, ChallengeGoal, Forbidden, GoalProgress, Referee};
use alloc::string::String;
use alloc::vec::Vec;

told! {
    /// What is to be reached.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct GoalView {
        pub text: Vec<TextView>,
        pub held: f64,
    }
}

told! {
    /// What is not allowed.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct ForbiddenView {
        pub kind: &'static str,
        pub words: Vec<String>,
        pub most: f64,
    }
}

told! {
    /// A challenge.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct ChallengeView {
        pub goals: Vec<GoalView>,
        pub forbidden: Vec<ForbiddenView>,
        pub hints: Vec<Vec<TextView>>,
    }
}

told! {
    /// How far one is with a goal.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct GoalProgressView {
        pub reached: Option<f64>,
        pub since: Option<f64>,
        pub is_missed: bool,
    }
}

/// A challenge as the page wants it.
pub(super) fn challenge_view(challenge: &Challenge) -> ChallengeView {
    let goal = |goal: &ChallengeGoal| GoalView { text: texts(&goal.text), held: ms(goal.held) };
    ChallengeView {
        goals: challenge.goals.iter().map(goal).collect(),
        forbidden: challenge.forbidden.iter().map(forbidden).collect(),
        hints: challenge.hints.iter().map(texts).collect(),
    }
}

fn forbidden(it: &Forbidden) -> ForbiddenView {
    let (kind, words, most) = match it {
        Forbidden::Rules { but, most } => ("rules", but.clone(), *most),
        Forbidden::Settings => ("settings", Vec::new(), 0),
        Forbidden::Commands { most } => ("commands", Vec::new(), *most),
        Forbidden::Words { words, most } => ("words", words.clone(), *most),
    };
    ForbiddenView { kind, words, most: most as f64 }
}

/// How far one is with each goal, if a referee looks on.
pub fn goals_view(simulation: &Simulation) -> Vec<GoalProgressView> {
    let progress = Referee::of(simulation).map_or_else(Vec::new, |referee| referee.progress(simulation));
    let view = |it: GoalProgress| GoalProgressView {
        reached: it.reached.map(ms),
        since: it.since.map(ms),
        is_missed: it.is_missed,
    };
    progress.into_iter().map(view).collect()
}
