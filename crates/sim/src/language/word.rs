//! The words of a line.

use alloc::vec::Vec;

/// A word of a line and the column where it begins, from 1.
pub(crate) type Word<'a> = (usize, &'a str);

/// The words of a line up to a comment.
pub(crate) fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut column = 1;
    for word in line.split(char::is_whitespace) {
        if word.starts_with('#') {
            break;
        }
        if !word.is_empty() {
            words.push((column, word));
        }
        column += word.chars().count() + 1;
    }
    words
}
