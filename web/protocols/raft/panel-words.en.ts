/** English: what only such panels say of Raft. */

export const words = {
  // Roles, votes and timers
  'timer.election': 'Election timer',
  'timer.heartbeat': 'Heartbeat timer',
  'timer.minimum-election': 'Minimum election timeout',
  'timer.check-quorum': 'Quorum check',
  'timer.transfer': 'Leadership transfer timeout',
  'timer.catch-up': 'Catch-up round',
  'timer.lease': 'Lease expiry',

  // Raft: what a node holds
  'raft.term': 'Term',
  'raft.voted-for': 'Voted for, in this term',
  'raft.leader': 'Current leader',
  'raft.log-end': 'Last log entry',
  'raft.log-empty': 'none: the log is empty',
  'raft.index-of-term': 'index {index}, term {term}',
  'raft.commit-index': 'Commit index',
  'raft.last-applied': 'Last applied index',
  'tally.votes': 'Votes',
  'tally.pre-votes': 'Pre-votes',
  'tally.part-old': 'old configuration: {had} of {all} votes, {needed} needed',
  'tally.part-new': 'new configuration: {had} of {all} votes, {needed} needed',
  'raft.members': 'Members',
  'raft.joint': 'joint configuration: a majority of each must agree',
  'raft.from-the-start': 'from the start',
  'raft.members-committed': 'index {index}, known to be committed',
  'raft.members-uncommitted': 'index {index}, in force, not known to be committed',
  'raft.snapshot': 'Snapshot',
  'raft.snapshot-state': 'Snapshot content',
  'raft.snapshot-members': 'Snapshot configuration',
  'raft.up-to': 'up to index {index}, term',
  'raft.transfer': 'Leadership transfer to',
  'raft.catching-up': 'Catching up',
  'raft.round': '{nodes}, round {round}',
  'raft.lease': 'Lease',
  'raft.lease-means': 'answers reads without asking the others',
  'raft.reads': 'Waiting reads',
  'raft.state': 'State machine',

  // Inspector
  'inspector.hint-request': 'Send a request to the leader, then crash the leader before it answers.',
  'inspector.hint-members':
    'Add a server with + and watch it catch up before it votes. Or remove one, even the leader.',
  'act.snapshot': 'Take snapshot',
  'act.transfer': 'Transfer leadership here',
  'act.promote': 'Promote',
  'act.remove': 'Remove',

  // What Raft's servers tell; `.own`: what a server does with itself
  'raft.vote-refused-already-voted.own':
    '{node} refuses its vote to {candidate}: {node} has already voted for itself in term {term}.',
  'raft.vote-received.own': '{node} counts its own vote: it has {votes} of the {needed} votes it needs.',
  'raft.pre-vote-received.own': '{node} counts its own pre-vote: it has {votes} of the {needed} pre-votes it needs.',

  // What became of requests whose clients were told nothing
  'raft.fate-done.says': 'The client does not know it, but its request was carried out at index {what}.',
  'raft.fate-open.says': 'Its request stands in a log at index {what}. It may still be committed, or be overwritten.',
  'raft.fate-overwritten.says':
    'The client does not know it, but its entry at index {what} was overwritten: never carried out.',
  'raft.fate-lost.says':
    'The client does not know it, but its request was lost before it reached a log: never carried out.',
  'raft.fate-none.says': 'A request of this kind leaves no entry in the log.',

  // Checks
  'check.raft.election-safety.says': 'A term has at most one leader.',
  'check.raft.leader-append-only.says': 'A leader only appends to its log. It never overwrites or deletes an entry.',
  'check.raft.log-matching.says':
    'If two logs have an entry with the same index and term, they are identical up to that index.',
  'check.raft.leader-completeness.says': 'If an entry is committed in a term, the leaders of all later terms have it.',
  'check.raft.state-machine-safety.says': 'No two servers ever apply different commands at the same index.',
  'check.raft.committed-append-only.says': 'An entry that a server knows to be committed never changes in its log.',
  'check.raft.term-monotone.says': 'A server never returns to an earlier term, not even through a crash.',
  'check.raft.one-vote-per-term.says': 'A server votes for at most one candidate per term, even if it crashes.',
  'check.raft.message-term-bound.says': 'No message carries a term that its sender has not reached.',
  'check.raft.log-terms-monotone.says': 'Along a log, terms never fall, and never exceed the server’s own term.',
  'check.raft.index-order.says': 'A server applies only committed entries, and commits only entries in its log.',
  'check.raft.commit-monotone.says': 'While a server is up, its commit index never falls.',
  'check.raft.commits-own-term.says': 'A leader counts copies only of entries of its own term.',
  'check.raft.commit-justified.says': 'What a leader commits is on the disks of a majority of the members.',
  'check.raft.quorum-holds-committed.says':
    'In every majority that can elect a leader, one member has all committed entries on its disk.',
  'check.raft.leader-has-newest.says': 'No server has a newer entry of a leader’s term than the leader itself.',
  'check.raft.winner-term-in-no-log.says': 'Before the leader of a term is elected, no log has an entry of that term.',
  'check.raft.match-soundness.says': 'Up to its matchIndex, a follower’s log equals the leader’s.',
  'check.raft.role-transitions.says': 'Only a candidate becomes a leader, and no leader becomes a candidate.',
  'check.raft.leader-knows-itself.says': 'A leader regards itself as the leader and has voted for itself.',
  'check.raft.leader-stable.says': 'Within a term, no server follows two leaders.',
  'check.raft.promises-on-disk.says':
    'When a server grants a vote or acknowledges entries, they are already on its disk.',
  'check.raft.linearizable.says':
    'To its clients the cluster looks like one server. Each request takes effect once, between the request and its reply.',
  'check.raft.snapshot-faithful.says': 'A snapshot holds the result of the committed entries up to its index.',
  'check.raft.one-pending-change.says': 'A log holds at most one membership change that is not committed.',
  'check.raft.adjacent-configurations.says':
    'A change adds or removes one server, or goes through a joint configuration.',
  'check.raft.quorums-overlap.says': 'Any two groups that could now elect or commit have a server in common.',
  'check.raft.latest-configuration.says': 'A server uses the latest configuration in its log, committed or not.',
  'check.raft.configuration-shape.says':
    'A configuration has at least one voter. A leader replicates exactly to the members and learners.',
  'check.raft.both-majorities.says':
    'In a joint configuration, elections and commits need a majority of the old and of the new.',
  'check.raft.change-after-own-term.says':
    'A leader commits an entry of its own term before it changes the membership.',
  'check.raft.removed-leader.says': 'A leader steps down once its removal is committed.',
  'check.raft.learners.says':
    'A server outside the configuration does not become a candidate, and its vote does not count.',
  'check.raft.configuration-rolled-back.says':
    'When a membership change is overwritten, the server returns to the configuration before it.',
  'check.raft.ids-not-reused.says': 'A server that has voted does not come back with an empty disk.',

  // Settings
  'setting.election-timeout.says':
    'A follower that hears nothing for this long becomes a candidate. Each timeout is drawn at random.',
  'setting.heartbeat.says': 'How often a leader sends heartbeats.',
  'setting.no-op.says':
    'A new leader appends an entry without a command. It then has an entry of its own term to commit.',
  'setting.conflict-hint.says':
    'A refused AppendEntries names the conflicting term. The leader then skips the whole term at once.',
  'setting.forwarding.says': 'A follower forwards a client’s request to the leader. Otherwise it redirects the client.',
  'setting.pre-vote.says':
    'Before it begins a new term, a server asks whether a majority would elect it. Otherwise a server that was cut off deposes a healthy leader when it returns.',
  'setting.check-quorum.says':
    'A leader steps down if no majority answers it within an election timeout. A server that has just heard from a leader ignores candidates.',
  'setting.read-index.says':
    'A leader answers GET without a log entry, once a majority has confirmed that it still leads.',
  'setting.lease-read.says':
    'While a majority has agreed to elect no other leader, the leader answers GET without asking. This relies on clocks: if they run at different speeds, reads can be stale. It needs “Check quorum”.',
  'setting.batching.says':
    'A leader sends more to a follower only after it has acknowledged the last entries. Entries that arrive meanwhile share one message.',
  'setting.rule.sessions.says':
    'The state machine remembers which requests it has carried out. A client that got no reply can retry, and nothing is done twice.',
  'setting.snapshot-threshold.says':
    'After applying this many entries, a server takes a snapshot and drops them from its log. With 0 it never does so on its own.',
  'setting.rule.commit-own-term.says':
    'A leader counts copies only of entries of its own term. Older entries are committed along with them. Otherwise a committed entry can be overwritten.',
  'setting.rule.election-restriction.says':
    'A server votes only for a candidate whose log is at least as up-to-date as its own. Otherwise a leader can lack committed entries.',
  'setting.rule.majority.says':
    'More than half must agree. If half were enough, two halves could choose differently. Half differs from a majority only where the number of nodes is even.',
  'setting.rule.commit-last-new.says':
    'A follower commits only as far as this message proves its log equal to the leader’s. Otherwise it applies old entries of its own.',
  'setting.rule.truncate-only-on-conflict.says':
    'A follower deletes only entries that conflict with the leader’s. Otherwise a late message deletes entries already counted as stored.',
  'setting.rule.acknowledge-what-matched.says':
    'A follower acknowledges only entries that are proven equal to the leader’s. Otherwise the leader counts copies that do not exist.',
  'setting.rule.keep-vote.says':
    'A server that steps down within a term remembers its vote. Otherwise it votes twice, and a term can have two leaders.',
  'setting.rule.keep-matching-suffix.says':
    'If a follower’s log contains the snapshot’s last entry, it keeps the entries after it. Otherwise entries already counted as stored are lost.',
  'setting.rule.read-confirmed.says':
    'A leader answers a read only after a majority confirms that it still leads. Otherwise a deposed leader can answer stale reads.',
  'setting.rule.read-after-own-term.says':
    'A new leader reads only after it has committed an entry of its own term. Before that it does not know what is committed, and can miss acknowledged writes.',
  'setting.rule.both-majorities.says':
    'A majority of the old members and a majority of the new must agree. Otherwise the new members can commit without the old.',
  'setting.rule.joint-consensus.says':
    'Between the old and the new configuration lies a phase in which both must agree. Otherwise old and new members can each elect a leader in the same term.',
  'setting.rule.change-after-own-term.says':
    'A leader changes the membership only after it has committed an entry of its own term. Otherwise two leaders’ unfinished changes can have majorities that do not overlap.',

  // Help and keys
  'help.colour-means': 'is the term. A server in an old colour has not heard of the new term yet.',
  'help.hands-members': 'Add servers, remove them, or choose new members on the ring.',
  'key.add': 'add a server',
  'key.remove': 'remove the selected server',
  'key.members': 'change the membership: choose members on the ring',
  'key.snapshot': 'take a snapshot of the selected server, or of the leader',
  'key.transfer': 'transfer leadership to the selected server',
  'key.retry': 'retry: a client without a reply sends its request again',

  // What there is to say only when somebody has done something: of refusals, settings, guarantees and events
  'failure.change-pending': 'another membership change is in progress',
  'failure.nothing-to-change': 'the configuration is already as requested',
  'failure.nobody-left': 'no member would be left',
  'failure.catch-up-failed': 'the new servers did not catch up',
  'failure.transfer-pending': 'a leadership transfer is in progress',
  'failure.not-a-voter': 'the target has no vote',
  'failure.leads-already': 'the target is already the leader',
  'failure.transfer-failed': 'the target was not elected in time',
  'failure.not-a-learner': 'the server is not a learner',
  'failure.nothing-to-compact': 'no entry was committed since the last snapshot',
  'raft.command-appended': '{node} appends {command} at index {index} (term {term}).',
  'raft.no-op-appended':
    '{node} appends an empty entry (no-op) at index {index}: it needs an entry of its own term {term} to commit.',
  'raft.entries-appended': '{node} appends entries {first} to {last} from {leader}.',
  'raft.entries-appended.one': '{node} appends entry {first} from {leader}.',
  'raft.entries-deleted': '{node} deletes its entries {first} to {last}: they conflict with {leader}’s log.',
  'raft.entries-deleted.one': '{node} deletes its entry {first}: it conflicts with {leader}’s log.',
  'raft.entries-deleted-anyway':
    '{node} deletes its entries {first} to {last}, although {leader} sent nothing that conflicts with them. Rule off: delete only on conflict.',
  'raft.entries-deleted-anyway.one':
    '{node} deletes its entry {first}, although {leader} sent nothing that conflicts with it. Rule off: delete only on conflict.',
  'raft.next-index-decremented': '{node} decrements nextIndex for {follower} to {next_index} and retries.',
  'raft.conflicting-term-skipped':
    '{node} skips all of term {conflict_term}: it sets nextIndex for {follower} to {next_index} and retries.',
  'raft.missing-entries-skipped':
    '{node} skips to the end of {follower}’s log: it sets nextIndex for {follower} to {next_index} and retries.',
  'raft.entries-acknowledged': '{node} learns that {follower}’s log matches its own up to index {match_index}.',
  'raft.committed':
    '{node} commits up to index {index}: a majority has stored that entry, and it is of {node}’s own term {term}.',
  'raft.committed-older':
    '{node}, leader of term {term}, commits up to index {index}: a majority has stored that entry of term {entry_term}. Rule off: commit only the own term by counting.',
  'raft.commit-withheld':
    '{node} does not commit index {index} yet: a majority has stored it, but its term is {entry_term}. First a majority must store an entry of term {term}.',
  'raft.commit-learned': '{node} learns from {leader} that the log is committed up to index {index}.',
  'raft.applied': '{node} applies {command} at index {index} and answers: {answer}.',
  'raft.request-forwarded': '{node} forwards {command} to the leader, {leader}.',
  'raft.request-redirected': '{node} is not the leader: it redirects the client with {command} to {leader}.',
  'raft.request-refused': '{node} knows no leader, so it cannot serve {command}.',
  'raft.forward-refused': '{node} is not the leader: it sends {command} back to {follower}.',
  'raft.answer-passed-on': '{node} passes {leader}’s answer on to its client.',
  'raft.request-repeated':
    '{node} skips {command} at index {index}: it has already carried out this request, or a later one of this client.',
  'raft.pre-vote-started':
    '{node}’s election timeout expires. It asks for pre-votes for term {term}, but does not begin that term yet.',
  'raft.pre-vote-won':
    '{node} has a majority of pre-votes. It becomes a candidate in term {term} and votes for itself.',
  'raft.pre-vote-granted': '{node} grants {candidate} a pre-vote for term {term}. It has not voted yet.',
  'raft.pre-vote-refused-old-term':
    '{node} refuses {candidate} a pre-vote: {candidate} asks about term {term}, but {node} is already in term {own_term}.',
  'raft.pre-vote-refused-leader-heard':
    '{node} refuses {candidate} a pre-vote for term {term}: {node} is the leader or has just heard from one.',
  'raft.pre-vote-refused-log-behind':
    '{node} refuses {candidate} a pre-vote: {candidate}’s log ends at index {last_log_index}, term {last_log_term}; {node}’s at index {own_last_index}, term {own_last_term}.',
  'raft.pre-vote-received': '{node} receives {voter}’s pre-vote: it has {votes} of the {needed} pre-votes it needs.',
  'raft.pre-vote-denied': '{node} receives {voter}’s refusal: it has {votes} of the {needed} pre-votes it needs.',
  'raft.candidate-disregarded':
    '{node} ignores {candidate}, candidate of term {term}: {node} is the leader or has just heard from one.',
  'raft.quorum-lost':
    '{node} steps down as leader of term {term}: within an election timeout only {servers} of the others answered, too few for a majority.',
  'raft.transfer-started': '{node} begins a leadership transfer to {to}. Until it ends, {node} takes no new requests.',
  'raft.leadership-offered': '{node} sends TimeoutNow to {to}: {to} has {node}’s whole log.',
  'raft.leadership-accepted':
    '{node} receives TimeoutNow from {leader}. It becomes a candidate in term {term} and votes for itself.',
  'raft.transfer-aborted':
    '{node} remains leader: {to} was not elected within an election timeout. Requests held meanwhile: {held}.',
  'raft.transfer-target-removed':
    '{node} remains leader: {to} has no vote in the new configuration. Requests held meanwhile: {held}.',
  'raft.request-held': '{node} holds {command} until the leadership transfer to {to} ends.',
  'raft.read-waits-for-own-term':
    '{node} holds a read: until it commits an entry of its own term {term}, it does not know all that is committed.',
  'raft.read-needs-confirmation':
    '{node} holds a read: it reads at index {read_index} once a majority confirms that {node} still leads.',
  'raft.read-unconfirmed':
    '{node} reads without confirming that it still leads. Rule off: read only as confirmed leader.',
  'raft.read-by-lease': '{node} reads under its lease: a majority has agreed to elect no other leader yet.',
  'raft.read-locally': '{node} reads {name} at index {index} without asking anyone: {answer}. It may be stale.',
  'raft.read-served': '{node} reads {name} at index {index} and answers: {answer}.',
  'raft.lease-begun': '{node} now holds a lease: a majority has agreed to elect no other leader for a while.',
  'raft.lease-over': '{node}’s lease ends: {node} no longer reads without asking.',
  'raft.snapshot-taken': '{node} takes a snapshot. It replaces the log up to index {last_index} (term {last_term}).',
  'raft.snapshot-installed':
    '{node} installs {leader}’s snapshot up to index {last_index} (term {last_term}). Entries kept after it: {kept}.',
  'raft.snapshot-refused-old-term':
    '{node} refuses InstallSnapshot from {leader}: it carries term {term}, but {node} is in term {own_term}.',
  'raft.catch-up-started': '{node} sends its log to {servers}. They vote only after they have caught up.',
  'raft.catch-up-round':
    '{node} begins catch-up round {round} with the entries appended meanwhile: the last round took longer than an election timeout.',
  'raft.caught-up': '{node} sees that the new servers caught up in round {round}. They can now become voters.',
  'raft.catch-up-failed':
    '{node} gives up the membership change: the new servers are too slow or down. The configuration stays as it is.',
  'raft.change-waits-for-own-term':
    '{node} must commit an entry of its own term {term} before it changes the membership.',
  'raft.configuration-appended':
    '{node} appends configuration {configuration} at index {index}. It is in force at once, committed or not.',
  'raft.configuration-in-force':
    '{node} now uses configuration {configuration}, at index {index} of its log, committed or not.',
  'raft.configuration-rolled-back':
    '{node} returns to configuration {configuration}: the entry with the newer one was deleted.',
  'raft.leader-removed': '{node}’s removal (index {index}) is committed: {node} steps down.',
  'check.raft.election-safety.name': 'Election Safety',
  'check.raft.election-safety.broken': 'in term {term}, both {first} and {second} were elected.',
  'check.raft.leader-append-only.name': 'Leader Append-Only',
  'check.raft.leader-append-only.broken': '{leader}, leader of term {term}, changed its own log at index {index}.',
  'check.raft.log-matching.name': 'Log Matching',
  'check.raft.log-matching.broken':
    'the logs of {first} and {second} both have term {term} at index {index}, but differ before it.',
  'check.raft.leader-completeness.name': 'Leader Completeness',
  'check.raft.leader-completeness.broken':
    '{command} was committed at index {index} in term {committedIn}, but {leader}, leader of term {term}, does not have it.',
  'check.raft.state-machine-safety.name': 'State Machine Safety',
  'check.raft.state-machine-safety.broken':
    '{node} takes “{command}” at index {index} as committed, but “{committed}” was committed there.',
  'check.raft.committed-append-only.name': 'Committed entries stay',
  'check.raft.committed-append-only.broken': '{node} lost or changed its committed entry at index {index}.',
  'check.raft.term-monotone.name': 'Terms only rise',
  'check.raft.term-monotone.broken': '{node} went back from term {before} to term {after}.',
  'check.raft.one-vote-per-term.name': 'One vote per term',
  'check.raft.one-vote-per-term.broken': 'in term {term}, {voter} voted for {first} and for {second}.',
  'check.raft.message-term-bound.name': 'No term from the future',
  'check.raft.message-term-bound.broken': '{node} is in term {term}, but sent a message of term {messageTerm}.',
  'check.raft.log-terms-monotone.name': 'Terms never fall along the log',
  'check.raft.log-terms-monotone.broken': '{node}’s log has term {term} at index {index}, next to term {other}.',
  'check.raft.index-order.name': 'Logged, committed, applied',
  'check.raft.index-order.broken':
    '{node} has applied up to index {lastApplied} and committed up to index {commitIndex}, but its log ends at index {lastIndex}.',
  'check.raft.commit-monotone.name': 'The commit index only rises',
  'check.raft.commit-monotone.broken': '{node}’s commit index fell from {before} to {after}.',
  'check.raft.commits-own-term.name': 'Only the own term is committed by counting',
  'check.raft.commits-own-term.broken':
    '{leader}, leader of term {term}, committed index {index} of term {entryTerm} by counting copies.',
  'check.raft.commit-justified.name': 'A commit has its majority',
  'check.raft.commit-justified.broken':
    '{leader}, leader of term {term}, committed up to index {index}: of the members {configuration}, only {holders} have it on disk.',
  'check.raft.quorum-holds-committed.name': 'Every majority holds what is committed',
  'check.raft.quorum-holds-committed.broken':
    '{node} knows index {index} as committed, but {lacking} do not have it on disk and could elect a leader.',
  'check.raft.leader-has-newest.name': 'The leader’s log is never behind in its own term',
  'check.raft.leader-has-newest.broken':
    '{node} has an entry of term {term} at index {index}, but {leader}, leader of that term, does not.',
  'check.raft.winner-term-in-no-log.name': 'A winner’s term is new',
  'check.raft.winner-term-in-no-log.broken':
    '{leader} was elected in term {term}, but {node} already had an entry of it at index {index}.',
  'check.raft.match-soundness.name': 'matchIndex is true',
  'check.raft.match-soundness.broken':
    '{leader}, leader of term {term}, believes that {follower}’s log matches up to index {index}, but it differs.',
  'check.raft.role-transitions.name': 'Roles change as in the paper',
  'check.raft.role-transitions.broken': '{node} changed its role in term {term} in a way that Raft does not allow.',
  'check.raft.leader-knows-itself.name': 'A leader follows no other',
  'check.raft.leader-knows-itself.broken':
    '{leader} leads term {term}, but follows another server or did not vote for itself.',
  'check.raft.leader-stable.name': 'One leader to follow',
  'check.raft.leader-stable.broken': 'in term {term}, {node} followed {first} and then {second}.',
  'check.raft.promises-on-disk.name': 'Answers are backed by the disk',
  'check.raft.promises-on-disk.broken': '{node} answered {to} in term {term} with something that is not on its disk.',
  'check.raft.linearizable.name': 'Linearizability',
  'check.raft.linearizable.broken':
    '{client} received {answer} for {request}. No moment after index {index}, where the request was sent, explains this reply.',
  'check.raft.snapshot-faithful.name': 'Snapshots are faithful',
  'check.raft.snapshot-faithful.broken':
    '{node}’s snapshot up to index {index}, term {term}, is not the result of the committed entries.',
  'check.raft.one-pending-change.name': 'One membership change at a time',
  'check.raft.one-pending-change.broken':
    '{node}’s log changes the membership at index {later}, but the change at index {earlier} is not committed.',
  'check.raft.adjacent-configurations.name': 'Membership changes in safe steps',
  'check.raft.adjacent-configurations.broken': '{node}’s log goes directly from {before} to {after} at index {index}.',
  'check.raft.quorums-overlap.name': 'All quorums overlap',
  'check.raft.quorums-overlap.broken':
    '{first} can use a quorum of {firstConfiguration}, and {second} one of {secondConfiguration}, with no server in common.',
  'check.raft.latest-configuration.name': 'The latest configuration counts',
  'check.raft.latest-configuration.broken': '{node} uses configuration {configuration}, but its log holds another.',
  'check.raft.configuration-shape.name': 'Configuration and progress agree',
  'check.raft.configuration-shape.broken':
    'in term {term}, {node}’s records for configuration {configuration} are inconsistent.',
  'check.raft.both-majorities.name': 'Both majorities',
  'check.raft.both-majorities.broken':
    '{leader} was elected or committed in term {term} with {agreeing}, without a majority on both sides of {configuration}.',
  'check.raft.change-after-own-term.name': 'Own term first, then a change',
  'check.raft.change-after-own-term.broken':
    '{leader}, leader of term {term}, appended configuration {configuration} at index {index} before it had committed an entry of its term.',
  'check.raft.removed-leader.name': 'A removed leader steps down',
  'check.raft.removed-leader.broken':
    '{leader} still leads term {term}, although its removal (index {index}) is committed.',
  'check.raft.learners.name': 'Learners have no vote',
  'check.raft.learners.broken':
    '{node} became a candidate or leader in term {term} through {strangers}, outside the members {configuration}.',
  'check.raft.configuration-rolled-back.name': 'A lost change is undone',
  'check.raft.configuration-rolled-back.broken':
    '{node} lost the change at index {index}, but still uses {configuration} instead of {previous}.',
  'check.raft.ids-not-reused.name': 'No wiped disk under an old name',
  'check.raft.ids-not-reused.broken': '{node} voted in term {term}, but comes back with an empty disk.',
  'setting.election-timeout': 'Election timeout',
  'setting.heartbeat': 'Heartbeat interval',
  'setting.no-op': 'No-op on election',
  'setting.conflict-hint': 'Fast log repair',
  'setting.forwarding': 'Followers forward requests',
  'setting.pre-vote': 'Pre-vote',
  'setting.check-quorum': 'Check quorum',
  'setting.read-index': 'Reads without log entries (read index)',
  'setting.lease-read': 'Lease reads',
  'setting.batching': 'Batching',
  'setting.rule.sessions': 'Client sessions',
  'setting.snapshot-threshold': 'Entries per snapshot',
  'setting.rule.commit-own-term': 'Commit only the own term by counting',
  'setting.rule.election-restriction': 'Election restriction',
  'setting.rule.majority': 'Majority',
  'setting.rule.commit-last-new': 'Commit only up to the last new entry',
  'setting.rule.truncate-only-on-conflict': 'Delete only on conflict',
  'setting.rule.acknowledge-what-matched': 'Acknowledge only what matched',
  'setting.rule.keep-vote': 'Keep the vote when stepping down',
  'setting.rule.keep-matching-suffix': 'Keep the entries after a snapshot',
  'setting.rule.read-confirmed': 'Read only as confirmed leader',
  'setting.rule.read-after-own-term': 'Read only after a commit in the own term',
  'setting.rule.both-majorities': 'Both majorities in a joint configuration',
  'setting.rule.joint-consensus': 'Joint consensus',
  'setting.rule.change-after-own-term': 'Change membership only after a commit in the own term',

  // Signs
  'sign.era': 'Colour and number are the term. A server in an old colour has not heard of the new term yet.',
  'sign.timer':
    'The arc is a timer. When a follower’s expires, it starts an election; when the leader’s does, it sends heartbeats.',
  'sign.crown': 'The leader: a crown and a heavy ring.',
  'sign.votes':
    'A candidate: a dashed ring, and a pip for each vote. Filled: received. With a dot: in flight. Crossed: refused.',
  'sign.trial-votes':
    'A pre-candidate: it asks whether it would win. Diamonds are pre-votes, and they count for nothing yet.',
  'sign.voted-for': 'The server that it voted for in this term. The vote is on its disk and survives a crash.',
  'sign.log': 'The end of its log, each entry in the colour of its term. Solid: it knows that the entry is committed.',
  'sign.snapshot': 'A snapshot stands for all entries up to this index.',
  'sign.learner': 'A learner gets the log and has no vote. (Paxos has a role of that name that means something else.)',
  'sign.wheel':
    'The configuration that it uses: a dot for each member. Two circles: old and new must both agree. Dashed: not committed.',
  'sign.lease': 'A lease: the leader answers reads without asking the others.',
  'sign.reads': 'Reads that wait until a majority confirms that it still leads.',
  'sign.handover': 'Leadership transfer: the crown travels with TimeoutNow.',
  'sign.cell-committed': 'Solid: committed, and this server knows it.',
  'sign.cell-accepted': 'Dashed: not committed yet. It may still be replaced.',
  'sign.cell-elsewhere': 'Committed, but this server does not know it yet.',
  'sign.cell-unknown': 'With a dot: committed, but no running server knows it yet.',
  'sign.mark-election': 'A server wins an election.',
  'sign.mark-commit': 'An entry is committed.',
  'sign.cell-gone': 'Deleted: it conflicted with the leader’s log.',
  'sign.ledger-match': 'matchIndex: up to here the leader knows that the logs agree.',
  'sign.ledger-next': 'nextIndex: the entry that the leader sends next.',
  'sign.ledger-sign-compared': 'the AppendEntries under way asks: is your entry here the same as mine? (prevLogIndex)',
  'sign.ledger-sign-refused': 'refused: the entry here is missing or another one. The leader tries an earlier one.',
  'sign.ledger-sign-coming': 'an entry for this index is on its way.',
  'sign.RequestVote': 'a candidate asks for a vote.',
  'sign.RequestVoteReply': 'a vote (+), or a refusal (−).',
  'sign.AppendEntries': 'the leader sends entries of its log.',
  'sign.AppendEntriesReply': 'a follower has stored the entries (+), or its log differs (−).',
  'sign.Heartbeat': 'an AppendEntries without entries: it keeps the followers’ timers from expiring.',
  'sign.RequestPreVote': 'a server asks whether it would get a vote, before it begins a new term.',
  'sign.RequestPreVoteReply': 'it would (+), or it would not (−).',
  'sign.InstallSnapshot': 'the leader sends a snapshot to a server that is far behind.',
  'sign.InstallSnapshotReply': 'the server has stored the snapshot.',
  'sign.TimeoutNow': 'the leader tells the transfer target to start an election at once.',
  'sign.Forward': 'a follower passes a client’s request on to the leader.',
  'sign.ForwardReply': 'the leader tells the follower what to answer its client.',

  // Scenes
  'scene.split-vote': 'Split vote',
  'scene.split-vote.says':
    'The leader crashes, and the timers of the others expire at once. Each votes for itself, and no one wins.',
  'scene.split-vote.not-now': 'This needs a leader and two other servers that are up.',
  'scene.slow-follower': 'Slow follower',
  'scene.slow-follower.says':
    'Messages between the leader and one follower take a long time. The others commit without it.',
  'scene.slow-follower.not-now': 'This needs a leader and a follower.',
  'scene.cut-off-minority': 'Cut off a minority',
  'scene.cut-off-minority.says':
    'The leader is on the smaller side. It cannot commit there; the larger side elects another leader.',
  'scene.cut-off-minority.not-now': 'This needs a leader and three servers.',

  // The role diagram, in the words of figure 4
  'roles.title': 'Role diagram: follower, candidate, leader',
  'roles.box-follower': 'Follower',
  'roles.box-candidate': 'Candidate',
  'roles.box-leader': 'Leader',
  'roles.box-down': 'Crashed',
  'roles.starts': 'starts up',
  'roles.times-out': 'times out, starts election',
  'roles.new-election': 'times out, new election',
  'roles.wins': 'receives votes from a majority',
  'roles.yields': 'discovers current leader or higher term',
  'roles.steps-down': 'discovers server with higher term',
  'roles.none': 'All servers start as followers.',

  // The box picture of the replicated state machine
  'boxes.title': 'Replicated state machine: client, consensus module, log, state machine',
  'boxes.module': 'Consensus module',
  'boxes.log': 'Log',
  'boxes.machine': 'State machine',
  'boxes.step-1': '1 The client sends a command.',
  'boxes.step-2': '2 The leader copies its log.',
  'boxes.step-3': '3 Committed entries are applied.',
  'boxes.step-4': '4 The client gets the result.',
  'boxes.more': '{n} more servers: not shown',

  // The strip of terms
  'terms.title': 'Terms of this run',
  'terms.none': 'Term 1 begins with the first election.',
  'terms.leader': 'leader {node}',
  'terms.unled': 'no leader',
  'terms.unled-yet': 'no leader yet',
  'terms.led': 'a server leads',
} as const satisfies Readonly<Record<string, string>>;
