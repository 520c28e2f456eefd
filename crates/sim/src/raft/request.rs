//! What clients of the key-value store say, and what they are told.

use crate::clock::machine::{Answer, Verdict};
use crate::cluster::key_value::{self, value_text};
use crate::cluster::names::Names;
use crate::cluster::order::{Argument, Deed, Order, Wording};
use crate::language::view::MannerView;
use alloc::format;
use alloc::string::{String, ToString};
use quorate_core::protocol::NodeId;
use quorate_core::raft::{Rejection, Request, Response};
use quorate_core::sorted::SortedSet;

pub(super) const GRAMMAR: &str = "SET NAME NUMBER | ADD NAME NUMBER | DEL NAME | GET NAME | GET NAME local";

/// What whoever looks after the cluster can ask for.
pub(super) const ORDERS: &[Order] = &[
    Order {
        word: "add",
        form: "add NODE [learner] [@NODE]",
        ways: &[Wording::ask(&[Argument::AnyNode, Argument::Word("learner")]), Wording::ask(&[Argument::AnyNode])],
    },
    Order { word: "promote", form: "promote NODE [@NODE]", ways: &[Wording::ask(&[Argument::Node])] },
    Order { word: "remove", form: "remove NODE [@NODE]", ways: &[Wording::ask(&[Argument::Node])] },
    Order { word: "configure", form: "configure [naive|stopped|forced] NODE … [@NODE]", ways: CONFIGURE },
    Order {
        word: "snapshot",
        form: "snapshot NODE",
        ways: &[Wording { arguments: &[Argument::Node], deed: Deed::AskNamed, is_unsound: false }],
    },
    Order { word: "transfer", form: "transfer NODE [@NODE]", ways: &[Wording::ask(&[Argument::Node])] },
];

const CONFIGURE: &[Wording] = &[
    Wording { arguments: &[Argument::Word("naive"), Argument::AnyNodes], deed: Deed::Ask, is_unsound: true },
    Wording {
        arguments: &[Argument::Word("stopped"), Argument::AnyNodes],
        deed: Deed::WriteMembers,
        is_unsound: false,
    },
    Wording { arguments: &[Argument::Word("forced"), Argument::AnyNodes], deed: Deed::Force, is_unsound: true },
    Wording::ask(&[Argument::AnyNodes]),
];

/// How the members may be changed: by joint consensus; by each server for itself; with the cluster stopped meanwhile.
pub(super) const MANNERS: &[MannerView] = &[
    MannerView { key: "joint", command: "configure", stopped: false },
    MannerView { key: "naive", command: "configure naive", stopped: false },
    MannerView { key: "stopped", command: "configure stopped", stopped: true },
];

/// Reads a request; the error is the form that would be right, in no human language.
pub(super) fn parse(words: &[&str], names: Names, nodes: u8) -> Result<Request, String> {
    let node = |name: &str| names.node(name, nodes);
    let all = |words: &[&str]| words.iter().map(|name| node(name)).collect::<Option<SortedSet<NodeId>>>();
    let request = match words {
        ["add", name] => node(name).map(Request::Add),
        ["add", name, "learner"] => node(name).map(Request::AddLearner),
        ["promote", name] => node(name).map(Request::Promote),
        [get, name, "local"] if get.eq_ignore_ascii_case("GET") => key_value::parse_name(name).map(Request::ReadLocal),
        ["remove", name] => node(name).map(Request::Remove),
        ["transfer", name] => node(name).map(Request::Transfer),
        ["configure", "naive", words @ ..] if !words.is_empty() => {
            all(words).map(|voters| Request::Configure { voters, direct: true })
        }
        ["configure", words @ ..] if !words.is_empty() => {
            all(words).map(|voters| Request::Configure { voters, direct: false })
        }
        ["snapshot"] => Some(Request::Snapshot),
        words => key_value::command(words).map(Request::Command),
    };
    request.ok_or_else(|| GRAMMAR.to_string())
}

/// A request as it is written.
pub(super) fn text(request: &Request, names: Names) -> String {
    let (words, nodes) = request.parts();
    names.phrase(&words, &nodes)
}

/// What a client is told, without words of any language: the value, where to ask, or the name of the reason.
pub(super) fn answer(response: &Response, names: Names) -> Answer {
    let (verdict, text) = match response {
        Response::Applied { value, .. } => (Verdict::Served, value_text(*value)),
        Response::NotLeader { leader: Some(leader) } => (Verdict::Elsewhere, format!("→ {}", names.name(*leader))),
        Response::NotLeader { leader: None } => (Verdict::Elsewhere, "→ ?".to_string()),
        Response::Local { value, .. } => (Verdict::Stale, value_text(*value)),
        Response::Done => (Verdict::Served, "✓".to_string()),
        Response::Refused(refusal) => (Verdict::Failed, reason(*refusal).to_string()),
    };
    Answer { verdict, text }
}

/// The name of a reason; the page has words for it.
fn reason(refusal: Rejection) -> &'static str {
    match refusal {
        Rejection::ChangePending => "change-pending",
        Rejection::NothingToChange => "nothing-to-change",
        Rejection::NobodyLeft => "nobody-left",
        Rejection::CatchUpFailed => "catch-up-failed",
        Rejection::TransferPending => "transfer-pending",
        Rejection::NotAVoter => "not-a-voter",
        Rejection::LeadsAlready => "leads-already",
        Rejection::TransferFailed => "transfer-failed",
        Rejection::NothingToCompact => "nothing-to-compact",
        Rejection::NotALearner => "not-a-learner",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_as_it_is_written() {
        let texts = [
            "add S2 learner",
            "promote S2",
            "GET x local",
            "SET x 5",
            "ADD total -3",
            "DEL x",
            "GET a_b-1",
            "add S3",
            "remove S1",
            "transfer S2",
            "snapshot",
        ];
        for line in texts.into_iter().chain(["configure S1 S2", "configure naive S2 S3"]) {
            let words: alloc::vec::Vec<_> = line.split(' ').collect();
            let read = parse(&words, Names::Servers, 3).map(|request| text(&request, Names::Servers));
            assert_eq!(read, Ok(line.to_string()));
        }
    }

    #[test]
    fn a_request_that_makes_no_sense_is_refused_with_what_would_be_right() {
        let cases = [
            "",
            "PUT x 5",
            "SET x",
            "GET x 5",
            "GET x locally",
            "promote D",
            "add D learner",
            "add A voter",
            "SET x five",
            "SET x 9223372036854775808",
            "SET 5 x",
            "DEL a:b",
            "add D",
            "configure",
            "configure naive",
            "configure A D",
            "snapshot A",
            "SET a-very-long-name 1",
        ];
        for text in cases {
            let words: alloc::vec::Vec<_> = text.split_whitespace().collect();
            assert_eq!(parse(&words, Names::Letters, 3), Err(GRAMMAR.to_string()), "{text}");
        }
    }
}
