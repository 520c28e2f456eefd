//! How each state came about.

use alloc::vec::Vec;

/// For each state but the first, by number: the state that it came from, and the place of what happened among all that
/// could have happened there. Six bytes a state; what happened is found out again when somebody asks.
#[derive(Debug, Default)]
pub(super) struct Ancestry {
    /// The first state comes from itself.
    from: Vec<u32>,
    choices: Vec<u16>,
}

impl Ancestry {
    /// A history with nothing in it but the first state.
    pub(super) fn new() -> Self {
        Self { from: alloc::vec![0], choices: alloc::vec![0] }
    }

    /// How many states there are.
    pub(super) fn len(&self) -> u32 {
        self.from.len() as u32
    }

    /// One more state.
    pub(super) fn push(&mut self, from: u32, choice: usize) {
        assert!(self.from.len() < u32::MAX as usize, "a search ends before it has seen four billion states");
        self.from.push(from);
        self.choices.push(u16::try_from(choice).expect("not so much can happen in one state"));
    }

    /// The choices that lead from the first state to this one.
    pub(super) fn way_to(&self, mut state: u32) -> Vec<usize> {
        let mut way = Vec::new();
        while state != 0 {
            way.push(usize::from(self.choices[state as usize]));
            state = self.from[state as usize];
        }
        way.reverse();
        way
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_state_is_what_was_chosen_from_the_first_one_on() {
        let mut history = Ancestry::new();
        [(0, 5), (0, 7), (2, 1), (3, 9)].into_iter().for_each(|(from, choice)| history.push(from, choice));
        assert_eq!(history.len(), 5);
        assert_eq!(history.way_to(4), [7, 1, 9]);
        assert_eq!(history.way_to(1), [5]);
        assert_eq!(history.way_to(0), [0; 0]);
    }
}
