//! How a view is told to whoever draws it: piece by piece, so that nobody between needs to know its types.

use alloc::string::String;
use alloc::vec::Vec;

/// Is told a view.
pub trait Sink {
    /// Nothing is there.
    fn null(&mut self);
    /// Yes or no.
    fn truth(&mut self, value: bool);
    /// A number.
    fn number(&mut self, value: f64);
    /// What a person wrote, a name, a value.
    fn text(&mut self, text: &str);
    /// A word of the program: one of a few.
    fn word(&mut self, word: &'static str);
    /// Up to its end, what is told are the items of a list.
    fn begin_list(&mut self);
    /// Up to its end, what is told are fields: each by its name first.
    fn begin_fields(&mut self);
    /// The name of what is told next, in the way of Rust.
    fn field(&mut self, name: &'static str);
    /// The name of what is told next, as it is written: the name of a sentence's argument.
    fn argument(&mut self, name: &'static str);
    /// The end of the list or of the fields that began last.
    fn end(&mut self);
    /// An item of a list: whoever was told the same before may take that again.
    fn item(&mut self, item: &dyn Tell);
}

/// Can be told.
pub trait Tell {
    /// Tells all of it.
    fn tell(&self, to: &mut dyn Sink);
}

/// Is told by its fields, which may also stand among those of another.
pub trait Fields {
    /// Tells each field.
    fn fields(&self, to: &mut dyn Sink);
}

impl<T: Fields> Tell for T {
    fn tell(&self, to: &mut dyn Sink) {
        to.begin_fields();
        self.fields(to);
        to.end();
    }
}

macro_rules! tell {
    ($($type:ty, $value:ident, $to:ident => $telling:expr;)*) => {
        $(impl Tell for $type {
            fn tell(&self, $to: &mut dyn Sink) {
                let $value = self;
                $telling;
            }
        })*
    };
}

tell! {
    bool, value, to => to.truth(*value);
    f64, value, to => to.number(*value);
    u64, value, to => to.number(*value as f64);
    u32, value, to => to.number(f64::from(*value));
    &'static str, value, to => to.word(value);
    String, value, to => to.text(value);
}

impl<T: Tell> Tell for Option<T> {
    fn tell(&self, to: &mut dyn Sink) {
        match self {
            Some(value) => value.tell(to),
            None => to.null(),
        }
    }
}

impl<T: Tell> Tell for [T] {
    fn tell(&self, to: &mut dyn Sink) {
        to.begin_list();
        for item in self {
            to.item(item);
        }
        to.end();
    }
}

impl<T: Tell> Tell for Vec<T> {
    fn tell(&self, to: &mut dyn Sink) {
        self[..].tell(to);
    }
}

/// Structs that are told field by field.
macro_rules! told {
    ($($(#[$about:meta])* pub struct $name:ident { $(
        $(#[$about_field:meta])*
        pub $field:ident: $type:ty,
    )* })*) => {
        $(
            $(#[$about])*
            pub struct $name {
                $(
                    $(#[$about_field])*
                    pub $field: $type,
                )*
            }

            impl $crate::language::view::tell::Fields for $name {
                fn fields(&self, to: &mut dyn $crate::language::view::tell::Sink) {
                    $(
                        to.field(stringify!($field));
                        $crate::language::view::tell::Tell::tell(&self.$field, to);
                    )*
                }
            }
        )*
    };
}
pub(crate) use told;
