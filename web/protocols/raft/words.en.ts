/** English: what only Raft says. Blocks and rules as in `web/i18n/en.ts`. */

export const words = {
  // Roles, votes and timers
  'role.leader': 'leader',
  'role.follower': 'follower',
  'role.candidate': 'candidate',
  'role.precandidate': 'pre-candidate',
  'role.outsider': 'outsider',
  'role.learner': 'learner',
  'timer.election': 'Election timer',
  'timer.heartbeat': 'Heartbeat timer',
  'timer.minimum-election': 'Holds on to its leader',
  'timer.check-quorum': 'Check of its majority',
  'timer.transfer': 'End of the hand-over',
  'timer.catch-up': 'End of this round',
  'timer.lease': 'End of the lease',

  // Logs
  'log.title': 'Logs',
  'log.region': 'Logs of all nodes, aligned by index',
  'log.index': 'Index',
  'log.term': 'term',
  'log.state': 'State machine',
  'log.state-empty': 'empty',
  'log.state-gone': 'lost',
  'log.left-out': '… {n} earlier',
  'log.committed': 'committed',
  'log.uncommitted': 'not committed yet',
  'log.gone': 'taken back',
  'log.snapshot': 'snapshot of all up to there',
  'log.snapshot-of': 'Snapshot of {node}, up to index {index}, term {term}: {state}; members {members}',
  'log.match': 'match: the leader knows that it is there',
  'log.next': 'next: what the leader will send',

  // Raft: what a node holds
  'raft.term': 'Term',
  'raft.voted-for': 'Voted for, in this term',
  'raft.leader': 'Takes as leader',
  'raft.log-end': 'Log ends at',
  'raft.log-empty': 'nothing: the log is empty',
  'raft.index-of-term': 'index {index}, term {term}',
  'raft.commit-index': 'Committed up to index',
  'raft.last-applied': 'Applied up to index',
  'raft.votes': 'Votes',
  'raft.pre-votes': 'Pre-votes',
  'raft.majority-all': '{had} of {all}, {needed} are needed',
  'raft.majority-old': 'old members: {had} of {all}, {needed} are needed',
  'raft.majority-new': 'new members: {had} of {all}, {needed} are needed',
  'raft.members': 'Members',
  'raft.joint': 'joint: a majority of each must agree',
  'raft.from-the-start': 'from the start',
  'raft.members-committed': 'index {index}, committed',
  'raft.members-uncommitted': 'index {index}, in force though not committed yet',
  'raft.snapshot': 'Snapshot',
  'raft.up-to': 'up to index {index}, term',
  'raft.transfer': 'Hands leadership to',
  'raft.catching-up': 'Catching up',
  'raft.round': '{nodes}, round {round}',
  'raft.lease': 'Lease',
  'raft.lease-means': 'answers reads without asking anyone',
  'raft.reads': 'Reads that wait',
  'raft.progress': 'Its followers’ logs',
  'raft.follower': 'node',
  'raft.state': 'State machine',

  // Inspector
  'inspector.hint-request': 'Send a request to the leader, then crash it before it has answered.',
  'inspector.hint-members': 'Add a node with + and watch it catch up before it votes; remove one, even the leader.',
  'inspector.snapshot': 'Take snapshot',
  'inspector.transfer': 'Make leader',
  'inspector.remove': 'Remove',

  // Messages
  'message.RequestVote': 'Request for a vote',
  'message.RequestVoteReply': 'Vote',
  'message.RequestPreVote': 'Request for a pre-vote',
  'message.RequestPreVoteReply': 'Pre-vote',
  'message.AppendEntries': 'New log entries',
  'message.Heartbeat': 'Heartbeat',
  'message.AppendEntriesReply': 'Answer to log entries',
  'message.InstallSnapshot': 'Snapshot',
  'message.InstallSnapshotReply': 'Answer to a snapshot',
  'message.TimeoutNow': 'Call to stand for election',
  'message.Forward': 'Forwarded request',
  'message.ForwardReply': 'Answer to a forwarded request',

  // Clients
  'failure.change-pending': 'another change of members is under way',
  'failure.nothing-to-change': 'there is nothing to change',
  'failure.nobody-left': 'nobody would be left',
  'failure.catch-up-failed': 'the new nodes did not catch up',
  'failure.transfer-pending': 'leadership is being handed over',
  'failure.not-a-voter': 'it has no vote',
  'failure.leads-already': 'it leads already',
  'failure.transfer-failed': 'it was not elected in time',
  'failure.nothing-to-compact': 'nothing is committed since the last snapshot',
  'client.retry': 'Ask again',

  // What Raft's servers tell; its name stands before the sentence
  'raft.restarted':
    'is back in term {term} with its log up to index {last_index}. It has forgotten what was committed and who leads.',
  'raft.election-started':
    'has heard no leader for an election timeout: becomes candidate of term {term} and votes for itself.',
  'raft.vote-granted':
    'votes for {candidate} in term {term}: its vote was free, and the candidate’s log is as up to date as its own.',
  'raft.vote-granted-log-behind':
    'votes for {candidate} in term {term}, although the candidate’s log is not as up to date as its own: the rule is off.',
  'raft.vote-refused-old-term': 'refuses its vote to {candidate}: term {term} is over, it knows of term {own_term}.',
  'raft.vote-refused-already-voted': 'refuses its vote to {candidate}: in term {term} it has voted for {voted_for}.',
  'raft.vote-refused-log-behind':
    'refuses its vote to {candidate}: the candidate’s log ends at index {last_log_index} of term {last_log_term}, its own at index {own_last_index} of term {own_last_term}.',
  'raft.vote-received': 'gets the vote of {voter}: {votes} of the {needed} that it needs.',
  'raft.vote-denied': 'does not get the vote of {voter}: it has {votes} of the {needed} that it needs.',
  'raft.vote-outdated':
    'hears from {voter} about the election of term {term}. That one is over: it does not count in term {own_term}.',
  'raft.elected': 'is elected leader of term {term} by {votes} of {servers}.',
  'raft.term-updated': 'learns of term {term} from {from}, and leaves term {old_term}.',
  'raft.candidacy-over': 'learns of term {term} from {from}: its election in term {old_term} is over, it follows.',
  'raft.stepped-down': 'learns of term {term} from {from}: it leads no longer and steps down.',
  'raft.clients-forgotten':
    'leaves waiting clients without an answer ({clients}): what becomes of their commands, it cannot know any more.',
  'raft.candidate-yielded': 'hears {leader}, the leader of term {term}: the other has won, it follows.',
  'raft.leader-recognised': 'hears {leader} for the first time as leader of term {term}.',
  'raft.other-leader-ignored':
    'hears {leader} call itself leader of its own term {term}, and ignores it. With all rules on this cannot be.',
  'raft.command-appended': 'takes {command} into its log at index {index}, in term {term}. It is not committed yet.',
  'raft.no-op-appended':
    'takes an entry without a command into its log at index {index}, to have one of its own term {term} to commit.',
  'raft.entries-appended': 'takes entries {first} to {last} from {leader} into its log.',
  'raft.entries-appended.one': 'takes entry {first} from {leader} into its log.',
  'raft.entries-deleted': 'deletes its entries {first} to {last}: they are not those of its leader {leader}.',
  'raft.entries-deleted.one': 'deletes its entry {first}: it is not that of its leader {leader}.',
  'raft.entries-deleted-anyway':
    'deletes its entries {first} to {last}, although they are in no conflict with what {leader} has sent: the rule is off.',
  'raft.entries-deleted-anyway.one':
    'deletes its entry {first}, although it is in no conflict with what {leader} has sent: the rule is off.',
  'raft.append-refused-old-term': 'refuses entries from {leader}: term {term} is over, it knows of term {own_term}.',
  'raft.append-refused-missing':
    'refuses entries from {leader}: they follow index {prev_log_index}, its own log ends at {own_last_index}.',
  'raft.append-refused-conflict':
    'refuses entries from {leader}: index {prev_log_index} should be of term {prev_log_term}, here it is of term {entry_term}.',
  'raft.next-index-decremented': 'goes one entry back for {follower} and tries from index {next_index}.',
  'raft.conflicting-term-skipped':
    'goes back before all of term {conflict_term} for {follower} and tries from index {next_index}.',
  'raft.missing-entries-skipped': 'goes back to the end of the log of {follower} and tries from index {next_index}.',
  'raft.entries-acknowledged': 'now knows that {follower} has its log up to index {match_index}.',
  'raft.committed':
    'commits up to index {index}: a majority has that entry, and it is of the leader’s own term {term}.',
  'raft.committed-older':
    'commits up to index {index}: a majority has that entry. It is of term {entry_term}, not of the leader’s own term {term}: the rule is off.',
  'raft.commit-withheld':
    'does not commit index {index} yet: a majority has it, but it is of term {entry_term}. An entry of term {term} must be on top.',
  'raft.commit-learned': 'learns from {leader} that all up to index {index} is committed.',
  'raft.applied': 'applies {command} from index {index} and answers: {answer}.',
  'raft.request-forwarded': 'passes {command} on to the leader, {leader}.',
  'raft.request-redirected': 'does not lead: tells the client to bring {command} to {leader}.',
  'raft.request-refused': 'knows no leader and cannot help with {command}.',
  'raft.forward-refused': 'got {command} from {follower}, but does not lead, and says so.',
  'raft.answer-passed-on': 'hands the answer of {leader} to its client.',
  'raft.request-repeated':
    'does not carry out {command} of index {index}: it has carried out that request before, or a later one of the client’s.',
  'raft.pre-vote-started':
    'has heard no leader for an election timeout: asks who would vote for it in term {term}, and does not begin that term yet.',
  'raft.pre-vote-won': 'would be elected: becomes candidate of term {term} and votes for itself.',
  'raft.pre-vote-granted': 'would vote for {candidate} in term {term}. That is no vote yet.',
  'raft.pre-vote-refused-old-term':
    'would not vote for {candidate}: it asks about term {term}, and {own_term} has begun already.',
  'raft.pre-vote-refused-leader-heard':
    'would not vote for {candidate} in term {term}: it leads, or has just heard from a leader, and no election is needed.',
  'raft.pre-vote-refused-log-behind':
    'would not vote for {candidate}: the candidate’s log ends at index {last_log_index} of term {last_log_term}, its own at index {own_last_index} of term {own_last_term}.',
  'raft.pre-vote-received': 'hears that {voter} would vote for it: {votes} of the {needed} that it needs.',
  'raft.pre-vote-denied': 'hears that {voter} would not vote for it: it has {votes} of the {needed} that it needs.',
  'raft.candidate-disregarded':
    'takes no notice of {candidate}, candidate of term {term}: it leads, or has just heard from a leader.',
  'raft.quorum-lost':
    'has heard from {servers} nodes within an election timeout. With itself that is no majority: it steps down in term {term}.',
  'raft.transfer-started': 'is to hand its leadership to {to}. Until then it takes no new requests.',
  'raft.leadership-offered': 'tells {to} to stand for election: {to} has the whole log.',
  'raft.leadership-accepted':
    'becomes candidate of term {term} at once and votes for itself: its leader, {leader}, has asked it to.',
  'raft.transfer-aborted':
    'goes on leading: {to} was not elected within an election timeout. Requests that have waited: {held}.',
  'raft.transfer-target-removed':
    'goes on leading: {to} has no vote in the new configuration. Requests that have waited: {held}.',
  'raft.request-held': 'lets {command} wait until it is clear whether {to} leads.',
  'raft.read-waits-for-own-term':
    'lets a read wait until it has committed an entry of its own term {term}: only then does it know all that is committed.',
  'raft.read-needs-confirmation':
    'will read as of index {read_index}, once a majority has confirmed that it still leads.',
  'raft.read-unconfirmed': 'reads without asking whether it still leads: the rule is off.',
  'raft.read-by-lease': 'reads without asking: a majority has promised to elect nobody else yet.',
  'raft.read-served': 'reads {name} as of index {index} and answers: {answer}.',
  'raft.lease-begun': 'holds a lease: a majority has answered it and elects nobody else for a while.',
  'raft.lease-over': 'holds no lease any more: what it was promised is over.',
  'raft.snapshot-taken': 'replaces its log up to index {last_index} of term {last_term} by a snapshot.',
  'raft.snapshot-installed':
    'takes over the snapshot of {leader}, up to index {last_index} of term {last_term}. Entries kept behind it: {kept}.',
  'raft.snapshot-refused-old-term':
    'refuses the snapshot of {leader}: term {term} is over, it knows of term {own_term}.',
  'raft.catch-up-started': 'sends its log to {servers}: they get a vote only when they have caught up.',
  'raft.catch-up-round':
    'begins round {round} of catching up, with whatever has come into the log meanwhile: the last one took longer than an election timeout.',
  'raft.caught-up': 'finds that the new nodes have caught up in round {round}: now they may get a vote.',
  'raft.catch-up-failed': 'gives up: the new nodes are too slow, or not there. The members stay as they are.',
  'raft.change-waits-for-own-term': 'must commit an entry of its own term {term} before it changes the members.',
  'raft.configuration-appended':
    'makes {configuration} the members: at index {index} of its log, and in force at once, committed or not.',
  'raft.configuration-in-force':
    'takes {configuration}, at index {index} of its log, for the members from now on, committed or not.',
  'raft.configuration-rolled-back': 'goes back to the members {configuration}: the entry with others was deleted.',
  'raft.leader-removed': 'belongs to the cluster no longer, and with index {index} that is committed: it steps down.',

  // Checks
  'check.raft.election-safety.name': 'Election Safety',
  'check.raft.election-safety.says': 'A term has at most one leader.',
  'check.raft.election-safety.broken': 'in term {term}, both {first} and {second} were elected.',
  'check.raft.leader-append-only.name': 'Leader Append-Only',
  'check.raft.leader-append-only.says': 'A leader only adds to its log; it never changes or removes an entry.',
  'check.raft.leader-append-only.broken': '{leader}, leader of term {term}, changed its own log at index {index}.',
  'check.raft.log-matching.name': 'Log Matching',
  'check.raft.log-matching.says': 'Two logs with the same term at an index are the same up to that index.',
  'check.raft.log-matching.broken':
    'the logs of {first} and {second} both have an entry of term {term} at index {index}, and are not the same up to there.',
  'check.raft.leader-completeness.name': 'Leader Completeness',
  'check.raft.leader-completeness.says': 'Once an entry is committed, every leader of a later term has it.',
  'check.raft.leader-completeness.broken':
    '{command} was committed at index {index} in term {committedIn}; {leader}, leader of term {term}, does not have it.',
  'check.raft.state-machine-safety.name': 'State Machine Safety',
  'check.raft.state-machine-safety.says': 'No two nodes ever apply different commands at the same index.',
  'check.raft.state-machine-safety.broken':
    '{node} takes “{command}” at index {index} for committed, where “{committed}” was committed.',
  'check.raft.committed-append-only.name': 'Committed entries stay',
  'check.raft.committed-append-only.says': 'What a node knows to be committed never changes in its log.',
  'check.raft.committed-append-only.broken': '{node} lost or changed its committed entry at index {index}.',
  'check.raft.term-monotone.name': 'Terms only rise',
  'check.raft.term-monotone.says': 'A node never goes back to an earlier term, not even through a crash.',
  'check.raft.term-monotone.broken': '{node} went back from term {before} to term {after}.',
  'check.raft.one-vote-per-term.name': 'One vote a term',
  'check.raft.one-vote-per-term.says': 'A node votes for at most one candidate in a term, crashes included.',
  'check.raft.one-vote-per-term.broken': 'in term {term}, {voter} voted for {first} and for {second}.',
  'check.raft.message-term-bound.name': 'Nobody speaks of a term to come',
  'check.raft.message-term-bound.says': 'No message carries a term that its sender has not reached.',
  'check.raft.message-term-bound.broken': '{node} is in term {term}, and has spoken of term {messageTerm}.',
  'check.raft.log-terms-monotone.name': 'Terms rise along the log',
  'check.raft.log-terms-monotone.says': 'Terms never fall along a log, nor go beyond the node’s own term.',
  'check.raft.log-terms-monotone.broken': 'the log of {node} has term {term} at index {index}, next to term {other}.',
  'check.raft.index-order.name': 'Applied, committed, logged',
  'check.raft.index-order.says': 'A node applies only what is committed, and commits only what is in its log.',
  'check.raft.index-order.broken':
    '{node} has applied up to index {lastApplied} and committed up to {commitIndex}, and its log ends at {lastIndex}.',
  'check.raft.commit-monotone.name': 'Commit only grows',
  'check.raft.commit-monotone.says': 'While a node is up, its commit index never goes back.',
  'check.raft.commit-monotone.broken': 'the commit index of {node} went back from {before} to {after}.',
  'check.raft.commits-own-term.name': 'Commits its own term by counting',
  'check.raft.commits-own-term.says': 'A leader commits by counting copies only entries of its own term.',
  'check.raft.commits-own-term.broken':
    '{leader}, leader of term {term}, committed index {index} of term {entryTerm} by counting.',
  'check.raft.commit-justified.name': 'A commit has its majority',
  'check.raft.commit-justified.says': 'What a leader commits is on the disks of a majority of the members.',
  'check.raft.commit-justified.broken':
    '{leader}, leader of term {term}, committed up to index {index}, and of the members {configuration} only {holders} have it on disk.',
  'check.raft.quorum-holds-committed.name': 'No majority lacks what is committed',
  'check.raft.quorum-holds-committed.says':
    'Whichever members can elect a leader, one of them has all that is committed on its disk.',
  'check.raft.quorum-holds-committed.broken':
    '{node} takes all up to index {index} for committed; {lacking} do not have it on disk, and could elect a leader.',
  'check.raft.leader-has-newest.name': 'Nobody is ahead of the leader',
  'check.raft.leader-has-newest.says': 'Of the entries of its own term, the leader has the newest.',
  'check.raft.leader-has-newest.broken':
    '{node} has an entry of term {term} at index {index}, and {leader}, leader of that term, does not.',
  'check.raft.winner-term-in-no-log.name': 'A winner’s term is new',
  'check.raft.winner-term-in-no-log.says': 'Nobody has an entry of a term before its leader is elected.',
  'check.raft.winner-term-in-no-log.broken':
    '{leader} was elected in term {term}, and {node} already had an entry of it at index {index}.',
  'check.raft.match-soundness.name': 'The leader’s marks are true',
  'check.raft.match-soundness.says': 'Up to a follower’s match mark, its log is the leader’s.',
  'check.raft.match-soundness.broken':
    '{leader}, leader of term {term}, takes index {index} of {follower} for the same as its own, and it is not.',
  'check.raft.role-transitions.name': 'Roles change as allowed',
  'check.raft.role-transitions.says':
    'Nobody leads without having been a candidate, and no leader stands for election.',
  'check.raft.role-transitions.broken': '{node} changed its role in term {term} as no node may.',
  'check.raft.leader-knows-itself.name': 'A leader knows itself',
  'check.raft.leader-knows-itself.says': 'A leader takes itself for the leader, and has voted for itself.',
  'check.raft.leader-knows-itself.broken':
    '{leader} leads term {term}, but takes another for the leader or has not voted for itself.',
  'check.raft.leader-stable.name': 'One leader to follow',
  'check.raft.leader-stable.says': 'Within a term, nobody follows first one leader and then another.',
  'check.raft.leader-stable.broken': 'in term {term}, {node} followed {first} and then {second}.',
  'check.raft.promises-on-disk.name': 'Promises are on disk',
  'check.raft.promises-on-disk.says': 'Before a node votes or acknowledges entries, its disk has what it promises.',
  'check.raft.promises-on-disk.broken': 'what {node} promised to {to} in term {term} is not on its disk.',
  'check.raft.linearizable.name': 'Linearizability',
  'check.raft.linearizable.says':
    'To its clients the cluster is like one machine: each request is carried out once, at a moment between question and answer.',
  'check.raft.linearizable.broken':
    '{client} was told {answer} for {request}. No moment after index {index}, where it was asked, explains that.',
  'check.raft.snapshot-faithful.name': 'Snapshots are faithful',
  'check.raft.snapshot-faithful.says': 'A snapshot is what the committed entries up to its index amount to.',
  'check.raft.snapshot-faithful.broken':
    'the snapshot of {node} up to index {index}, term {term}, is not what the committed entries up to there amount to.',
  'check.raft.one-pending-change.name': 'One change at a time',
  'check.raft.one-pending-change.says': 'A log holds at most one change of the members that is not committed.',
  'check.raft.one-pending-change.broken':
    'the log of {node} changes the members at index {later}, and the change before it, at index {earlier}, is not committed.',
  'check.raft.adjacent-configurations.name': 'Members change step by step',
  'check.raft.adjacent-configurations.says':
    'The members change by one node at a time, or through a joint configuration.',
  'check.raft.adjacent-configurations.broken':
    'in the log of {node}, {after} at index {index} follows directly upon {before}.',
  'check.raft.quorums-overlap.name': 'All quorums overlap',
  'check.raft.quorums-overlap.says':
    'Any two groups of members that could elect or commit now have somebody in common.',
  'check.raft.quorums-overlap.broken':
    '{first} can decide with a quorum of {firstConfiguration}, and {second} with one of {secondConfiguration} without anybody in common.',
  'check.raft.latest-configuration.name': 'The latest members in the log',
  'check.raft.latest-configuration.says': 'A node takes the latest configuration in its log, committed or not.',
  'check.raft.latest-configuration.broken': '{node} takes {configuration} for the members, and its log says otherwise.',
  'check.raft.configuration-shape.name': 'Members and progress in order',
  'check.raft.configuration-shape.says':
    'Somebody always votes, and a leader replicates to the members and those that catch up, to nobody else.',
  'check.raft.configuration-shape.broken':
    'in term {term}, what {node} keeps about the members {configuration} is not in order.',
  'check.raft.both-majorities.name': 'Both majorities',
  'check.raft.both-majorities.says': 'While old and new members are joined, both majorities elect and commit.',
  'check.raft.both-majorities.broken':
    '{leader} was elected or committed in term {term} with {agreeing}: not a majority of both sides of {configuration}.',
  'check.raft.change-after-own-term.name': 'Own term first, then a change',
  'check.raft.change-after-own-term.says': 'A leader commits an entry of its own term before it changes the members.',
  'check.raft.change-after-own-term.broken':
    '{leader}, leader of term {term}, changed the members to {configuration} at index {index}, and had committed nothing of its own term.',
  'check.raft.removed-leader.name': 'A removed leader leaves',
  'check.raft.removed-leader.says': 'A leader steps down once its removal is committed.',
  'check.raft.removed-leader.broken':
    '{leader} still leads term {term}, though its removal at index {index} is committed.',
  'check.raft.learners.name': 'Learners have no say',
  'check.raft.learners.says': 'Who is not a member does not stand for election, and its vote does not count.',
  'check.raft.learners.broken':
    '{node} stands for election or was elected in term {term} by the say of {strangers}, not among the members {configuration}.',
  'check.raft.configuration-rolled-back.name': 'A lost change is undone',
  'check.raft.configuration-rolled-back.says':
    'A node whose change of the members is overwritten goes back to the members before.',
  'check.raft.configuration-rolled-back.broken':
    '{node} lost the change at index {index}, but keeps to {configuration} instead of {previous}.',
  'check.raft.ids-not-reused.name': 'Names are not reused',
  'check.raft.ids-not-reused.says': 'A voter does not come back with an empty disk, as if it were another.',
  'check.raft.ids-not-reused.broken': '{node} voted in term {term}, and comes back with an empty disk.',

  // Settings
  'setting.election-timeout': 'Election timeout',
  'setting.election-timeout.says':
    'A follower that hears nothing for this long becomes a candidate. Drawn anew each time.',
  'setting.heartbeat': 'Heartbeat interval',
  'setting.heartbeat.says': 'How often a leader makes itself heard.',
  'setting.no-op': 'Empty entry on election',
  'setting.no-op.says':
    'A new leader appends an entry without a command, so that it has something of its own term to commit.',
  'setting.conflict-hint': 'Faster log repair',
  'setting.conflict-hint.says':
    'A refusal names the conflicting term, so that the leader skips it whole instead of entry by entry.',
  'setting.forwarding': 'Followers forward requests',
  'setting.forwarding.says':
    'A follower passes a client’s request on to the leader, instead of telling the client who leads.',
  'setting.pre-vote': 'Pre-vote',
  'setting.pre-vote.says':
    'A node whose election timer runs out first asks whether it would be elected, and begins a new term only if a majority says so. Else a node that was cut off deposes a good leader when it comes back.',
  'setting.check-quorum': 'Leader checks its majority',
  'setting.check-quorum.says':
    'A leader that has not heard from a majority for an election timeout steps down; and whoever has heard a leader lately ignores candidates.',
  'setting.read-index': 'Reads without the log',
  'setting.read-index.says':
    'A leader answers GET without a log entry, once a majority has confirmed that it still leads.',
  'setting.lease-read': 'Reads by lease',
  'setting.lease-read.says':
    'While a majority has promised to elect nobody else, the leader answers GET without asking anyone. The one feature that relies on clocks: where they run at different speeds, it may read old values. Works only with the check of the majority.',
  'setting.batching': 'Batching',
  'setting.batching.says':
    'A leader sends a follower more only when it has acknowledged the last entries; what has come in meanwhile goes in one message.',
  'setting.rule.sessions': 'Client sessions',
  'setting.rule.sessions.says':
    'The state machine knows which requests it has carried out. A client that got no answer may ask again, and nothing is done twice.',
  'setting.snapshot-threshold': 'Entries until a snapshot',
  'setting.snapshot-threshold.says':
    'A node that has applied so many entries since its last snapshot takes another, and drops them from its log. 0: never by itself.',
  'setting.rule.commit-own-term': 'Commit only the own term by counting',
  'setting.rule.commit-own-term.says':
    'A leader counts copies only for entries of its own term; older ones are committed along with them. Else a committed entry can be overwritten.',
  'setting.rule.election-restriction': 'Vote only for an up-to-date log',
  'setting.rule.election-restriction.says':
    'A node votes only for a candidate whose log is at least as up to date as its own. Else a leader can lack committed entries.',
  'setting.rule.majority': 'A majority decides',
  'setting.rule.majority.says': 'More than half must agree. If half were enough, two halves could decide differently.',
  'setting.rule.commit-last-new': 'Commit no further than what the leader has sent',
  'setting.rule.commit-last-new.says':
    'A follower takes as committed only what this message has shown it to share with the leader. Else it applies old entries of its own that are not the leader’s.',
  'setting.rule.truncate-only-on-conflict': 'Delete entries only on conflict',
  'setting.rule.truncate-only-on-conflict.says':
    'A follower deletes only what differs from the leader’s log. Else a late message deletes entries that count as stored.',
  'setting.rule.acknowledge-what-matched': 'Acknowledge only what matched',
  'setting.rule.acknowledge-what-matched.says':
    'A follower confirms only what it shares with the leader for sure. Else the leader counts copies that are not there.',
  'setting.rule.keep-vote': 'Keep the vote when stepping down',
  'setting.rule.keep-vote.says':
    'A node that steps down within its term still knows for whom it has voted. Else it votes twice, and a term can have two leaders.',
  'setting.rule.keep-matching-suffix': 'A snapshot keeps what follows on',
  'setting.rule.keep-matching-suffix.says':
    'A follower that gets a snapshot keeps the entries behind it, if its log contains what the snapshot ends with. Else entries that count as stored are lost.',
  'setting.rule.read-confirmed': 'Read only as confirmed leader',
  'setting.rule.read-confirmed.says':
    'A leader answers a read only after a majority has confirmed that it still leads. Else one that was deposed without noticing reads old values.',
  'setting.rule.read-after-own-term': 'Read only after a commit in the own term',
  'setting.rule.read-after-own-term.says':
    'A new leader reads only when it has committed an entry of its own term: before, it does not know what is committed. Else it misses what its predecessor has confirmed.',
  'setting.rule.both-majorities': 'Both majorities while joint',
  'setting.rule.both-majorities.says':
    'While old and new members are joined, a majority of each must agree. Else the new ones can decide without the old, some of whom do not know of them yet.',
  'setting.rule.joint-consensus': 'Change members by joint consensus',
  'setting.rule.joint-consensus.says':
    'Between old and new members lies a time in which both must agree. Else, as nobody switches at the same moment, the old and the new can each elect a leader in one term.',
  'setting.rule.change-after-own-term': 'Change members only after a commit in the own term',
  'setting.rule.change-after-own-term.says':
    'A leader changes the members only when it has committed an entry of its own term. Else the unfinished changes of two leaders can have majorities without a common member.',

  // Stage: the ring
  'stage.era': 'term {era}',
  'stage.votes-all': '{had} of {all} votes, needs {needed}',
  'stage.votes-old': '{had} of {all} votes of the old members, needs {needed}',
  'stage.votes-new': '{had} of {all} votes of the new members, needs {needed}',
  'stage.voted-for': 'voted for {node}',
  'stage.believes': 'believes in the members {nodes}',
  'stage.lease': 'holds a lease: answers reads without asking',
  'stage.reads': '{n} reads wait for a majority',
  'stage.transfer': 'hands leadership to {node}',
  'stage.short-RequestVote': 'vote?',
  'stage.short-RequestVoteReply': 'vote',
  'stage.short-RequestVoteReply-no': 'no vote',
  'stage.short-RequestPreVote': 'pre-vote?',
  'stage.short-RequestPreVoteReply': 'pre-vote',
  'stage.short-RequestPreVoteReply-no': 'no pre-vote',
  'stage.short-AppendEntries': 'append',
  'stage.short-AppendEntriesReply': 'ok',
  'stage.short-AppendEntriesReply-no': 'no match',
  'stage.short-Heartbeat': 'heartbeat',
  'stage.short-InstallSnapshot': 'snapshot',
  'stage.short-InstallSnapshotReply': 'installed',
  'stage.short-InstallSnapshotReply-no': 'not taken',
  'stage.short-TimeoutNow': 'stand now!',
  'stage.short-Forward': 'forward',
  'stage.short-ForwardReply': 'answer',
  'stage.short-ForwardReply-no': 'no',
  'stage.members': 'Members…',
  'stage.add': 'Add node {node} to the cluster',
  'stage.add-member': 'Choose {node}, a new node',
  'stage.take-back': 'Do without {node} after all',
  'stage.choose-members': 'Choose who is to belong',
  'stage.change': 'Change',
  'stage.manner': 'How the change is made',
  'stage.manner-joint': 'joint consensus',
  'stage.manner-naive': 'each for itself: unsafe',
  'stage.manner-stopped': 'cluster stopped meanwhile',

  // Tabs
  'tab.log': 'Logs',

  // Timeline
  'timeline.led': '{leader} · term {era}',
  'timeline.led-at': '{time}, term {era}, {leader} leads',
  'timeline.unled-at': '{time}, term {era}, no leader',

  // Help and keys
  'help.colour-means': 'is the term. A node in an old colour has not heard yet.',
  'help.hands-members': 'Add nodes, remove them, or choose new members on the ring.',
  'key.add': 'add a node',
  'key.remove': 'remove the selected node',
  'key.members': 'change the members: choose them on the ring',
  'key.snapshot': 'a snapshot of the selected node, or else of the leader',
  'key.transfer': 'make the selected node leader',
  'key.retry': 'the client asks again that got no answer',
} as const satisfies Readonly<Record<string, string>>;
