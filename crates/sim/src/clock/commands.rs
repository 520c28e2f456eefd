//! What was commanded along a branch: a list that branches share as far as they have it in common.

use crate::clock::command::TimedCommand;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// How many commands are shared or copied together.
const CHUNK: usize = 64;

/// Commands in the order of their times. A copy of a beginning, which a branch is made of, shares all but its end with the
/// whole, however long it is.
#[derive(Clone, Debug, Default)]
pub struct Commands {
    /// All full but the last, and none empty.
    chunks: Vec<Rc<Vec<TimedCommand>>>,
}

impl Commands {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The one at that place, if it is there.
    pub fn get(&self, place: usize) -> Option<&TimedCommand> {
        self.chunks.get(place / CHUNK)?.get(place % CHUNK)
    }

    /// All of them from that place on.
    pub fn from(&self, place: usize) -> impl Iterator<Item = &TimedCommand> + Clone {
        (place..self.len()).filter_map(|place| self.get(place))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &TimedCommand> + Clone {
        self.from(0)
    }

    /// The last one.
    pub fn last(&self) -> Option<&TimedCommand> {
        self.chunks.last()?.last()
    }

    /// The place of the first for which `before` does not hold; it holds for all before that.
    pub(crate) fn partition_point(&self, before: impl Fn(&TimedCommand) -> bool) -> usize {
        let chunk = self.chunks.partition_point(|chunk| chunk.last().is_some_and(&before));
        let rest = self.chunks.get(chunk).map_or(0, |commands| commands.partition_point(&before));
        // The last chunk may not be full.
        (chunk * CHUNK + rest).min(self.len())
    }

    /// One more.
    pub(crate) fn push(&mut self, command: TimedCommand) {
        match self.chunks.last_mut() {
            Some(last) if last.len() < CHUNK => Rc::make_mut(last).push(command),
            _ => self.chunks.push(Rc::new(alloc::vec![command])),
        }
    }

    /// The first so many.
    pub(crate) fn first(&self, most: usize) -> Self {
        let mut chunks = self.chunks[..self.chunks.len().min(most.div_ceil(CHUNK))].to_vec();
        let length = most - (most.div_ceil(CHUNK).max(1) - 1) * CHUNK;
        if let Some(last) = chunks.last_mut().filter(|last| last.len() > length) {
            Rc::make_mut(last).truncate(length);
        }
        Self { chunks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::command::Command;
    use quorate_core::protocol::Micros;

    fn commands(times: u64) -> Commands {
        let mut commands = Commands::default();
        (0..times).for_each(|at| commands.push(TimedCommand { at: Micros(at), command: Command::Heal }));
        commands
    }

    #[test]
    fn a_beginning_is_what_it_was_when_no_more_had_been_given() {
        let all = commands(200);
        for most in [0, 1, 63, 64, 65, 128, 199, 200] {
            let first = all.first(most as usize);
            assert!(first.iter().map(|it| it.at.0).eq(0..most), "{most}");
            assert_eq!((first.len(), first.is_empty()), (most as usize, most == 0));
            assert_eq!(first.last().map(|it| it.at.0), most.checked_sub(1));
            assert_eq!(all.partition_point(|it| it.at.0 < most), most as usize);
        }
    }

    #[test]
    fn a_branch_copies_no_more_of_a_long_run_than_of_a_short_one() {
        let all = commands(2000);
        let mut branch = all.first(1990);
        let shared = branch.chunks.iter().zip(&all.chunks).filter(|(one, other)| Rc::ptr_eq(one, other)).count();
        assert_eq!(shared, branch.chunks.len() - 1);
        branch.push(TimedCommand { at: Micros(5000), command: Command::Spread });
        assert_eq!((all.len(), branch.len()), (2000, 1991));
    }
}
