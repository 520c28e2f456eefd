/** Chinese: what only such panels say of Paxos. */

import type { words as en } from './panel-words.en';

export const words: Readonly<Record<keyof typeof en, string>> = {
  // Roles, votes and timers
  'timer.retry': '重试计时器',
  'timer.learn': '询问计时器',

  // Paxos: what the nodes hold
  'paxos.roles': '角色',
  'paxos.learned-chosen': '得知已选定',
  'tally.promises': '承诺',
  'tally.acceptances': '接受',
  'paxos.phase': '阶段',
  'paxos.ballot': '提案编号（ballot）',
  'paxos.value': '值',
  'paxos.asked-for': '客户端要求的值',

  // Inspector
  'inspector.hint-request': '让两个节点同时提议不同的值。',

  // What the nodes of Paxos tell; `.own`: what is its client's value as well
  'paxos.value-adopted.own':
    '{node} 在提案 {ballot} 中必须提议 {value}，正好也是客户端想要的：{promises} 个 Promise 报告的提案里，{accepted} 的编号最高。',

  // What became of requests whose clients were told nothing
  'paxos.fate-chosen.says': '客户端并不知道：它的值 {what} 已被选定。',
  'paxos.fate-other.says': '客户端并不知道：已选定 {what}，它自己的值不会再被选定。',
  'paxos.fate-lost.says': '客户端并不知道：它的值已丢失，任何节点和消息里都没有了。',

  // Checks
  'check.paxos.agreement.says': '永远只有一个值被选定。',
  'check.paxos.validity.says': '只有客户端要求过的值才能被选定。',
  'check.paxos.stability.says': '选定的值不再改变：学到一个值的节点不会再学到另一个。',
  'check.paxos.one-value-per-ballot.says': '没有两个接受者在同一编号中接受不同的值。',
  'check.paxos.votes-safe.says': '接受者在某个编号中接受一个值时，更低的编号里没有、也不会有别的值被选定。',
  'check.paxos.shows-safe.says': '每个提案背后都有多数派的承诺，而且采用其中报告的编号最高的值。',
  'check.paxos.promise-kept.says': '接受者从不接受低于承诺的编号，也从不忘记承诺，宕机也不例外。',
  'check.paxos.promise-truthful.says': '承诺如实报告自己接受过的编号最高的提案。',
  'check.paxos.learned-is-chosen.says': '只有真正选定的值，才会被当作选定。',

  // Settings
  'setting.backoff.says': '编号被超过的提议者过多久再试。每次都重新随机抽取。',
  'setting.phase-timeout.says': '提议者等待多数派答复多久，超时就换更高的编号再试。',
  'setting.rule.majority.says':
    '必须超过半数同意。如果一半就够，两个一半就可能选定不同的值。只有节点数为偶数时，一半才和多数派不同。',
  'setting.rule.adopt-accepted.says': '承诺里报告了已接受的值，提议者就必须沿用。否则可能选定第二个值。',
  'setting.rule.adopt-highest.says': '报告了多个值时，取编号最高的那个：只有它可能已经被选定。',
  'setting.rule.refuse-below-promise.says': '接受者拒绝编号低于自己承诺的请求。否则旧的提议者仍可能让自己的值被选定。',
  'setting.rule.new-number-after-restart.says':
    '重启后的提议者从用过的最高编号之上开始。否则同一个编号可能带着两个值。',
  'setting.rule.count-by-ballot.says': '学习者只统计同一编号的 Accepted。同一个值散在不同编号里，还不算多数派。',

  // Help
  'help.colour-means': '表示提案编号（ballot）。还是旧颜色的节点，就是还没得知新编号。',

  // What there is to say only when somebody has done something: of refusals, settings, guarantees and events
  'check.paxos.agreement.name': '一致性（Agreement）',
  'check.paxos.agreement.broken':
    '{value} 在提案 {ballot} 中被选定，而 {other_value} 已在提案 {other_ballot} 中被选定。',
  'check.paxos.validity.name': '有效性（Validity）',
  'check.paxos.validity.broken': '{value} 在提案 {ballot} 中被选定，却没有客户端要求过它。',
  'check.paxos.stability.name': '稳定性（Stability）',
  'check.paxos.stability.broken': '{node} 先学到 {other_value}，后来又学到 {value}。',
  'check.paxos.one-value-per-ballot.name': '一个编号一个值',
  'check.paxos.one-value-per-ballot.broken':
    '在提案 {ballot} 中，{node} 接受了 {value}，{other_node} 接受了 {other_value}。',
  'check.paxos.votes-safe.name': '接受的都安全',
  'check.paxos.votes-safe.broken': '{value} 在提案 {ballot} 中被接受，而在提案 {lower} 中仍可能选定别的值。',
  'check.paxos.shows-safe.name': '提议的都安全',
  'check.paxos.shows-safe.broken':
    '{value} 在提案 {ballot} 中被提出，有效的承诺有 {promises} 个，其中接受过的最高提案是 {highest}。',
  'check.paxos.promise-kept.name': '承诺必守',
  'check.paxos.promise-kept.broken': '{node} 承诺过 {promised}，却低于它行事：{lower}。',
  'check.paxos.promise-truthful.name': '承诺如实',
  'check.paxos.promise-truthful.broken': '{node} 在对 {ballot} 的承诺中报告 {reported}，而它实际接受过的是 {voted}。',
  'check.paxos.learned-is-chosen.name': '学到的确已选定',
  'check.paxos.learned-is-chosen.broken': '{node} 认为 {value} 已选定，而没有多数派在同一编号中接受过它。',
  'setting.backoff': '退避时间（back-off）',
  'setting.phase-timeout': '阶段超时',
  'setting.rule.majority': '多数派',
  'setting.rule.adopt-accepted': '沿用已被接受的值',
  'setting.rule.adopt-highest': '沿用编号最高的值',
  'setting.rule.refuse-below-promise': '低于承诺的一律拒绝',
  'setting.rule.new-number-after-restart': '编号绝不重用',
  'setting.rule.count-by-ballot': '按编号分别计数',

  // 图形
  'sign.era': '颜色和数字表示节点所知的最高编号：先是轮次，再是提议者。',
  'sign.timer': '弧线是计时器。提议者的到期时，它就换更高的编号再试。',
  'sign.proposer': '旗子：这个节点可以提议。',
  'sign.campaign': '实心的旗子和虚线边框：它自己的提案正在进行。',
  'sign.proposer-only': '六边形：只提议，不接受。',
  'sign.votes': '每个接受者一个小圆。实心：已同意；带点：答复在途中；打叉：拒绝。',
  'sign.trial-votes': '还不算数的答复。',
  'sign.accepted': '虚线：在这个编号中接受或提出。节点不知道它是否已选定。',
  'sign.chosen': '实线加勾：节点知道这个值已选定。',
  'sign.elsewhere': '内有细边：值已选定，但这个节点还不知道。',
  'sign.unknown': '内有细边加圆点：值已选定，但运行中的节点都还不知道。',
  'sign.mark-proposal': '有提议者发出提案：阶段二开始。',
  'sign.mark-chosen': '有值被选定，而且提议者知道。',
  'sign.learned': '勾：这个节点知道选定了什么。Paxos 的学习者学到的是值；Raft 里同一个词是别的意思。',
  'sign.Prepare': '阶段一：提议者请求承诺。',
  'sign.Promise': '接受者不再接受更低的编号，并报告自己接受过什么。',
  'sign.PrepareRefused': '接受者已承诺了更高的编号。',
  'sign.Accept': '阶段二：提议者请接受者接受一个值。',
  'sign.Accepted': '接受者接受了这个值。',
  'sign.AcceptRefused': '接受者此后承诺了更高的编号。',
  'sign.Ask': '节点询问选定了什么。',
  'sign.Request': '学习者请提议者发起一个提案。',
  'sign.Learned': '告知选定了什么。',

  // 场景
  'scene.crash-proposer': '让提议者宕机',
  'scene.crash-proposer.says': '提议者在提案进行到一半时宕机，剩下的只有接受者手里的内容。',
  'scene.crash-proposer.not-now': '现在没有进行中的提案。先提议一个值。',
  'scene.cut-off-minority': '隔离少数派',
  'scene.cut-off-minority.says': '少数接受者被隔开，其余的仍是多数派，仍然可以选定值。',
  'scene.cut-off-minority.not-now': '需要三个正在运行的接受者。',
};
