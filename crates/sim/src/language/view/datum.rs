//! Plain data that nobody between a protocol and its drawing looks into.

use crate::language::view::tell::{Sink, Tell};
use alloc::string::String;
use alloc::vec::Vec;

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

impl Datum {
    /// Tells what it has by name, among the fields of something else.
    pub(super) fn fields(&self, to: &mut dyn Sink) {
        let Self::Map(entries) = self else { return };
        for (name, datum) in entries {
            to.field(name);
            datum.tell(to);
        }
    }
}

impl Tell for Datum {
    fn tell(&self, to: &mut dyn Sink) {
        match self {
            Self::Null => to.null(),
            Self::Bool(value) => to.truth(*value),
            Self::Number(value) => to.number(*value),
            Self::Text(value) => to.text(value),
            Self::List(items) => items.tell(to),
            Self::Map(_) => {
                to.begin_fields();
                self.fields(to);
                to.end();
            }
        }
    }
}
