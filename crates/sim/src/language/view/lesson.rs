//! What a page needs of a lesson.

use super::challenge::{ChallengeView, challenge_view};
use super::picture::ms;
use super::tell::told;
use super::texts::{TextView, texts};
use crate::language::lesson::{Lesson, LessonQuestion, LessonStep};
use alloc::string::String;
use alloc::vec::Vec;

told! {
    /// An answer to choose.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct ChoiceView {
        pub text: Vec<TextView>,
        pub why: Vec<TextView>,
        pub is_right: bool,
    }
}

told! {
    /// A question.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct QuestionView {
        pub at: f64,
        pub ask: Vec<TextView>,
        pub choices: Vec<ChoiceView>,
    }
}

told! {
    /// What to look at.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct FocusView {
        pub at: f64,
        pub view: Option<&'static str>,
        pub names: Vec<String>,
    }
}

told! {
    /// A part of a step in which time goes evenly.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct StretchView {
        pub to: f64,
        pub lasts: f64,
        pub is_passed: bool,
    }
}

told! {
    /// A step of a lesson.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct LessonStepView {
        pub from: f64,
        pub to: f64,
        pub say: Vec<TextView>,
        pub after: Vec<TextView>,
        pub question: Option<QuestionView>,
        pub focus: Vec<FocusView>,
        pub stretches: Vec<StretchView>,
    }
}

told! {
    /// A lesson.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct LessonView {
        pub id: String,
        pub title: Vec<TextView>,
        pub note: Vec<TextView>,
        pub to_try: Vec<TextView>,
        pub steps: Vec<LessonStepView>,
        pub challenge: Option<ChallengeView>,
    }
}

/// A lesson as the page wants it.
pub fn lesson_view(lesson: &Lesson) -> LessonView {
    LessonView {
        id: lesson.id.clone(),
        title: texts(&lesson.title),
        note: texts(&lesson.note),
        to_try: texts(&lesson.to_try),
        steps: lesson.steps.iter().map(step).collect(),
        challenge: lesson.challenge.as_ref().map(challenge_view),
    }
}

fn step(step: &LessonStep) -> LessonStepView {
    let focus = step.focus.iter().map(|it| FocusView { at: ms(it.at), view: it.view, names: it.names.clone() });
    let stretches =
        step.stretches.iter().map(|it| StretchView { to: ms(it.to), lasts: ms(it.lasts), is_passed: it.is_passed });
    LessonStepView {
        from: ms(step.from),
        to: ms(step.to),
        say: texts(&step.say),
        after: texts(&step.then),
        question: step.question.as_ref().map(question),
        focus: focus.collect(),
        stretches: stretches.collect(),
    }
}

fn question(question: &LessonQuestion) -> QuestionView {
    let choices = question.choices.iter().map(|it| ChoiceView {
        text: texts(&it.text),
        why: texts(&it.why),
        is_right: it.is_right,
    });
    QuestionView { at: ms(question.at), ask: texts(&question.ask), choices: choices.collect() }
}
