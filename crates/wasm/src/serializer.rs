//! From what can be serialized to frozen JavaScript objects.
//!
//! Written here rather than taken from a crate, because it cannot fail: with an error that does not exist the compiler
//! leaves out every path that would pass one on, which is a seventh of the download.

use core::fmt::{self, Display};
use js_sys::{Array, Object, Reflect};
use serde::ser::{self, Impossible, Serialize};
use wasm_bindgen::JsValue;

/// A value as frozen plain objects and arrays, absent things as `null`.
pub(crate) fn to_js(value: &(impl Serialize + ?Sized)) -> JsValue {
    let Ok(js) = value.serialize(ToJs);
    js
}

/// Sets a field of an object that was made here: that cannot fail.
pub(crate) fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// The error that does not exist.
#[derive(Debug)]
pub(crate) enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl core::error::Error for Never {}

impl ser::Error for Never {
    /// Called by what refuses to be serialized: nothing of ours does.
    fn custom<T: Display>(_: T) -> Self {
        unreachable!("what the page is told can always be told")
    }
}

struct ToJs;

/// An array that is being filled.
struct Items(Array);

impl Items {
    fn add(&mut self, item: &(impl Serialize + ?Sized)) {
        self.0.push(&to_js(item));
    }

    fn finish(self) -> JsValue {
        Object::freeze(&self.0).into()
    }
}

impl ser::SerializeSeq for Items {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Never> {
        self.add(item);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Never> {
        Ok(self.finish())
    }
}

/// An object that is being filled.
struct Fields {
    object: Object,
    /// The name of the next field, where a map gives it before the value.
    name: JsValue,
}

impl Fields {
    fn finish(self) -> JsValue {
        Object::freeze(&self.object).into()
    }
}

impl ser::SerializeStruct for Fields {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
        set(&self.object, name, &to_js(value));
        Ok(())
    }

    fn end(self) -> Result<JsValue, Never> {
        Ok(self.finish())
    }
}

impl ser::SerializeMap for Fields {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Never> {
        self.name = to_js(name);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        let _ = Reflect::set(&self.object, &self.name, &to_js(value));
        Ok(())
    }

    fn end(self) -> Result<JsValue, Never> {
        Ok(self.finish())
    }
}

/// JavaScript has one kind of number.
macro_rules! numbers {
    ($($method:ident($type:ty)),*) => {
        $(fn $method(self, number: $type) -> Result<JsValue, Never> {
            Ok(JsValue::from_f64(number as f64))
        })*
    };
}

impl ser::Serializer for ToJs {
    type Ok = JsValue;
    type Error = Never;
    type SerializeSeq = Items;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    // The page is told nothing of these kinds.
    type SerializeTuple = Impossible<JsValue, Never>;
    type SerializeTupleStruct = Impossible<JsValue, Never>;
    type SerializeTupleVariant = Impossible<JsValue, Never>;
    type SerializeStructVariant = Impossible<JsValue, Never>;

    numbers! {
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64), serialize_u8(u8),
        serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_f32(f32), serialize_f64(f64)
    }

    fn serialize_bool(self, yes: bool) -> Result<JsValue, Never> {
        Ok(JsValue::from_bool(yes))
    }

    fn serialize_char(self, letter: char) -> Result<JsValue, Never> {
        self.serialize_str(letter.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<JsValue, Never> {
        Ok(JsValue::from_str(text))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<JsValue, Never> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<JsValue, Never> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<JsValue, Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<JsValue, Never> {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<JsValue, Never> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<JsValue, Never> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<JsValue, Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<JsValue, Never> {
        let object = Object::new();
        set(&object, variant, &to_js(value));
        Ok(Object::freeze(&object).into())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Never> {
        Ok(Items(Array::new()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields, Never> {
        Ok(Fields { object: Object::new(), name: JsValue::NULL })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Fields, Never> {
        self.serialize_map(Some(length))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Never> {
        unreachable!("the page is told no tuples")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Never> {
        unreachable!("the page is told no tuples")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Never> {
        unreachable!("the page is told no tuples")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Never> {
        unreachable!("the page is told no variants with fields")
    }
}
