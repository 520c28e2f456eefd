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
  'raft.append-refused-old-term':
    '{node} refuses AppendEntries from {leader}: it carries term {term}, but {node} is in term {own_term}.',
  'raft.append-refused-missing':
    '{node} refuses AppendEntries from {leader}: prevLogIndex is {prev_log_index}, but {node}’s log ends at index {own_last_index}.',
  'raft.append-refused-conflict':
    '{node} refuses AppendEntries from {leader}: index {prev_log_index} should hold term {prev_log_term}, but holds term {entry_term}.',

  // Whether clients are served, and why not
  'raft.serving': '{leader} leads term {term} and reaches {reached} of {all} servers.',
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
  'raft.fate-overwritten': 'overwritten',
  'raft.fate-lost': 'lost',
  'raft.fate-none': 'no entry',

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
  'stage.short-RequestVote': 'RequestVote',
  'stage.short-RequestVoteReply': 'vote',
  'stage.short-RequestVoteReply-no': 'no vote',
  'stage.short-RequestPreVote': 'RequestPreVote',
  'stage.short-RequestPreVoteReply': 'pre-vote',
  'stage.short-RequestPreVoteReply-no': 'no pre-vote',
  'stage.short-AppendEntries': 'AppendEntries',
  'stage.short-AppendEntriesReply': 'ok',
  'stage.short-AppendEntriesReply-no': 'no match',
  'stage.short-Heartbeat': 'heartbeat',
  'stage.short-InstallSnapshot': 'InstallSnapshot',
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
    '{count} servers keep one log. There is no leader yet: the first timer that expires starts an election.',
  'scene.crash-leader': 'Crash the leader',
  'scene.crash-leader.says': 'The leader crashes. The first server whose timer expires starts an election.',
  'scene.crash-leader.not-now': 'There is no leader yet.',
  'scene.request': 'Send a request',
  'scene.request.says': 'A client sends a request. The leader replicates it and commits it once a majority has it.',
  'scene.request.not-now': 'There is no leader yet.',

  'frame.roles': 'Roles',
  'frame.boxes': 'State machine',
  'frame.terms': 'Terms',
} as const satisfies Readonly<Record<string, string>>;
