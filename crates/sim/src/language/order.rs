//! Commands of a protocol's own are read, completed and written, by the grammar that the protocol gives of them.

use crate::clock::command::Command;
use crate::clock::refusal::Reason;
use crate::clock::vocabulary::Vocabulary;
use crate::cluster::limits;
use crate::cluster::names::Cast;
use crate::cluster::order::{Argument, Deed, Order, Wording};
use crate::language::word::{Word, address, distinct};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use quorate_core::protocol::NodeId;

/// Reads what stands behind an order's word. `Ok(None)`: it is not written like that.
pub(super) fn read(
    order: &'static Order,
    vocabulary: &dyn Vocabulary,
    cast: Cast,
    words: &[Word<'_>],
) -> Result<Option<Command>, (usize, Reason)> {
    let bare: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    let Some(way) = order.way(&bare) else { return Ok(None) };
    let (at, words) = match words.split_last() {
        Some((last, others)) if way.deed == Deed::Ask && address(last).is_some() => (address(last), others),
        _ => (None, words),
    };
    let fixed = way.words().count();
    let named = &words[fixed.min(words.len())..];
    // A name that nobody has is the more helpful complaint.
    let cast = if way.brings_nodes() { cast.with_newcomers(named)? } else { cast };
    let is_number = |(_, word): &&Word<'_>| word.parse::<u64>().is_ok() || ["on", "off"].contains(word);
    let takes_nodes = way.rest().iter().all(|argument| !matches!(argument, Argument::Number | Argument::Switch));
    let wants_word = |place: usize| matches!(way.rest().get(place), Some(Argument::Word(_)));
    let named_nodes = named.iter().enumerate().filter(|(place, _)| !wants_word(*place)).map(|(_, word)| word);
    named_nodes.filter(|word| takes_nodes || !is_number(word)).try_for_each(|word| cast.node(*word).map(|_| ()))?;
    let at = at.map(|at| cast.node(at)).transpose()?;
    if !fits(way, cast, named) {
        return Ok(None);
    }
    let (at, named) = match (way.deed, named) {
        (Deed::WriteMembers, nodes) => {
            return Ok(Some(Command::WriteMembers(distinct(cast, nodes)?, cast.nodes)));
        }
        (Deed::Force, nodes) => return Ok(Some(Command::Force(distinct(cast, nodes)?))),
        (Deed::AskNamed, [node, others @ ..]) => (Some(cast.node(*node)?), others),
        (Deed::AskNamed, []) => return Ok(None),
        (Deed::Ask, named) => (at, named),
    };
    let mut request: Vec<&str> = [order.word].into_iter().chain(way.words()).collect();
    request.extend(named.iter().map(|(_, word)| *word));
    let request = vocabulary.request(&request, cast);
    Ok(request.ok().map(|request| Command::Order(at, request, cast.nodes)))
}

/// Whether these words are what the way wants behind its fixed ones.
fn fits(way: &Wording, cast: Cast, words: &[Word<'_>]) -> bool {
    let is_node = |(_, word): &Word<'_>| cast.names.node(word, cast.nodes).is_some();
    let mut words = words.iter();
    let is_one = |argument: &Argument, word: Option<&Word<'_>>| match argument {
        Argument::Word(fixed) => word.is_some_and(|(_, word)| word == fixed),
        Argument::Node | Argument::AnyNode | Argument::AnyNodes => word.is_some_and(is_node),
        Argument::Number => word.is_some_and(|(_, word)| word.parse::<u64>().is_ok()),
        Argument::Switch => word.is_some_and(|(_, word)| ["on", "off"].contains(word)),
    };
    let each = way.rest().iter().all(|argument| is_one(argument, words.next()));
    each && (way.rest().last() == Some(&Argument::AnyNodes) && words.clone().all(is_node) || words.len() == 0)
}

/// Words that may stand behind these of an order; `begun` is what is written of the next one.
pub(super) fn complete(order: &Order, cast: Cast, words: &[Word<'_>], begun: &str) -> Vec<String> {
    let name = |node| cast.names.name(NodeId(node));
    let mut known = Vec::new();
    for way in order.ways {
        let fixed = way.words().count();
        if !way.words().zip(words).all(|(fixed, (_, word))| fixed == *word) {
            continue;
        }
        let argument = way.arguments.get(words.len()).or(way.arguments.last().filter(|it| **it == Argument::AnyNodes));
        let nodes = match argument {
            None | Some(Argument::Number) => 0,
            Some(Argument::Word(word)) => {
                known.push((*word).to_string());
                0
            }
            Some(Argument::Switch) => {
                known.extend(["on", "off"].map(String::from));
                0
            }
            Some(Argument::Node) => cast.nodes,
            // The one that would come next is among them.
            Some(Argument::AnyNode | Argument::AnyNodes) => {
                (cast.nodes + u8::from(way.brings_nodes())).min(limits::NODES)
            }
        };
        let said = words.get(fixed..).unwrap_or_default();
        let is_said = |name: &String| said.iter().any(|(_, word)| word == name) && name != begun;
        known.extend((0..nodes).map(name).filter(|name| !is_said(name)));
    }
    let mut all = Vec::new();
    for word in known {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::names::Names;
    use crate::language::word::words;

    const CAST: Cast = Cast { names: Names::Letters, nodes: 3 };

    /// One of each kind of argument: no protocol has all.
    const TUNE: Order = Order {
        word: "tune",
        form: "tune [all] NODE NUMBER on|off",
        ways: &[
            Wording::ask(&[Argument::Word("all"), Argument::Number]),
            Wording::ask(&[Argument::Node, Argument::Number, Argument::Switch]),
        ],
    };

    fn is_written_well(line: &str) -> bool {
        let all = words(line);
        let bare: Vec<&str> = all.iter().map(|(_, word)| *word).collect();
        TUNE.way(&bare).is_some_and(|way| fits(way, CAST, &all[way.words().count()..]))
    }

    #[test]
    fn each_kind_of_argument_is_known_from_the_others() {
        for line in ["A 5 on", "C 0 off", "all 7"] {
            assert!(is_written_well(line), "{line}");
        }
        for line in ["", "A", "A 5", "A 5 maybe", "A on 5", "5 A on", "D 5 on", "A -5 on", "A 5 on off", "all", "all A"]
        {
            assert!(!is_written_well(line), "{line}");
        }
    }

    #[test]
    fn what_may_come_next_is_what_is_read() {
        let next = |line: &str| complete(&TUNE, CAST, &words(line), "");
        assert_eq!(next(""), ["all", "A", "B", "C"]);
        assert_eq!(next("A"), [""; 0], "any number");
        assert_eq!(next("A 5"), ["on", "off"]);
        assert_eq!(next("all"), [""; 0]);
        assert_eq!(next("A 5 on"), [""; 0]);
    }
}
