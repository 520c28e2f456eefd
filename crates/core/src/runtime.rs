//! The least that any runtime of a node must do: hand a node's messages to itself back to it.

use crate::protocol::{Effects, Input, NodeId, Protocol, Send};
use alloc::vec::Vec;

/// Handles `input` on a node whose disk is synchronous, with the node's messages to itself handed back at once.
/// `out.sends` then names other nodes only.
///
/// ```
/// use quorate_core::protocol::{Effects, Input, NodeId, Protocol};
/// use quorate_core::raft::{Config, Raft, Role, Timer};
/// use quorate_core::runtime;
///
/// let (config, id) = (Config::new(1), NodeId(0));
/// let mut out = Effects::default();
/// let mut server = Raft::start(&config, id, None, &mut out);
/// runtime::handle(&mut server, &config, id, Input::Timeout(Timer::Election), &mut out);
/// assert!(matches!(server.role, Role::Leader(_)), "its own vote is a majority of one, and was a message to itself");
/// assert!(out.sends.is_empty());
/// ```
pub fn handle<P: Protocol>(node: &mut P, config: &P::Config, id: NodeId, input: Input<P>, out: &mut Effects<P>) {
    node.handle(config, input, out);
    loop_back(node, config, id, false, out);
}

/// Hands back to the node what it sent to itself, until nothing is left, in the order in which it was sent.
/// With `keep_after_sync`, what waits for the disk stays in `out.sends`.
pub fn loop_back<P: Protocol>(
    node: &mut P,
    config: &P::Config,
    id: NodeId,
    keep_after_sync: bool,
    out: &mut Effects<P>,
) {
    let to_self =
        |send: &(NodeId, Send<P::Message>)| send.0 == id && !(keep_after_sync && matches!(send.1, Send::AfterSync(_)));
    while out.sends.iter().any(to_self) {
        let own: Vec<_> = out.sends.extract_if(.., |send| to_self(send)).collect();
        for (_, Send::Now(message) | Send::AfterSync(message)) in own {
            node.handle(config, Input::Message { from: id, message }, out);
        }
    }
}
