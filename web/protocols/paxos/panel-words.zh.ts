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
  'setting.rule.majority.says': '必须超过半数同意。如果一半就够，两个一半就可能选定不同的值。',
  'setting.rule.adopt-accepted.says': '承诺里报告了已接受的值，提议者就必须沿用。否则可能选定第二个值。',
  'setting.rule.adopt-highest.says': '报告了多个值时，取编号最高的那个：只有它可能已经被选定。',
  'setting.rule.refuse-below-promise.says': '接受者拒绝编号低于自己承诺的请求。否则旧的提议者仍可能让自己的值被选定。',
  'setting.rule.new-number-after-restart.says':
    '重启后的提议者从用过的最高编号之上开始。否则同一个编号可能带着两个值。',
  'setting.rule.count-by-ballot.says': '学习者只统计同一编号的 Accepted。同一个值散在不同编号里，还不算多数派。',

  // Help
  'help.colour-means': '表示提案编号（ballot）。还是旧颜色的节点，就是还没得知新编号。',
};
