//! Texts in several languages, as a page wants them.

use super::tell::told;
use crate::language::texts::Texts;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

told! {
    /// A text in one of its languages.
    #[derive(Clone, PartialEq, Debug)]
    #[allow(missing_docs, reason = "explained in web/types.ts")]
    pub struct TextView {
        pub lang: String,
        pub text: String,
    }
}

pub(super) fn texts(texts: &Texts) -> Vec<TextView> {
    texts.iter().map(|(lang, text)| TextView { lang: lang.to_string(), text: text.to_string() }).collect()
}
