//! Parameters and rules that can be changed while a cluster runs.

use crate::cluster::limits;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;
use quorate_core::protocol::{Micros, Span};

/// The value of a setting.
///
/// ```
/// use quorate_core::protocol::{Micros, Span};
/// use quorate_sim::cluster::setting::SettingValue;
///
/// let usual = SettingValue::Span(Span::from_ms(150, 300));
/// let other = usual.parse_alike("200..400", Micros(0)).expect("it is a span");
/// assert_eq!((other, other.to_string().as_str()), (SettingValue::Span(Span::from_ms(200, 400)), "200..400"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SettingValue {
    /// `on`, `off`.
    Switch(bool),
    /// `10%`, in hundredths of a percent.
    Percent(u32),
    /// `50` milliseconds.
    Length(Micros),
    /// `150..300` milliseconds; `150` is `150..150`.
    Span(Span),
    /// `20`.
    Count(u64),
}

/// A parameter or rule.
#[derive(Debug)]
pub struct Setting<C> {
    /// As in `heartbeat 50` or, for a rule, `rule commit-own-term off`.
    pub name: &'static str,
    /// Whether it is a rule of the algorithm (on in the published one) rather than a parameter or an option.
    pub is_rule: bool,
    /// The shortest time that it can be, if it is one.
    pub least: Micros,
    /// Its value.
    pub get: fn(&C) -> SettingValue,
    /// Changes it. Only called with a value of the kind that `get` gives.
    pub set: fn(&mut C, SettingValue),
}

impl SettingValue {
    /// `switch`, `percent`, `ms`, `span` or `count`, as the page calls them.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Switch(_) => "switch",
            Self::Percent(_) => "percent",
            Self::Length(_) => "ms",
            Self::Span(_) => "span",
            Self::Count(_) => "count",
        }
    }

    /// What its numbers count, where that is not written with them.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Length(_) | Self::Span(_) => MS,
            Self::Switch(_) | Self::Percent(_) | Self::Count(_) => "",
        }
    }

    /// How a value of this kind is written, in no human language.
    pub fn form(self) -> &'static str {
        match self {
            Self::Switch(_) => "on|off",
            Self::Percent(_) => "0%…100%",
            Self::Length(_) => "MS",
            Self::Span(_) => "MS..MS",
            Self::Count(_) => "0…1000000",
        }
    }

    /// Reads a value of the same kind as this one, no time in it shorter than `least`.
    pub fn parse_alike(self, text: &str, least: Micros) -> Result<Self, Wrong> {
        let length = |text: &str| length_within(text, least, limits::LONGEST_SETTING);
        match self {
            Self::Switch(_) => match text {
                "on" => Ok(Self::Switch(true)),
                "off" => Ok(Self::Switch(false)),
                _ => Err(Wrong::Form),
            },
            Self::Percent(_) => parse_percent(text, (0, 10_000)).map(Self::Percent),
            Self::Length(_) => length(text).map(Self::Length),
            Self::Span(_) => {
                let (min, max) = ends(text).unwrap_or((text, text));
                let (min, max) = (length(min)?, length(max)?);
                if min <= max { Ok(Self::Span(Span { min, max })) } else { Err(Wrong::Form) }
            }
            Self::Count(_) => count_within(text, 0, (0, 1_000_000), "").map(Self::Count),
        }
    }
}

/// What is wrong with a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// It is none.
    Form,
    /// It is less or more than makes sense: the ends of the range, as they are written, and what they count where that is not
    /// written.
    #[allow(missing_docs, reason = "said above")]
    Range { least: String, most: String, unit: &'static str },
}

/// Of a time: milliseconds.
const MS: &str = "ms";

/// Reads milliseconds with at most three decimals, within these bounds.
pub fn length_within(text: &str, least: Micros, most: Micros) -> Result<Micros, Wrong> {
    let length = parse_fixed(text, 3).map(Micros).ok_or(Wrong::Form)?;
    let range = || Wrong::Range { least: ms(least), most: ms(most), unit: MS };
    if (least..=most).contains(&length) { Ok(length) } else { Err(range()) }
}

/// Reads a percentage with at most two decimals, within these bounds: in hundredths of a percent.
pub(crate) fn parse_percent(text: &str, (least, most): (u32, u32)) -> Result<u32, Wrong> {
    let number = text.strip_suffix('%').ok_or(Wrong::Form)?;
    count_within(number, 2, (u64::from(least), u64::from(most)), "%").map(|hundredths| hundredths as u32)
}

/// Reads a number within these bounds, which like what is read count units of the last decimal.
fn count_within(text: &str, decimals: usize, (least, most): (u64, u64), unit: &str) -> Result<u64, Wrong> {
    let number = parse_fixed(text, decimals).ok_or(Wrong::Form)?;
    let end = |number| format!("{}{unit}", fixed(number, decimals as u32));
    let range = || Wrong::Range { least: end(least), most: end(most), unit: "" };
    if (least..=most).contains(&number) { Ok(number) } else { Err(range()) }
}

