//! Bytes as a source of choices.

/// What is left of an input. An empty one chooses the first of everything.
#[derive(Debug)]
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// An input.
    pub fn new(input: &'a [u8]) -> Self {
        Self(input)
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// One of `count` things, by its place. `None` if there are none.
    pub fn place(&mut self, count: usize) -> Option<usize> {
        let byte = usize::from(self.byte());
        // A second byte only where one does not reach all of them.
        let number = if count > 256 { byte << 8 | usize::from(self.byte()) } else { byte };
        number.checked_rem(count)
    }
}
