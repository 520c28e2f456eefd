//! Plain data that nobody between a protocol and its drawing looks into.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Serialize, Serializer};

/// A piece of plain data.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Datum {
    /// Nothing is there.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number as JavaScript has them: beyond 2⁵³ it is rounded.
    Number(f64),
    /// A name, a value, a word.
    Text(String),
    /// Some of them, in order.
    List(Vec<Datum>),
    /// Some of them by name.
    Map(Vec<(&'static str, Datum)>),
}

impl Datum {
    /// What stands under that name; [`Datum::Null`] if nothing does.
    pub fn get(&self, name: &str) -> &Self {
        let Self::Map(entries) = self else { return &Self::Null };
        entries.iter().find(|(other, _)| *other == name).map_or(&Self::Null, |(_, datum)| datum)
    }

    /// What it is a list of; nothing if it is none.
    pub fn list(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }
}

macro_rules! from {
    ($($type:ty, $value:ident => $datum:expr;)*) => {
        $(impl From<$type> for Datum {
            fn from($value: $type) -> Self {
                $datum
            }
        })*
    };
}

from! {
    bool, value => Self::Bool(value);
    i64, value => Self::Number(value as f64);
    u64, value => Self::Number(value as f64);
    &str, value => Self::Text(value.into());
    String, value => Self::Text(value);
}

impl<T: Into<Self>> From<Option<T>> for Datum {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Datum {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<const N: usize> From<[(&'static str, Self); N]> for Datum {
    fn from(entries: [(&'static str, Self); N]) -> Self {
        Self::Map(entries.into())
    }
}

impl Serialize for Datum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(name, datum)| (name, datum))),
        }
    }
}