/// As it is written in a command.
impl fmt::Display for SettingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Switch(true) => f.write_str("on"),
            Self::Switch(false) => f.write_str("off"),
            Self::Percent(hundredths) => write!(f, "{}%", fixed(u64::from(*hundredths), 2)),
            Self::Length(length) => f.write_str(&ms(*length)),
            Self::Span(span) => write!(f, "{}..{}", ms(span.min), ms(span.max)),
            Self::Count(count) => write!(f, "{count}"),
        }
    }
}

/// A setting as it is written in a command.
pub fn setting_text(is_rule: bool, name: &str, value: SettingValue) -> String {
    format!("{}{name} {value}", if is_rule { "rule " } else { "" })
}

/// The ends of `150..300`. In bytes: see "Where we differ" in ARCHITECTURE.md.
fn ends(text: &str) -> Option<(&str, &str)> {
    let dots = text.as_bytes().windows(2).position(|two| two == b"..")?;
    Some((text.get(..dots)?, text.get(dots + 2..)?))
}

/// Reads milliseconds with at most three decimals; a day is the most.
pub fn parse_ms(text: &str) -> Option<Micros> {
    length_within(text, Micros(0), limits::LONGEST_RUN).ok()
}

/// Writes milliseconds with as many decimals as needed.
pub fn ms(length: Micros) -> String {
    fixed(length.0, 3)
}

/// Reads a decimal number with at most `decimals` decimals, in units of the last one. What is too great to count is the
/// greatest number there is.
fn parse_fixed(text: &str, decimals: usize) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || fraction.len() > decimals {
        return None;
    }
    if text.contains('.') && fraction.is_empty() {
        return None;
    }
    Some(format!("{whole}{fraction:0<decimals$}").parse().unwrap_or(u64::MAX))
}

fn fixed(number: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let (whole, fraction) = (number / unit, number % unit);
    if fraction == 0 {
        return whole.to_string();
    }
    let digits = format!("{fraction:0width$}", width = decimals as usize);
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_as_it_is_written() {
        let cases = [
            (SettingValue::Switch(true), "off"),
            (SettingValue::Percent(0), "12.5%"),
            (SettingValue::Length(Micros(0)), "50.125"),
            (SettingValue::Span(Span::from_ms(0, 0)), "150..300.5"),
            (SettingValue::Count(0), "20"),
        ];
        for (kind, text) in cases {
            assert_eq!(kind.parse_alike(text, Micros(0)).expect(text).to_string(), text);
        }
        let span = SettingValue::Span(Span::from_ms(0, 0));
        assert_eq!(span.parse_alike("300", Micros(0)).expect("a span of one length").to_string(), "300..300");
    }

    #[test]
    fn a_value_that_makes_no_sense_is_refused() {
        let cases = [
            (SettingValue::Switch(true), "maybe", None),
            (SettingValue::Percent(0), "10", None),
            (SettingValue::Percent(0), "101%", Some("0%…100%")),
            (SettingValue::Percent(0), "100.01%", Some("0%…100%")),
            (SettingValue::Length(Micros(0)), "-5", None),
            (SettingValue::Length(Micros(0)), "5.", None),
            (SettingValue::Length(Micros(0)), "1.2345", None),
            (SettingValue::Length(Micros(0)), "0", Some("0.5…600000")),
            (SettingValue::Length(Micros(0)), "600000.001", Some("0.5…600000")),
            (SettingValue::Length(Micros(0)), "99999999999999999999", Some("0.5…600000")),
            (SettingValue::Span(Span::from_ms(0, 0)), "300..150", None),
            (SettingValue::Span(Span::from_ms(0, 0)), "300..", None),
            (SettingValue::Span(Span::from_ms(0, 0)), "0", Some("0.5…600000")),
            (SettingValue::Span(Span::from_ms(0, 0)), "0..0", Some("0.5…600000")),
            (SettingValue::Span(Span::from_ms(0, 0)), "1..86400000", Some("0.5…600000")),
            (SettingValue::Count(0), "-1", None),
            (SettingValue::Count(0), "1.5", None),
            (SettingValue::Count(0), "1000001", Some("0…1000000")),
        ];
        for (kind, text, range) in cases {
            let wrong = kind.parse_alike(text, Micros(500)).expect_err(text);
            let found = match &wrong {
                Wrong::Form => None,
                Wrong::Range { least, most, .. } => Some(format!("{least}…{most}")),
            };
            assert_eq!(found.as_deref(), range, "{text}");
        }
    }
}
