//! Parameters and rules that can be changed while a cluster runs.

use crate::cluster::limits;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;
use quorate_core::protocol::{Micros, Span};

/// The value of a setting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// `on`, `off`.
    Switch(bool),
    /// `10%`, in hundredths of a percent.
    Percent(u32),
    /// `50` milliseconds.
    Length(Micros),
    /// `150..300` milliseconds.
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
    /// Its value.
    pub get: fn(&C) -> Value,
    /// Changes it. Only called with a value of the kind that `get` gives.
    pub set: fn(&mut C, Value),
}

impl Value {
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

    /// Reads a value of the same kind as this one; the error is the form that would be right.
    pub fn parse_alike(self, text: &str) -> Result<Self, &'static str> {
        let value = match self {
            Self::Switch(_) => match text {
                "on" => Some(Self::Switch(true)),
                "off" => Some(Self::Switch(false)),
                _ => None,
            },
            Self::Percent(_) => text
                .strip_suffix('%')
                .and_then(|number| parse_fixed(number, 2))
                .filter(|hundredths| *hundredths <= 10_000)
                .map(|hundredths| Self::Percent(hundredths as u32)),
            Self::Length(_) => parse_ms(text).map(Self::Length),
            Self::Span(_) => parse_span(text).map(Self::Span),
            Self::Count(_) => parse_fixed(text, 0).filter(|count| *count <= 1_000_000).map(Self::Count),
        };
        value.ok_or(self.form())
    }
}

/// As it is written in a command.
impl fmt::Display for Value {
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
pub fn setting_text(is_rule: bool, name: &str, value: Value) -> String {
    format!("{}{name} {value}", if is_rule { "rule " } else { "" })
}

/// `150..300`. In bytes: see "Where we differ" in ARCHITECTURE.md.
fn parse_span(text: &str) -> Option<Span> {
    let dots = text.as_bytes().windows(2).position(|two| two == b"..")?;
    let (min, max) = (parse_ms(text.get(..dots)?)?, parse_ms(text.get(dots + 2..)?)?);
    (min <= max).then_some(Span { min, max })
}

/// Reads milliseconds with at most three decimals; a day is the most.
pub fn parse_ms(text: &str) -> Option<Micros> {
    parse_fixed(text, 3).map(Micros).filter(|length| *length <= limits::LONGEST_RUN)
}

/// Writes milliseconds with as many decimals as needed.
pub fn ms(length: Micros) -> String {
    fixed(length.0, 3)
}

/// Reads a decimal number with at most `decimals` decimals, in units of the last one.
fn parse_fixed(text: &str, decimals: usize) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || fraction.len() > decimals {
        return None;
    }
    if text.contains('.') && fraction.is_empty() {
        return None;
    }
    format!("{whole}{fraction:0<decimals$}").parse().ok()
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
            (Value::Switch(true), "off"),
            (Value::Percent(0), "12.5%"),
            (Value::Length(Micros(0)), "50.125"),
            (Value::Span(Span::from_ms(0, 0)), "150..300.5"),
            (Value::Count(0), "20"),
        ];
        for (kind, text) in cases {
            assert_eq!(kind.parse_alike(text).expect(text).to_string(), text);
        }
    }

    #[test]
    fn a_value_that_makes_no_sense_is_refused() {
        let cases = [
            (Value::Switch(true), "maybe"),
            (Value::Percent(0), "101%"),
            (Value::Percent(0), "10"),
            (Value::Length(Micros(0)), "-5"),
            (Value::Length(Micros(0)), "5."),
            (Value::Length(Micros(0)), "1.2345"),
            (Value::Length(Micros(0)), "99999999999999999999"),
            (Value::Span(Span::from_ms(0, 0)), "300..150"),
            (Value::Span(Span::from_ms(0, 0)), "300"),
            (Value::Count(0), "-1"),
            (Value::Count(0), "1.5"),
            (Value::Count(0), "1000001"),
        ];
        for (kind, text) in cases {
            assert!(kind.parse_alike(text).is_err(), "{text}");
        }
    }
}
