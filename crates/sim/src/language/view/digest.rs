//! A number that stands for what is told: whoever was told the same before need not be told again.

use crate::cluster::fingerprint::Fingerprint;
use crate::language::view::tell::{Sink, Tell};
use core::hash::Hasher;

/// Stands for what a view tells.
pub fn digest(view: &dyn Tell) -> u64 {
    let mut digest = Digest(Fingerprint::default());
    view.tell(&mut digest);
    digest.0.finish()
}

struct Digest(Fingerprint);

impl Digest {
    /// A word of the program: where it lies tells it from all others. If it lay in two places, something would be told twice.
    fn kept(&mut self, kind: u64, word: &'static str) {
        self.0.write_u64(kind << 60 ^ (word.len() as u64) << 48 ^ word.as_ptr().addr() as u64);
    }

    /// Each piece begins with a number of its own, so that no two views run into the same.
    fn piece(&mut self, kind: u64, text: &str) {
        self.0.write_u64(kind);
        self.0.write(text.as_bytes());
    }
}

impl Sink for Digest {
    fn null(&mut self) {
        self.0.write_u64(0);
    }

    fn truth(&mut self, value: bool) {
        self.0.write_u64(1 + u64::from(value));
    }

    fn number(&mut self, value: f64) {
        self.0.write_u64(3);
        self.0.write_u64(value.to_bits());
    }

    fn text(&mut self, text: &str) {
        self.piece(4, text);
    }

    fn word(&mut self, word: &'static str) {
        self.kept(5, word);
    }

    fn begin_list(&mut self) {
        self.0.write_u64(6);
    }

    fn begin_fields(&mut self) {
        self.0.write_u64(7);
    }

    fn field(&mut self, name: &'static str) {
        self.kept(8, name);
    }

    fn argument(&mut self, name: &'static str) {
        self.kept(8, name);
    }

    fn end(&mut self) {
        self.0.write_u64(9);
    }

    fn item(&mut self, item: &dyn Tell) {
        item.tell(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::view::datum::Datum;
    use alloc::vec::Vec;

    #[test]
    fn other_views_have_other_digests_and_the_same_the_same() {
        let list = |items: &[&str]| Datum::List(items.iter().map(|item| Datum::Text((*item).into())).collect());
        let views = [
            Datum::Null,
            false.into(),
            true.into(),
            0_u64.into(),
            1_u64.into(),
            "".into(),
            "1".into(),
            list(&[]),
            list(&["1"]),
            list(&["1", ""]),
            list(&["", "1"]),
            Datum::List([list(&["1"]), list(&[])].into()),
            Datum::List([list(&[]), list(&["1"])].into()),
            Datum::Map([("a", 1_u64.into())].into()),
            Datum::Map([("b", 1_u64.into())].into()),
        ];
        let digests: Vec<u64> = views.iter().map(|view| digest(view)).collect();
        for (place, one) in digests.iter().enumerate() {
            assert_eq!(digests.iter().position(|other| other == one), Some(place), "{:?}", views[place]);
            assert_eq!(digest(&views[place].clone()), *one);
        }
    }
}
