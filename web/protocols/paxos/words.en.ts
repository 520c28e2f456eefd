/** English: what only Paxos says. Blocks and rules as in `web/i18n/en.ts`. */

export const words = {
  // Roles, votes and timers
  'role.proposer': 'proposer',
  'role.acceptor': 'acceptor',
  'role.learner': 'learner',
  'ledger.committed': 'chosen, and this node knows it',
  'ledger.elsewhere': 'chosen, but this node does not know it yet',
  'ledger.unknown': 'chosen, but no running node knows it yet',
  'ledger.known': 'Chosen and known:',
  'ledger.accepted': 'not chosen',
  'cluster.other': '{client} learns from {from} that {answer} is chosen, not its own value.',
  'stage.client-other': 'chosen: {answer}',

  // Paxos: what the nodes hold
  'paxos.title': 'Nodes',
  'paxos.region': 'Promises, accepted proposals and learned values, node by node',
  'paxos.none-chosen': 'No value is chosen yet.',
  'paxos.chosen': 'Chosen:',
  'paxos.node': 'Node',
  'paxos.all-roles': 'all three roles',
  'paxos.promised': 'Promised',
  'paxos.accepted': 'Accepted',
  'paxos.proposes': 'Proposes',
  'paxos.learned': 'Learned',
  'paxos.nothing': 'nothing yet',
  'paxos.is-chosen': 'is chosen',
  'paxos.count': '{n} of {of} acceptors ({nodes})',
  'paxos.answers': '{n} of {of} acceptors agreed',
  'paxos.phase-idle': 'idle',
  'paxos.phase-prepare': 'phase 1: waits for promises',
  'paxos.phase-accept': 'phase 2: waits for acceptances',
  'paxos.phase-backoff': 'outbid: waits, then retries',
  'paxos.phase-done': 'done',
  'paxos.phase-lost': 'stops: {value} is chosen',
  'paxos.own': 'its own value',
  'paxos.adopted': 'adopted',
  'paxos.adopted-from': 'adopted: {nodes} had accepted it in ballot {ballot}',
  'paxos.wants': 'its client asked for {value}',

  // Messages
  'message.Prepare': 'Prepare',
  'message.Promise': 'Promise',
  'message.PrepareRefused': 'Prepare refused',
  'message.Accept': 'Accept',
  'message.Accepted': 'Accepted',
  'message.AcceptRefused': 'Accept refused',
  'message.Ask': 'Query “what is chosen?”',
  'message.Request': 'Request for a proposal',
  'message.Learned': 'Chosen value',

  // What the nodes of Paxos tell; `.own`: what is its client's value as well
  'paxos.request-taken': '{node} takes value {value} from its client and will propose it.',
  'paxos.request-joined':
    '{node} is already proposing {proposed}. It will tell the client that wants {value} what is chosen.',
  'paxos.request-dropped': '{node} drops the request for {value}: {waiting} clients are already waiting.',
  'paxos.request-late': '{node} knows that {chosen} is chosen. It says so to the client that wants {value}.',
  'paxos.request-redirected': '{node} is not a proposer: it redirects the client that wants {value} to {proposer}.',
  'paxos.request-hopeless': '{node} is not a proposer and knows none, so it cannot propose {value}.',
  'paxos.prepare-sent':
    '{node} begins ballot {ballot}: it sends Prepare to {acceptors} acceptors and needs {needed} promises.',
  'paxos.value-free':
    '{node} has {promises} promises in ballot {ballot}. None reports an accepted value, so {node} proposes its own: {value}.',
  'paxos.value-adopted':
    '{node} must propose {value} in ballot {ballot}, not its own {own}. Among {promises} promises, ballot {accepted} is the highest reported.',
  'paxos.value-kept':
    '{node} proposes its own {value} in ballot {ballot}, although {reported} was accepted in ballot {accepted}. Rule off: adopt an accepted value.',
  'paxos.value-not-highest':
    '{node} proposes {value} of ballot {accepted} in ballot {ballot}, although ballot {highest} is the highest reported. Rule off: adopt the highest ballot.',
  'paxos.abandoned-refused': '{node} gives up ballot {ballot}: {acceptor} has promised ballot {promised}.',
  'paxos.abandoned-outbid': '{node} gives up ballot {ballot}: another proposer has begun ballot {higher}.',
  'paxos.prepare-timed-out':
    '{node}’s wait for promises in ballot {ballot} times out: it has {answers} of the {needed} promises it needs.',
  'paxos.accept-timed-out':
    '{node}’s wait for acceptances in ballot {ballot} times out: it has {answers} of the {needed} acceptances it needs.',
  'paxos.backoff-over': '{node} has backed off after ballot {ballot} and retries with a higher ballot.',
  'paxos.attempt-ended': '{node} stops ballot {ballot}: {value} is chosen.',
  'paxos.promise-given': '{node} promises to accept nothing below ballot {ballot}. It has accepted nothing so far.',
  'paxos.promise-reports':
    '{node} promises to accept nothing below ballot {ballot}, and reports that it has accepted {value} in ballot {accepted}.',
  'paxos.prepare-refused':
    '{node} refuses Prepare of ballot {ballot}: it has promised ballot {promised}, which is higher.',
  'paxos.proposal-accepted': '{node} accepts {value} in ballot {ballot}: it has promised no higher ballot.',
  'paxos.accept-refused':
    '{node} refuses to accept {value} in ballot {ballot}: it has promised ballot {promised}, which is higher.',
  'paxos.promise-broken':
    '{node} accepts {value} in ballot {ballot}, although it has promised ballot {promised}. Rule off: accept nothing below the promise.',
  'paxos.promise-remembered': '{node} is back. Its disk holds its promise for ballot {ballot}.',
  'paxos.proposal-remembered':
    '{node} is back. Its disk holds its promise for ballot {ballot} and value {value}, accepted in ballot {accepted}.',
  'paxos.value-chosen':
    '{node} learns that {value} is chosen: {acceptors} acceptors, a majority, have accepted it in ballot {ballot}.',
  'paxos.choice-learned':
    '{node} learns that {value} is chosen: {acceptors} acceptors, a majority, have accepted it in ballot {ballot}.',
  'paxos.choice-told': '{node} hears from {teller} that {value} is chosen in ballot {ballot}.',
  'paxos.proposal-wanted':
    '{node} cannot tell from the acceptances whether a value is chosen. It asks {proposer} to issue a proposal for {value}.',
  'paxos.proposal-for-learner': '{node} issues a proposal because the learner {learner} asked for one, with {value}.',
  'paxos.asked': '{node} does not know whether a value is chosen. It asks {nodes} nodes.',

  // Whether clients are served, and why not
  'paxos.serving': '{nodes} can reach a majority of acceptors.',
  'paxos.serving-chosen': '{value} is chosen.',
  'paxos.idle-no-proposer': 'no proposer is running.',
  'paxos.idle-few': 'only {running} of {all} acceptors are running. That is no majority.',
  'paxos.idle-cut': '{nodes} cannot reach a majority of acceptors over the links that are left.',
  'paxos.idle-one-way': 'a majority of acceptors hears {nodes}, but its answers do not come back.',
  'paxos.idle-slow': 'a round trip takes at least {trip} ms, but a proposer waits at most {timeout} ms.',
  'paxos.idle-duel': '{nodes} keep outbidding one another: a duel.',
  'paxos.fate-chosen': 'chosen: {what}',
  'paxos.fate-other': 'chosen: {what}',
  'paxos.fate-lost': 'lost',

  // Stage: the ring
  'stage.and': ' and ',
  'stage.era': 'ballot {era}',
  'stage.promised': 'promised',
  'stage.accepted': 'accepted',
  'stage.chosen': 'chosen',
  'stage.wants': 'wants',
  'stage.proposes': 'proposes',
  'stage.promised-ballot': 'promised ballot {ballot}',
  'stage.accepted-value': 'accepted {value} in ballot {ballot}',
  'stage.client-nobody': 'no proposer known',
  'stage.chosen-value': 'knows that {value} is chosen',
  'stage.short-Prepare': 'Prepare',
  'stage.short-Promise': 'Promise',
  'stage.short-PrepareRefused': 'refused',
  'stage.short-Accept': 'Accept',
  'stage.short-Accepted': 'Accepted',
  'stage.short-AcceptRefused': 'refused',
  'stage.short-Ask': 'chosen?',
  'stage.short-Request': 'propose',
  'stage.short-Learned': 'chosen',

  // Tabs
  'tab.log': 'Nodes',

  // Timeline
  'timeline.led': '{leader} · {era}',
  'timeline.led-at': '{time}, ballot {era}, proposed by {leader}',
  'timeline.unled-at': '{time}, ballot {era}',

  // Welcome and scenes
  'welcome.open':
    '{count} nodes must agree on one value. Nothing happens until a client asks: then a proposer carries its value to the acceptors.',
  'welcome.chosen': '{count} nodes have agreed on one value: {value} is chosen, and it stays chosen whatever happens.',
  'scene.propose': 'Propose a value',
  'scene.propose.says':
    'A client asks a proposer to propose a value. The proposer first asks the acceptors for promises.',
  'scene.propose.not-now': 'No proposer is running.',
  'scene.duel': 'Two proposers at once',
  'scene.duel.says':
    'Two proposers begin at the same moment. The higher ballot outbids the lower one; at most one value is chosen.',
  'scene.duel.not-now': 'This needs two proposers that do not know yet what is chosen.',
} as const satisfies Readonly<Record<string, string>>;
