//! How a view is told, field by field, to a [`Pen`].
//!
//! What objects are made of it is for who draws to know. A pen is a `dyn`, on purpose: a view is compiled once and is little
//! more than the names of its fields.

use alloc::string::String;
use alloc::vec::Vec;

/// Writes plain data down, a piece at a time. In a list a piece is the next item, in an object what was last named.
pub trait Pen {
    /// Nothing there.
    fn nothing(&mut self);
    /// Yes or no.
    fn flag(&mut self, flag: bool);
    /// A number, as JavaScript's are: beyond 2⁵³ it is rounded.
    fn number(&mut self, number: f64);
    /// A text.
    fn text(&mut self, text: &str);
    /// One of the program's own words: there are few, and they come again and again.
    fn word(&mut self, word: &'static str);
    /// Begins a list.
    fn list(&mut self);
    /// Begins an object.
    fn object(&mut self);
    /// Names the next piece of an object.
    fn name(&mut self, name: &'static str);
    /// Ends the list or the object that was begun last.
    fn end(&mut self);
}

/// What can be written down.
pub trait Plain {
    /// Writes it down.
    fn write(&self, pen: &mut dyn Pen);
}

/// What consists of named fields.
pub trait Fields {
    /// Writes the fields down, without beginning or ending an object: they may be part of a larger one.
    fn fields(&self, pen: &mut dyn Pen);
}

/// Writes one field of an object.
pub fn field(pen: &mut dyn Pen, name: &'static str, value: &dyn Plain) {
    pen.name(name);
    value.write(pen);
}

/// The fields of a view: `plain!(View { as_in_rust, renamed: "reName", ..part_whose_fields_are_its_own })`.
macro_rules! plain {
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    ($view:ident { $($field:ident $(: $name:literal)?),* $(, ..$part:ident)? $(,)? }) => {
        impl $crate::plain::Fields for $view {
            fn fields(&self, pen: &mut dyn $crate::plain::Pen) {
                $($crate::plain::field(pen, $crate::plain::plain!(@name $field $($name)?), &self.$field);)*
                $($crate::plain::Fields::fields(&self.$part, pen);)?
            }
        }
    };
}
pub(crate) use plain;

impl<T: Fields> Plain for T {
    fn write(&self, pen: &mut dyn Pen) {
        pen.object();
        self.fields(pen);
        pen.end();
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn write(&self, pen: &mut dyn Pen) {
        pen.list();
        for item in self {
            item.write(pen);
        }
        pen.end();
    }
}

impl<T: Plain> Plain for Option<T> {
    fn write(&self, pen: &mut dyn Pen) {
        match self {
            Some(value) => value.write(pen),
            None => pen.nothing(),
        }
    }
}

impl Plain for bool {
    fn write(&self, pen: &mut dyn Pen) {
        pen.flag(*self);
    }
}

impl Plain for f64 {
    fn write(&self, pen: &mut dyn Pen) {
        pen.number(*self);
    }
}

impl Plain for u32 {
    fn write(&self, pen: &mut dyn Pen) {
        pen.number(f64::from(*self));
    }
}

impl Plain for u64 {
    fn write(&self, pen: &mut dyn Pen) {
        pen.number(*self as f64);
    }
}

impl Plain for String {
    fn write(&self, pen: &mut dyn Pen) {
        pen.text(self);
    }
}

impl Plain for &'static str {
    fn write(&self, pen: &mut dyn Pen) {
        pen.word(self);
    }
}
