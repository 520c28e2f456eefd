//! States as lists of their parts' numbers, and those that wait to be gone on from.

use super::bounds::Spent;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

/// A state: of what parts it is made, and what was spent to come there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct State {
    /// Node by node.
    pub(super) seats: Vec<u32>,
    /// What is in flight as a datagram: sorted, as often as there are copies.
    pub(super) letters: Vec<u32>,
    /// What is in flight on connections: link by link, the oldest first.
    pub(super) queues: Vec<u32>,
    /// The facts, sorted.
    pub(super) facts: Vec<u32>,
    /// What clients asked and were told, in this order.
    pub(super) said: Vec<u32>,
    pub(super) spent: Spent,
}

impl State {
    /// Becomes equal to another state, in the same memory.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.seats.clone_from(&other.seats);
        self.letters.clone_from(&other.letters);
        self.queues.clone_from(&other.queues);
        self.facts.clone_from(&other.facts);
        self.said.clone_from(&other.said);
        self.spent = other.spent;
    }

    /// Puts a copy of a datagram in flight.
    pub(super) fn send(&mut self, letter: u32) {
        let place = self.letters.partition_point(|other| *other < letter);
        self.letters.insert(place, letter);
    }

    /// Takes a copy of a datagram out, of which there must be one.
    pub(super) fn receive(&mut self, letter: u32) {
        let place = self.letters.binary_search(&letter).expect("only what is in flight arrives");
        self.letters.remove(place);
    }

    /// Puts a letter on a connection, behind all that is on it. `link` says which that is.
    pub(super) fn queue(&mut self, letter: u32, link: impl Fn(u32) -> (NodeId, NodeId)) {
        let place = self.queues.partition_point(|other| link(*other) <= link(letter));
        self.queues.insert(place, letter);
    }

    /// Takes the oldest letter, which is this one, from its connection.
    pub(super) fn unqueue(&mut self, letter: u32) {
        let place = self.queues.iter().position(|other| *other == letter).expect("only what is in flight arrives");
        self.queues.remove(place);
    }

    /// Remembers a fact, if it is new.
    pub(super) fn remember(&mut self, fact: u32) {
        if let Err(place) = self.facts.binary_search(&fact) {
            self.facts.insert(place, fact);
        }
    }
}

/// How many words stand in one piece of memory.
const BLOCK: usize = 1 << 14;
/// How many lists a state is.
const LISTS: usize = 5;
/// Their lengths, and what was spent.
const HEAD: usize = LISTS + Spent::WORDS;

/// States that wait, first come, first served. Each is its words in a row: some hundred bytes.
#[derive(Debug, Default)]
pub(super) struct Frontier {
    blocks: VecDeque<Vec<u32>>,
    /// How much of the first block is read.
    read: usize,
    len: usize,
}

impl Frontier {
    /// How many states wait.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn push(&mut self, State { seats, letters, queues, facts, said, spent }: &State) {
        let lists: [_; LISTS] = [seats, letters, queues, facts, said];
        let length = HEAD + lists.iter().map(|list| list.len()).sum::<usize>();
        if self.blocks.back().is_none_or(|block| block.len() + length > block.capacity()) {
            self.blocks.push_back(Vec::with_capacity(BLOCK.max(length)));
        }
        let block = self.blocks.back_mut().expect("there is one, if need be a new one");
        block.extend(lists.iter().map(|list| list.len() as u32));
        block.extend(spent.to_words());
        lists.into_iter().for_each(|list| block.extend_from_slice(list));
        self.len += 1;
    }

    /// Takes out the state that has waited longest. Says whether there was one.
    pub(super) fn pop(&mut self, into: &mut State) -> bool {
        if self.blocks.front().is_some_and(|block| block.len() == self.read) {
            self.blocks.pop_front();
            self.read = 0;
        }
        let Some(block) = self.blocks.front() else { return false };
        let (head, mut words) = block[self.read..].split_at(HEAD);
        let State { seats, letters, queues, facts, said, spent } = into;
        for (list, length) in [seats, letters, queues, facts, said].into_iter().zip(head) {
            let (these, rest) = words.split_at(*length as usize);
            list.clear();
            list.extend_from_slice(these);
            words = rest;
        }
        *spent = Spent::from_words(core::array::from_fn(|word| head[LISTS + word]));
        self.read = block.len() - words.len();
        self.len -= 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_come_out_as_they_went_in_first_come_first_served() {
        let state = |number: u32| State {
            seats: (0..number % 7).collect(),
            letters: (0..number % 90).map(|letter| letter / 2).collect(),
            queues: (0..number % 3).map(|letter| 90 - letter).collect(),
            facts: (number..number + number % 11).collect(),
            said: (0..number % 5).map(|said| said % 2).collect(),
            spent: (0..number as usize % 9).fold(Spent::default(), |spent, what| spent.and(what)),
        };
        let (mut frontier, mut taken, mut out) = (Frontier::default(), 0, State::default());
        for number in 0..5_000 {
            frontier.push(&state(number));
            if number % 3 == 0 {
                assert!(frontier.pop(&mut out) && out == state(taken));
                taken += 1;
            }
        }
        while frontier.pop(&mut out) {
            assert_eq!(out, state(taken));
            taken += 1;
        }
        assert_eq!((taken, frontier.len(), frontier.blocks.len()), (5_000, 0, 0));
    }

    #[test]
    fn copies_of_a_letter_are_received_one_by_one() {
        let mut state = State::default();
        [4, 2, 4].into_iter().for_each(|letter| state.send(letter));
        state.receive(4);
        assert_eq!(state.letters, [2, 4]);
        [9, 3, 9].into_iter().for_each(|fact| state.remember(fact));
        assert_eq!(state.facts, [3, 9]);
    }

    #[test]
    fn on_each_connection_letters_stand_in_the_order_of_sending() {
        let mut state = State::default();
        let link = |letter: u32| (NodeId(letter as u8 / 10), NodeId(9));
        [21, 15, 11, 23, 15].into_iter().for_each(|letter| state.queue(letter, link));
        assert_eq!(state.queues, [15, 11, 15, 21, 23]);
        state.unqueue(15);
        assert_eq!(state.queues, [11, 15, 21, 23]);
    }
}
