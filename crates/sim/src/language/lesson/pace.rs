//! How long one looks at what happens: a lesson is played slowly where messages fly, and quickly where nothing does.
//!
//! What is decided here goes by the run alone, so that it is the same everywhere and can be tested without a page.

use alloc::vec;
use alloc::vec::Vec;
use quorate_core::protocol::Micros;

/// A part of a step, in which time goes evenly. It begins where the one before ends, the first where the step does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LessonStretch {
    /// When it ends, in the run's time.
    pub to: Micros,
    /// How long one looks at it, in real time.
    pub lasts: Micros,
    /// It is passed over: nothing in it matters, and the page says how much time went by.
    pub is_passed: bool,
}

/// What the script says of the next `wait` or `until`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Look {
    /// Nothing.
    #[default]
    Own,
    /// It takes so long, in real time.
    Lasts(Micros),
    /// It is passed over.
    Quick,
}

/// A flight of a message that one is to follow with one's eyes.
const HOP: u64 = 1_750_000;
/// What is passed over takes so long.
const PASSED: Micros = Micros(600_000);
/// Of one line so much is shown slowly: two messages and their answers. What the line waits for comes at its end, and of a
/// mere wait one has seen enough by then.
const MOST: u64 = 4 * HOP;

/// When one message was under way.
pub(super) type Aloft = (Micros, Micros);

/// The stretches between two times. `ends_well`: what happens at the end is what one waits for.
pub(super) fn stretches(
    from: Micros,
    to: Micros,
    flown: &[Aloft],
    manner: Look,
    ends_well: bool,
) -> Vec<LessonStretch> {
    if to <= from {
        return Vec::new();
    }
    match manner {
        Look::Lasts(lasts) => vec![LessonStretch { to, lasts, is_passed: false }],
        Look::Quick => vec![LessonStretch { to, lasts: PASSED, is_passed: true }],
        Look::Own => shortened(from, alternating(from, to, flown), ends_well),
    }
}

/// Slow where something flies, passed over where nothing does.
fn alternating(from: Micros, to: Micros, flown: &[Aloft]) -> Vec<LessonStretch> {
    let mut lengths: Vec<u64> = flown.iter().map(|(sent, due)| due.0 - sent.0).filter(|length| *length > 0).collect();
    lengths.sort_unstable();
    let Some(&usual) = lengths.get(lengths.len() / 2) else {
        return vec![LessonStretch { to, lasts: PASSED, is_passed: true }];
    };
    // What somebody has delayed flies on while nothing happens.
    let mut busy: Vec<Aloft> = flown
        .iter()
        .filter(|(sent, due)| due.0 - sent.0 <= 4 * usual)
        .map(|(sent, due)| ((*sent).max(from), (*due).min(to)))
        .filter(|(sent, due)| sent < due)
        .collect();
    busy.sort_unstable();
    let mut stretches: Vec<LessonStretch> = Vec::new();
    let mut reached = from;
    // A gap that is not worth to be passed over is part of what flies.
    let gap = usual / 4;
    let slow = |from: Micros, to: Micros| Micros((to.0 - from.0) * HOP / usual);
    for (sent, due) in busy {
        let due = if to.0 - due.0.min(to.0) < gap { to } else { due };
        if due <= reached {
            continue;
        }
        match stretches.last_mut() {
            Some(last) if sent.0 < reached.0 + gap => {
                last.lasts = Micros(last.lasts.0 + slow(reached, due).0);
                last.to = due;
            }
            _ => {
                let begins = if sent.0 < reached.0 + gap { reached } else { sent };
                if begins > reached {
                    stretches.push(LessonStretch { to: begins, lasts: PASSED, is_passed: true });
                }
                stretches.push(LessonStretch { to: due, lasts: slow(begins, due), is_passed: false });
            }
        }
        reached = due;
    }
    if reached < to {
        stretches.push(LessonStretch { to, lasts: PASSED, is_passed: true });
    }
    stretches
}

