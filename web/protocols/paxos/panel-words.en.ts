/** English: what only such panels say of Paxos. */

export const words = {
  // Roles, votes and timers
  'timer.retry': 'Retry timer',
  'timer.learn': 'Query timer',

  // Paxos: what the nodes hold
  'paxos.roles': 'Roles',
  'paxos.learned-chosen': 'Learned as chosen',
  'tally.promises': 'Promises',
  'tally.acceptances': 'Acceptances',
  'paxos.phase': 'Phase',
  'paxos.ballot': 'Ballot',
  'paxos.value': 'Value',
  'paxos.asked-for': 'Its client asked for',

  // Inspector
  'inspector.hint-request': 'Let two nodes propose different values at the same time.',

  // What the nodes of Paxos tell; `.own`: what is its client's value as well
  'paxos.value-adopted.own':
    '{node} must propose {value} in ballot {ballot}, which its client also wants. Among {promises} promises, ballot {accepted} is the highest reported.',

  // What became of requests whose clients were told nothing
  'paxos.fate-chosen.says': 'The client does not know it, but its value {what} is chosen.',
  'paxos.fate-other.says': 'The client does not know it, but {what} is chosen. Its own value never will be.',
  'paxos.fate-lost.says': 'The client does not know it, but its value is lost: no node and no message holds it.',

  // Checks
  'check.paxos.agreement.says': 'Only a single value is ever chosen.',
  'check.paxos.validity.says': 'Only a value that a client asked for can be chosen.',
  'check.paxos.stability.says': 'A chosen value stays chosen: a node that has learned a value never learns another.',
  'check.paxos.one-value-per-ballot.says': 'No two acceptors accept different values in the same ballot.',
  'check.paxos.votes-safe.says':
    'When an acceptor accepts a value, no other value was or can be chosen in a lower ballot.',
  'check.paxos.shows-safe.says':
    'A proposal has a majority of promises. It carries the value of the highest ballot that they report.',
  'check.paxos.promise-kept.says':
    'An acceptor never accepts below its promise, and never forgets it, even in a crash.',
  'check.paxos.promise-truthful.says': 'A promise reports the highest proposal that its sender has accepted.',
  'check.paxos.learned-is-chosen.says': 'A node takes a value as chosen only if it is.',

  // Settings
  'setting.backoff.says': 'How long an outbid proposer waits before it retries. Each delay is drawn at random.',
  'setting.phase-timeout.says': 'How long a proposer waits for a majority before it retries with a higher ballot.',
  'setting.rule.majority.says':
    'More than half must agree. If half were enough, two halves could choose differently. Half differs from a majority only where the number of nodes is even.',
  'setting.rule.adopt-accepted.says':
    'A proposer adopts a value that the promises report as accepted. Otherwise a second value can be chosen.',
  'setting.rule.adopt-highest.says':
    'Among several reported values, a proposer adopts the one of the highest ballot. Only that one can have been chosen.',
  'setting.rule.refuse-below-promise.says':
    'An acceptor refuses ballots below its promise. Otherwise an old proposer can still get its value chosen.',
  'setting.rule.new-number-after-restart.says':
    'After a restart, a proposer uses a ballot above all its earlier ones. Otherwise one ballot can carry two values.',
  'setting.rule.count-by-ballot.says':
    'A learner counts only acceptances of the same ballot. The same value in different ballots is not a majority.',

  // Help
  'help.colour-means': 'is the ballot. A node in an old colour has not heard of the new ballot yet.',

  // What there is to say only when somebody has done something: of refusals, settings, guarantees and events
  'check.paxos.agreement.name': 'Agreement',
  'check.paxos.agreement.broken':
    '{value} is chosen in ballot {ballot}, but {other_value} was chosen in ballot {other_ballot}.',
  'check.paxos.validity.name': 'Validity',
  'check.paxos.validity.broken': '{value} is chosen in ballot {ballot}, but no client asked for it.',
  'check.paxos.stability.name': 'Stability',
  'check.paxos.stability.broken': '{node} learned {value} after it had learned {other_value}.',
  'check.paxos.one-value-per-ballot.name': 'One value per ballot',
  'check.paxos.one-value-per-ballot.broken':
    'in ballot {ballot}, {node} accepted {value}, but {other_node} accepted {other_value}.',
  'check.paxos.votes-safe.name': 'Accepted values are safe',
  'check.paxos.votes-safe.broken':
    '{value} was accepted in ballot {ballot}, but another value can still be chosen in ballot {lower}.',
  'check.paxos.shows-safe.name': 'Proposals are safe',
  'check.paxos.shows-safe.broken':
    '{value} was proposed in ballot {ballot} with {promises} valid promises; the highest accepted proposal among them was {highest}.',
  'check.paxos.promise-kept.name': 'Promises are kept',
  'check.paxos.promise-kept.broken': '{node} had promised ballot {promised}, but went below it to ballot {lower}.',
  'check.paxos.promise-truthful.name': 'Promises are truthful',
  'check.paxos.promise-truthful.broken':
    'in its promise for ballot {ballot}, {node} reported {reported}, but it had accepted {voted}.',
  'check.paxos.learned-is-chosen.name': 'Learned means chosen',
  'check.paxos.learned-is-chosen.broken': '{node} takes {value} as chosen, but no majority accepted it in one ballot.',
  'setting.backoff': 'Back-off',
  'setting.phase-timeout': 'Phase timeout',
  'setting.rule.majority': 'Majority',
  'setting.rule.adopt-accepted': 'Adopt an accepted value',
  'setting.rule.adopt-highest': 'Adopt the highest ballot',
  'setting.rule.refuse-below-promise': 'Accept nothing below the promise',
  'setting.rule.new-number-after-restart': 'Never use a ballot twice',
  'setting.rule.count-by-ballot': 'Count acceptances per ballot',

  // Signs
  'sign.era': 'Colour and number are the highest ballot that the node knows: round, then proposer.',
  'sign.timer': 'The arc is a timer. When a proposer’s expires, it retries with a higher ballot.',
  'sign.proposer': 'A flag: this node can propose values.',
  'sign.campaign': 'A filled flag and a dashed ring: a ballot of its own is under way.',
  'sign.proposer-only': 'A hexagon: a proposer that is not an acceptor.',
  'sign.votes':
    'A pip for each acceptor. Filled: it has agreed. With a dot: its answer is in flight. Crossed: refused.',
  'sign.trial-votes': 'Answers that count for nothing yet.',
  'sign.accepted': 'Dashed: accepted or proposed in this ballot. The node does not know whether it is chosen.',
  'sign.chosen': 'Solid, with a tick: the node knows that this value is chosen.',
  'sign.elsewhere': 'A thin edge inside: the value is chosen, but this node does not know it yet.',
  'sign.unknown': 'A thin edge and a dot: the value is chosen, but no running node knows it yet.',
  'sign.mark-proposal': 'A proposer issues a proposal: phase 2 begins.',
  'sign.mark-chosen': 'A value is chosen, and its proposer knows.',
  'sign.learned':
    'A tick: this node knows what is chosen. A learner in Paxos learns values; in Raft the word means something else.',
  'sign.Prepare': 'phase 1: a proposer asks for a promise.',
  'sign.Promise': 'the acceptor will accept nothing below this ballot, and reports what it has accepted.',
  'sign.PrepareRefused': 'the acceptor has already promised a higher ballot.',
  'sign.Accept': 'phase 2: the proposer asks the acceptor to accept a value.',
  'sign.Accepted': 'the acceptor has accepted the value.',
  'sign.AcceptRefused': 'the acceptor has promised a higher ballot since.',
  'sign.Ask': 'a node asks what is chosen.',
  'sign.Request': 'a learner asks a proposer to issue a proposal.',
  'sign.Learned': 'a node tells what is chosen.',

  // Scenes
  'scene.crash-proposer': 'Crash the proposer',
  'scene.crash-proposer.says':
    'The proposer crashes in the middle of its ballot. What the acceptors hold is all that is left of it.',
  'scene.crash-proposer.not-now': 'No ballot is under way. Propose a value first.',
  'scene.cut-off-minority': 'Cut off a minority',
  'scene.cut-off-minority.says':
    'A minority of the acceptors is cut off. The others are still a majority and can choose.',
  'scene.cut-off-minority.not-now': 'This needs three acceptors that are up.',
} as const satisfies Readonly<Record<string, string>>;
