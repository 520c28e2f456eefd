/** English: what only Paxos says. Blocks and rules as in `web/i18n/en.ts`. */

export const words = {
  // Roles, votes and timers
  'role.proposer': 'proposer',
  'role.acceptor': 'acceptor',
  'role.learner': 'learner',
  'timer.retry': 'Retry timer',
  'timer.learn': 'Learner’s timer',

  // Paxos: what the nodes hold
  'paxos.title': 'What the nodes hold',
  'paxos.region': 'Promises, accepted proposals and what was learned, node by node',
  'paxos.none-chosen': 'No value is chosen yet.',
  'paxos.chosen': 'Chosen:',
  'paxos.node': 'Node',
  'paxos.roles': 'Roles',
  'paxos.all-roles': 'all three roles',
  'paxos.promised': 'Promised',
  'paxos.accepted': 'Accepted',
  'paxos.proposes': 'Proposes',
  'paxos.learned': 'Learned',
  'paxos.nothing': 'nothing yet',
  'paxos.is-chosen': 'is chosen',
  'paxos.learned-chosen': 'Learned as chosen',
  'paxos.count': '{n} of {of} ({nodes})',
  'paxos.answers': '{n} of {of} agreed',
  'paxos.answers-of': 'Answers',
  'paxos.phase': 'Phase',
  'paxos.phase-idle': 'idle',
  'paxos.phase-prepare': 'phase 1: asks for promises',
  'paxos.phase-accept': 'phase 2: asks to accept',
  'paxos.phase-backoff': 'outbid: waits, then tries again',
  'paxos.phase-done': 'done',
  'paxos.ballot': 'Ballot',
  'paxos.value': 'Value',
  'paxos.asked-for': 'Its client asked for',
  'paxos.own': 'its own value',
  'paxos.adopted': 'adopted',
  'paxos.adopted-from': 'adopted: {nodes} had accepted it in {ballot}',
  'paxos.wants': 'its client asked for {value}',
  'paxos.legend-chosen': 'chosen',
  'paxos.legend-accepted': 'accepted or proposed, not chosen yet',

  // Inspector
  'inspector.hint-request': 'Let two nodes propose different values at the same time.',

  // Messages
  'message.Prepare': 'Prepare',
  'message.Promise': 'Promise',
  'message.PrepareRefused': 'Refusal to promise',
  'message.Accept': 'Accept!',
  'message.Accepted': 'Accepted',
  'message.AcceptRefused': 'Refusal to accept',
  'message.Ask': 'Question what is chosen',
  'message.Learned': 'Chosen value',

  // What the nodes of Paxos tell; its name stands before the sentence
  'paxos.request-taken': 'takes its client’s value {value} to propose it.',
  'paxos.request-joined': 'is proposing {proposed} already: the client that wants {value} will be told what is chosen.',
  'paxos.request-dropped': 'takes no more requests: {waiting} clients wait already. {value} is dropped.',
  'paxos.request-late': 'knows that {chosen} is chosen, and says so to the client that wants {value}.',
  'paxos.request-redirected': 'is no proposer: sends the client that wants {value} to {proposer}.',
  'paxos.request-hopeless': 'is no proposer and knows none: it cannot propose {value}.',
  'paxos.prepare-sent': 'begins with ballot {ballot}: asks {acceptors} acceptors for promises and needs {needed}.',
  'paxos.value-free':
    'has {promises} promises, and nobody has accepted anything: it may propose its own {value} in ballot {ballot}.',
  'paxos.value-adopted':
    'must propose {value} and not its own {own} in ballot {ballot}: of what {promises} promises report, it has the highest ballot, {accepted}.',
  'paxos.value-kept':
    'proposes its own {value} in ballot {ballot}, although {reported} was accepted in {accepted}: the rule is off.',
  'paxos.value-not-highest':
    'proposes {value} of {accepted} in ballot {ballot}, although {highest} is the highest that was reported: the rule is off.',
  'paxos.abandoned-refused': 'gives up ballot {ballot}: {acceptor} has promised {promised}.',
  'paxos.abandoned-outbid': 'gives up ballot {ballot}: another proposer has begun with {higher}.',
  'paxos.prepare-timed-out':
    'has waited long enough for promises in ballot {ballot}: {answers} came, {needed} are needed.',
  'paxos.accept-timed-out':
    'has waited long enough for acceptances in ballot {ballot}: {answers} came, {needed} are needed.',
  'paxos.backoff-over': 'has waited after ballot {ballot} and tries again with a higher one.',
  'paxos.attempt-ended': 'stops ballot {ballot}: a value is chosen already.',
  'paxos.promise-given': 'promises to answer nothing below ballot {ballot}. It has accepted nothing so far.',
  'paxos.promise-reports':
    'promises to answer nothing below ballot {ballot}, and reports: it has accepted {value} in {accepted}.',
  'paxos.prepare-refused': 'refuses to promise {ballot}: it has promised {promised}, which is higher.',
  'paxos.proposal-accepted': 'accepts {value} in ballot {ballot}: it has promised nothing higher.',
  'paxos.accept-refused': 'refuses to accept {value} in ballot {ballot}: it has promised {promised}, which is higher.',
  'paxos.promise-broken': 'accepts {value} in ballot {ballot}, although it has promised {promised}: the rule is off.',
  'paxos.promise-remembered': 'is back, and its disk remembers the promise of {ballot}.',
  'paxos.proposal-remembered':
    'is back, and its disk remembers the promise of {ballot} and that it has accepted {value} in {accepted}.',
  'paxos.value-chosen':
    'finds that {value} is chosen: {acceptors} acceptors, a majority, have accepted it in ballot {ballot}.',
  'paxos.choice-learned':
    'learns that {value} is chosen: {acceptors} acceptors, a majority, have accepted it in ballot {ballot}.',
  'paxos.choice-told': 'hears from {teller} that {value} is chosen, in ballot {ballot}.',
  'paxos.asked': 'does not know whether anything is chosen, and asks {nodes} nodes.',

  // Checks
  'check.paxos.agreement.name': 'Agreement',
  'check.paxos.agreement.says': 'Only a single value is ever chosen.',
  'check.paxos.agreement.broken':
    '{value} is chosen in ballot {ballot}, and {other_value} was chosen in {other_ballot}.',
  'check.paxos.validity.name': 'Validity',
  'check.paxos.validity.says': 'Only a value that a client has asked for can be chosen.',
  'check.paxos.validity.broken': '{value} is chosen in ballot {ballot}, and no client has asked for it.',
  'check.paxos.stability.name': 'Stability',
  'check.paxos.stability.says': 'What is chosen stays chosen: a node that has learned a value never learns another.',
  'check.paxos.stability.broken': '{node} has learned {value}, after it had learned {other_value}.',
  'check.paxos.one-value-per-ballot.name': 'One value a ballot',
  'check.paxos.one-value-per-ballot.says': 'No two acceptors accept different values in the same ballot.',
  'check.paxos.one-value-per-ballot.broken':
    'in ballot {ballot}, {node} has accepted {value} and {other_node} {other_value}.',
  'check.paxos.votes-safe.name': 'What is accepted is safe',
  'check.paxos.votes-safe.says':
    'Whoever accepts a value in a ballot can be sure that no other was or will be chosen below it.',
  'check.paxos.votes-safe.broken':
    '{value} was accepted in ballot {ballot}, although another value can still be chosen in {lower}.',
  'check.paxos.shows-safe.name': 'Proposals are safe',
  'check.paxos.shows-safe.says':
    'A proposal has a majority of promises behind it, and the value of the highest ballot that they report.',
  'check.paxos.shows-safe.broken':
    '{value} was proposed in ballot {ballot} with {promises} promises that hold, and the highest proposal accepted among them was {highest}.',
  'check.paxos.promise-kept.name': 'Promises are kept',
  'check.paxos.promise-kept.says':
    'An acceptor never accepts below its promise, and never forgets it, not even in a crash.',
  'check.paxos.promise-kept.broken': '{node} had promised {promised}, and went below it: {lower}.',
  'check.paxos.promise-truthful.name': 'Promises are truthful',
  'check.paxos.promise-truthful.says': 'A promise reports the highest proposal that its sender has accepted.',
  'check.paxos.promise-truthful.broken':
    'in its promise for {ballot}, {node} reported {reported}, and it had accepted {voted}.',
  'check.paxos.learned-is-chosen.name': 'Learned means chosen',
  'check.paxos.learned-is-chosen.says': 'Nobody takes a value for chosen unless it is.',
  'check.paxos.learned-is-chosen.broken':
    '{node} takes {value} for chosen, and no majority has accepted it in one ballot.',

  // Settings
  'setting.backoff': 'Back-off',
  'setting.backoff.says': 'How long a proposer that was outbid waits before it tries again. Drawn anew each time.',
  'setting.phase-timeout': 'Patience in a phase',
  'setting.phase-timeout.says':
    'How long a proposer waits for a majority to answer, before it tries again with a higher ballot.',
  'setting.rule.majority': 'A majority decides',
  'setting.rule.majority.says': 'More than half must agree. If half were enough, two halves could decide differently.',
  'setting.rule.adopt-accepted': 'Adopt an accepted value',
  'setting.rule.adopt-accepted.says':
    'A proposer takes over a value that the promises report as accepted. Else a second value can be chosen.',
  'setting.rule.adopt-highest': 'Adopt the one with the highest ballot',
  'setting.rule.adopt-highest.says':
    'Of several reported values it takes the one accepted in the highest ballot. Only that one can have been chosen.',
  'setting.rule.refuse-below-promise': 'Accept nothing below the promise',
  'setting.rule.refuse-below-promise.says':
    'An acceptor refuses what is below the ballot that it has promised. Else an old proposer can still get its value chosen.',
  'setting.rule.new-number-after-restart': 'Never use a ballot twice',
  'setting.rule.new-number-after-restart.says':
    'After a restart a proposer begins above all ballots that it has used. Else one ballot can carry two values.',
  'setting.rule.count-by-ballot': 'Count acceptances ballot by ballot',
  'setting.rule.count-by-ballot.says':
    'A learner counts only acceptances of the same ballot. The same value in different ballots is not yet a majority.',

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
  'stage.chosen-value': 'knows that {value} is chosen',
  'stage.short-Prepare': 'prepare',
  'stage.short-Promise': 'promise',
  'stage.short-PrepareRefused': 'refused',
  'stage.short-Accept': 'accept!',
  'stage.short-Accepted': 'accepted',
  'stage.short-AcceptRefused': 'refused',
  'stage.short-Ask': 'chosen?',
  'stage.short-Learned': 'chosen',

  // Tabs
  'tab.log': 'Nodes',

  // Timeline
  'timeline.led': '{leader} · {era}',
  'timeline.led-at': '{time}, ballot {era}, proposed by {leader}',
  'timeline.unled-at': '{time}, ballot {era}',

  // Help
  'help.colour-means': 'is the ballot. A node in an old colour has not heard yet.',
} as const satisfies Readonly<Record<string, string>>;