/// Where there is too much to look at, all of it that lies farther from what matters is passed over in one go.
fn shortened(from: Micros, stretches: Vec<LessonStretch>, ends_well: bool) -> Vec<LessonStretch> {
    let shown: u64 = stretches.iter().filter(|stretch| !stretch.is_passed).map(|stretch| stretch.lasts.0).sum();
    if shown <= MOST {
        return stretches;
    }
    let parts: Vec<(Micros, LessonStretch)> = stretches
        .iter()
        .scan(from, |begins, stretch| Some((core::mem::replace(begins, stretch.to), *stretch)))
        .collect();
    let mut left = MOST;
    // The part of it that is still shown, counted from the end that matters.
    let mut keep = |(begins, stretch): (Micros, LessonStretch)| -> Option<(Micros, LessonStretch)> {
        if left == 0 {
            return None;
        }
        if stretch.is_passed {
            return Some((begins, stretch));
        }
        let shown = stretch.lasts.0.min(left);
        left -= shown;
        let length = (stretch.to.0 - begins.0) * shown / stretch.lasts.0;
        let lasts = Micros(shown);
        Some(if ends_well {
            (Micros(stretch.to.0 - length), LessonStretch { lasts, ..stretch })
        } else {
            (begins, LessonStretch { to: Micros(begins.0 + length), lasts, ..stretch })
        })
    };
    let passed = |to| LessonStretch { to, lasts: PASSED, is_passed: true };
    let end = stretches.last().map_or(from, |last| last.to);
    if ends_well {
        let mut kept: Vec<(Micros, LessonStretch)> = parts.into_iter().rev().map_while(&mut keep).collect();
        kept.reverse();
        let begins = kept.first().map_or(end, |(begins, _)| *begins);
        let is_whole = begins == from || kept.first().is_some_and(|(_, first)| first.is_passed);
        let first = (!is_whole).then(|| passed(begins));
        first.into_iter().chain(kept.into_iter().map(|(_, stretch)| stretch)).collect()
    } else {
        let mut kept: Vec<LessonStretch> = parts.into_iter().map_while(&mut keep).map(|(_, stretch)| stretch).collect();
        match kept.last_mut() {
            Some(last) if last.is_passed => last.to = end,
            Some(last) if last.to == end => {}
            _ => kept.push(passed(end)),
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(ms: u64) -> Micros {
        Micros::from_ms(ms)
    }

    fn own(to: u64, flown: &[(u64, u64)], ends_well: bool) -> Vec<(u64, u64, bool)> {
        let flown: Vec<Aloft> = flown.iter().map(|(sent, due)| (ms(*sent), ms(*due))).collect();
        let stretches = stretches(ms(0), ms(to), &flown, Look::Own, ends_well);
        stretches.iter().map(|it| (it.to.0 / 1000, it.lasts.0 / 1000, it.is_passed)).collect()
    }

    #[test]
    fn a_message_takes_as_long_as_an_eye_needs_and_silence_is_passed_over() {
        assert_eq!(
            own(100, &[(40, 55), (40, 55), (55, 70)], false),
            [(40, 600, true), (70, 3500, false), (100, 600, true)]
        );
    }

    #[test]
    fn where_nothing_flies_all_is_passed_over() {
        assert_eq!(own(300, &[], true), [(300, 600, true)]);
        assert_eq!(own(0, &[], true), []);
    }

    #[test]
    fn a_short_gap_is_no_gap() {
        assert_eq!(own(34, &[(1, 16), (18, 33)], false), [(34, 34 * 1750 / 15, false)]);
    }

    #[test]
    fn what_was_delayed_is_not_followed() {
        assert_eq!(own(600, &[(0, 15), (0, 15), (0, 600)], false), [(15, 1750, false), (600, 600, true)]);
    }

    #[test]
    fn of_much_that_flies_the_first_is_shown_or_what_one_waits_for() {
        let rounds: Vec<(u64, u64)> =
            (0..6).flat_map(|n| [(n * 50, n * 50 + 15), (n * 50 + 15, n * 50 + 30)]).collect();
        let first = own(300, &rounds, false);
        assert_eq!(first[..3], [(30, 3500, false), (50, 600, true), (80, 3500, false)]);
        assert_eq!(first[3..], [(300, 600, true)]);
        let last = own(280, &rounds, true);
        assert_eq!(last, [(200, 600, true), (230, 3500, false), (250, 600, true), (280, 3500, false)]);
    }

    #[test]
    fn of_traffic_without_a_gap_a_part_is_shown() {
        let chain: Vec<(u64, u64)> = (0..20).map(|n| (n * 15, n * 15 + 15)).collect();
        assert_eq!(own(300, &chain, true), [(240, 600, true), (300, 7000, false)]);
        assert_eq!(own(300, &chain, false), [(60, 7000, false), (300, 600, true)]);
    }

    #[test]
    fn the_script_has_the_last_word() {
        let of = |manner| stretches(ms(0), ms(30), &[(ms(0), ms(15))], manner, true);
        assert_eq!(of(Look::Lasts(ms(4000))), [LessonStretch { to: ms(30), lasts: ms(4000), is_passed: false }]);
        assert_eq!(of(Look::Quick), [LessonStretch { to: ms(30), lasts: PASSED, is_passed: true }]);
    }
}
