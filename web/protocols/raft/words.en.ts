/** English: what only Raft says. Blocks and rules as in `web/i18n/en.ts`. */

export const words = {
  // Roles, votes and timers
  'role.leader': 'leader',
  'role.follower': 'follower',
  'role.candidate': 'candidate',
  'role.precandidate': 'pre-candidate',
  'role.outsider': 'not a member',
  'role.learner': 'learner',

  // Logs
  'ledger.region': 'Logs of all servers, aligned by index',
  'ledger.era': 'term',
  'ledger.committed': 'committed, and this server knows it',
  'ledger.elsewhere': 'committed, but this server does not know it yet',
  'ledger.unknown': 'committed, but no running server knows it yet',
  'log.snapshot-of': 'Snapshot of {node} up to index {index}, term {term}: {state}; members {members}',

  // Messages
  'message.RequestVote': 'RequestVote',
  'message.RequestVoteReply': 'RequestVote reply',
  'message.RequestPreVote': 'RequestPreVote',
  'message.RequestPreVoteReply': 'RequestPreVote reply',
  'message.AppendEntries': 'AppendEntries',
  'message.Heartbeat': 'Heartbeat',
  'message.AppendEntriesReply': 'AppendEntries reply',
  'message.InstallSnapshot': 'InstallSnapshot',
  'message.InstallSnapshotReply': 'InstallSnapshot reply',
  'message.TimeoutNow': 'TimeoutNow',
  'message.Forward': 'Forwarded request',
  'message.ForwardReply': 'Reply to a forwarded request',

  // Clients
  'failure.change-pending': 'another membership change is in progress',
  'failure.nothing-to-change': 'the configuration is already as requested',
  'failure.nobody-left': 'no member would be left',
  'failure.catch-up-failed': 'the new servers did not catch up',
  'failure.transfer-pending': 'a leadership transfer is in progress',
  'failure.not-a-voter': 'the target has no vote',
  'failure.leads-already': 'the target is already the leader',
  'failure.transfer-failed': 'the target was not elected in time',
  'failure.nothing-to-compact': 'no entry was committed since the last snapshot',

  // What Raft's servers tell; `.own`: what a server does with itself
  'raft.restarted':
    '{node} is back in term {term} with its log up to index {last_index}. Its commit index and its leader were not on disk.',
  'raft.election-started':
    '{node}’s election timeout expires. {node} becomes a candidate in term {term} and votes for itself.',
  'raft.vote-granted':
    '{node} votes for {candidate} in term {term}: {node} has voted for no other candidate, and {candidate}’s log is at least as up-to-date as {node}’s.',
  'raft.vote-granted-log-behind':
    '{node} votes for {candidate} in term {term}, although {candidate}’s log is less up-to-date than {node}’s. Rule off: election restriction.',
  'raft.vote-refused-old-term':
    '{node} refuses its vote to {candidate}: {candidate} asks in term {term}, but {node} is in term {own_term}.',
  'raft.vote-refused-already-voted':
    '{node} refuses its vote to {candidate}: {node} has already voted for {voted_for} in term {term}.',
  'raft.vote-refused-log-behind':
    '{node} refuses its vote to {candidate}: {candidate}’s log ends at index {last_log_index}, term {last_log_term}; {node}’s at index {own_last_index}, term {own_last_term}.',
  'raft.vote-received': '{node} receives {voter}’s vote: it has {votes} of the {needed} votes it needs.',
  'raft.vote-denied': '{node} receives {voter}’s refusal: it has {votes} of the {needed} votes it needs.',
  'raft.vote-outdated':
    '{node} ignores {voter}’s answer: it belongs to the election of term {term}, and {node} is in term {own_term}.',
  'raft.elected': '{node} wins the election of term {term} with {votes} of {servers} votes.',
  'raft.term-updated': '{node} learns of term {term} from {from} and leaves term {old_term}.',
  'raft.candidacy-over':
    '{node} learns of term {term} from {from}: it ends its candidacy of term {old_term} and becomes a follower.',
  'raft.stepped-down': '{node} learns of term {term} from {from}: it steps down as leader of term {old_term}.',
  'raft.clients-forgotten':
    '{node} leaves clients without a reply ({clients} waiting). It cannot know whether their commands will be committed.',
  'raft.candidate-yielded':
    '{node} hears from {leader}, the leader of term {term}: it ends its candidacy and becomes a follower.',
  'raft.leader-recognised': '{node} recognises {leader} as leader of term {term}.',
  'raft.other-leader-ignored':
    '{node} ignores {leader}, which also claims to lead term {term}. With all rules on this cannot happen.',
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
  'raft.append-refused-old-term':
    '{node} refuses AppendEntries from {leader}: it carries term {term}, but {node} is in term {own_term}.',
  'raft.append-refused-missing':
    '{node} refuses AppendEntries from {leader}: prevLogIndex is {prev_log_index}, but {node}’s log ends at index {own_last_index}.',
  'raft.append-refused-conflict':
    '{node} refuses AppendEntries from {leader}: index {prev_log_index} should hold term {prev_log_term}, but holds term {entry_term}.',
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

  // Whether clients are served, and why not
  'raft.serving': '{leader} leads term {term} and reaches a majority.',
  'raft.idle-few': 'only {running} of {all} servers are running. That is no majority.',
  'raft.idle-cut': '{nodes} cannot reach a majority over the links that are left.',
  'raft.idle-slow': 'a round trip takes at least {trip} ms, but an election timeout can be as short as {timeout} ms.',
  'raft.idle-heartbeat':
    'a heartbeat comes every {heartbeat} ms, but an election timeout can be as short as {timeout} ms.',
  'raft.idle-one-way':
    '{leader}’s heartbeats still arrive, so no server starts an election. But no majority can answer {leader}.',
  'raft.idle-disturbed':
    '{node} hears no leader and starts election after election. Its higher terms make every leader step down.',
  'raft.idle-leader-cut': '{leader} still leads term {term}, but reaches no majority. No other leader is elected yet.',
  'raft.idle-split': '{nodes} compete for the votes of term {term}.',
  'raft.idle-candidate': '{node} asks for votes.',
  'raft.idle-waiting': 'no leader is running. The next election timeout starts an election.',
  'value.none': 'no value',
  'raft.fate-done': 'index {what}',
  'raft.fate-open': 'open, index {what}',
  'raft.fate-overwritten': 'never done',
  'raft.fate-lost': 'never done',
  'raft.fate-none': 'no entry',

  // Checks
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

  // Settings
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

  // Stage: the ring
  'stage.era': 'term {era}',
  'stage.votes-all': '{had} of {all} votes, {needed} needed',
  'stage.votes-old': '{had} of {all} votes of the old configuration, {needed} needed',
  'stage.votes-new': '{had} of {all} votes of the new configuration, {needed} needed',
  'stage.voted-for': 'voted for {node}',
  'stage.believes': 'uses the configuration {nodes}',
  'stage.lease': 'holds a lease: answers reads without asking',
  'stage.reads': 'reads waiting for a majority: {n}',
  'stage.transfer': 'leadership transfer to {node}',
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
  'stage.short-InstallSnapshotReply-no': 'refused',
  'stage.short-TimeoutNow': 'TimeoutNow',
  'stage.short-Forward': 'forward',
  'stage.short-ForwardReply': 'reply',
  'stage.short-ForwardReply-no': 'refused',
  'stage.members': 'Membership…',
  'stage.add': 'Add server {node} to the cluster',
  'stage.add-member': 'Add {node}, a new server',
  'stage.take-back': 'Don’t add {node}',
  'stage.choose-members': 'Choose the new members',
  'stage.change': 'Change',
  'stage.manner': 'Kind of membership change',
  'stage.manner-joint': 'joint consensus',
  'stage.manner-naive': 'direct switch (unsafe)',
  'stage.manner-stopped': 'with the cluster stopped',

  // Tabs
  'tab.log': 'Logs',

  // Timeline
  'timeline.led': '{leader} · term {era}',
  'timeline.led-at': '{time}, term {era}, {leader} leads',
  'timeline.unled-at': '{time}, term {era}, no leader',

  // Welcome and scenes
  'welcome.led':
    '{count} servers keep one log. {node} leads, the others follow: each shape in flight is a real Raft message.',
  'welcome.unled':
    '{count} servers keep one log. There is no leader yet: the first timer that runs out starts an election.',
  'scene.crash-leader': 'Crash the leader',
  'scene.crash-leader.says': 'The leader crashes. The first server whose timer expires starts an election.',
  'scene.crash-leader.not-now': 'There is no leader yet.',
  'scene.request': 'Send a request',
  'scene.request.says': 'A client sends a request. The leader replicates it and commits it once a majority has it.',
  'scene.request.not-now': 'No server is up.',
} as const satisfies Readonly<Record<string, string>>;
