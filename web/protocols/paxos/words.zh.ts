/** Chinese: what only Paxos says. */

import type { words as en } from './words.en';

export const words: Readonly<Record<keyof typeof en, string>> = {
  // Roles, votes and timers
  'role.proposer': '提议者',
  'role.acceptor': '接受者',
  'role.learner': '学习者',
  'ledger.committed': '已选定，这个节点知道',
  'ledger.elsewhere': '已选定，但这个节点还不知道',
  'ledger.unknown': '已选定，但运行中的节点都还不知道',
  'ledger.known': '已选定，知道的有：',
  'ledger.accepted': '未选定',
  'cluster.other': '{client} 从 {from} 得知：选定的是 {answer}，不是它自己的值。',
  'stage.client-other': '选定了 {answer}',

  // Paxos: what the nodes hold
  'paxos.title': '节点',
  'paxos.region': '逐个节点列出：承诺、接受的提案、学到的结果',
  'paxos.none-chosen': '还没有选定任何值。',
  'paxos.chosen': '已选定（chosen）：',
  'paxos.node': '节点',
  'paxos.all-roles': '身兼三职',
  'paxos.promised': '已承诺（promised）',
  'paxos.accepted': '已接受（accepted）',
  'paxos.proposes': '正在提议',
  'paxos.learned': '已学到（learned）',
  'paxos.nothing': '尚无',
  'paxos.is-chosen': '已选定',
  'paxos.count': '{of} 个接受者中有 {n} 个（{nodes}）',
  'paxos.answers': '{of} 个接受者中 {n} 个同意',
  'paxos.phase-idle': '空闲',
  'paxos.phase-prepare': '阶段一：等待承诺',
  'paxos.phase-accept': '阶段二：等待接受',
  'paxos.phase-backoff': '编号被超过：退避后重试',
  'paxos.phase-done': '完成',
  'paxos.phase-lost': '停止：选定的是 {value}',
  'paxos.own': '自己的值',
  'paxos.adopted': '沿用他人的值',
  'paxos.adopted-from': '沿用：{nodes} 在提案 {ballot} 中接受过它',
  'paxos.wants': '客户端原本要求 {value}',

  // Messages
  'message.Prepare': 'Prepare',
  'message.Promise': 'Promise',
  'message.PrepareRefused': '拒绝 Prepare',
  'message.Accept': 'Accept',
  'message.Accepted': 'Accepted',
  'message.AcceptRefused': '拒绝 Accept',
  'message.Ask': '询问选定结果',
  'message.Request': '请求发起提案',
  'message.Learned': '选定的值',

  // What the nodes of Paxos tell; `.own`: what is its client's value as well
  'paxos.request-taken': '{node} 接下客户端的值 {value}，准备提议。',
  'paxos.request-joined': '{node} 已经在提议 {proposed}。想要 {value} 的客户端届时会得知选定的值。',
  'paxos.request-dropped': '{node} 丢弃对 {value} 的请求：已有 {waiting} 个客户端在等。',
  'paxos.request-late': '{node} 知道已选定 {chosen}，如实告诉想要 {value} 的客户端。',
  'paxos.request-redirected': '{node} 不是提议者：让想要 {value} 的客户端去找 {proposer}。',
  'paxos.request-hopeless': '{node} 不是提议者，也不知道谁是：无法提议 {value}。',
  'paxos.prepare-sent': '{node} 开始提案 {ballot}：向 {acceptors} 个接受者发送 Prepare，需要 {needed} 个 Promise。',
  'paxos.value-free':
    '{node} 在提案 {ballot} 中得到 {promises} 个 Promise，都没有报告接受过的值，于是提议自己的值 {value}。',
  'paxos.value-adopted':
    '{node} 在提案 {ballot} 中必须提议 {value}，不能提议自己的 {own}：{promises} 个 Promise 报告的提案里，{accepted} 的编号最高。',
  'paxos.value-kept':
    '{node} 在提案 {ballot} 中仍提议自己的 {value}，尽管 {reported} 已在提案 {accepted} 中被接受。规则已关闭：沿用已被接受的值。',
  'paxos.value-not-highest':
    '{node} 在提案 {ballot} 中提议提案 {accepted} 的值 {value}，尽管报告的最高编号是 {highest}。规则已关闭：沿用编号最高的值。',
  'paxos.abandoned-refused': '{node} 放弃提案 {ballot}：{acceptor} 已经承诺了 {promised}。',
  'paxos.abandoned-outbid': '{node} 放弃提案 {ballot}：另一个提议者已经开始提案 {higher}。',
  'paxos.prepare-timed-out': '提案 {ballot}：{node} 等待 Promise 超时，只收到 {answers} 个，需要 {needed} 个。',
  'paxos.accept-timed-out': '提案 {ballot}：{node} 等待 Accepted 超时，只收到 {answers} 个，需要 {needed} 个。',
  'paxos.backoff-over': '{node} 在提案 {ballot} 之后的退避结束，换更高的编号再试。',
  'paxos.attempt-ended': '{node} 停止提案 {ballot}：已选定 {value}。',
  'paxos.promise-given': '{node} 承诺不再接受编号低于 {ballot} 的提案。它至今没有接受过任何提案。',
  'paxos.promise-reports': '{node} 承诺不再接受编号低于 {ballot} 的提案，并报告：曾在提案 {accepted} 中接受 {value}。',
  'paxos.prepare-refused': '{node} 拒绝提案 {ballot} 的 Prepare：它已经承诺了更高的 {promised}。',
  'paxos.proposal-accepted': '{node} 在提案 {ballot} 中接受 {value}：它没有承诺过更高的编号。',
  'paxos.accept-refused': '{node} 拒绝在提案 {ballot} 中接受 {value}：它已经承诺了更高的 {promised}。',
  'paxos.promise-broken':
    '{node} 在提案 {ballot} 中接受 {value}，尽管已经承诺 {promised}。规则已关闭：低于承诺的一律拒绝。',
  'paxos.promise-remembered': '{node} 重启，磁盘上还记着对提案 {ballot} 的承诺。',
  'paxos.proposal-remembered':
    '{node} 重启，磁盘上还记着对提案 {ballot} 的承诺，以及在提案 {accepted} 中接受的 {value}。',
  'paxos.value-chosen': '{node} 得知 {value} 已选定：{acceptors} 个接受者（多数派）在提案 {ballot} 中接受了它。',
  'paxos.choice-learned': '{node} 得知 {value} 已选定：{acceptors} 个接受者（多数派）在提案 {ballot} 中接受了它。',
  'paxos.choice-told': '{node} 从 {teller} 得知 {value} 已在提案 {ballot} 中选定。',
  'paxos.proposal-wanted': '{node} 无法从收到的 Accepted 判断是否已有值被选定，请 {proposer} 以 {value} 发起提案。',
  'paxos.proposal-for-learner': '{node} 应学习者 {learner} 的请求，以 {value} 发起提案。',
  'paxos.asked': '{node} 不知道是否已有值被选定，向 {nodes} 个节点询问。',

  // Whether clients are served, and why not
  'paxos.serving': '{nodes} 能联系到多数接受者。',
  'paxos.serving-chosen': '已选定 {value}。',
  'paxos.idle-no-proposer': '没有提议者在运行。',
  'paxos.idle-few': '{all} 个接受者只有 {running} 个在运行，不足多数派。',
  'paxos.idle-cut': '{nodes} 靠剩下的链路联系不到多数接受者。',
  'paxos.idle-one-way': '多数接受者能收到 {nodes} 的请求，答复却送不回来。',
  'paxos.idle-slow': '消息来回一次至少要 {trip} 毫秒，而提议者最多只等 {timeout} 毫秒。',
  'paxos.idle-duel': '{nodes} 不断用更高的编号压过对方，谁也得不到多数派。',
  'paxos.fate-chosen': '已选定 {what}',
  'paxos.fate-other': '选定了 {what}',
  'paxos.fate-lost': '已丢失',

  // Stage: the ring
  'stage.and': '、',
  'stage.era': '编号 {era}',
  'stage.promised': '已承诺',
  'stage.accepted': '已接受',
  'stage.chosen': '已选定',
  'stage.wants': '想要',
  'stage.proposes': '提议',
  'stage.promised-ballot': '已承诺编号 {ballot}',
  'stage.accepted-value': '已接受编号 {ballot} 的 {value}',
  'stage.client-nobody': '不知道提议者',
  'stage.chosen-value': '得知已选定 {value}',
  'stage.short-Prepare': 'Prepare',
  'stage.short-Promise': 'Promise',
  'stage.short-PrepareRefused': '拒绝',
  'stage.short-Accept': 'Accept',
  'stage.short-Accepted': 'Accepted',
  'stage.short-AcceptRefused': '拒绝',
  'stage.short-Ask': '问结果',
  'stage.short-Request': '请提案',
  'stage.short-Learned': '已选定',

  // Tabs
  'tab.log': '节点',

  // Timeline
  'timeline.led': '{leader} · {era}',
  'timeline.led-at': '{time}，编号 {era}，由 {leader} 提出',
  'timeline.unled-at': '{time}，编号 {era}',

  // 欢迎和场景
  'welcome.open':
    '{count} 个节点要就一个值达成一致。客户端提出请求之前什么也不会发生；之后，提议者把客户端的值带给接受者。',
  'welcome.chosen': '{count} 个节点已就一个值达成一致：{value} 已选定，无论发生什么都不会再变。',
  'scene.propose': '提议一个值',
  'scene.propose.says': '客户端请提议者提出一个值。提议者先向接受者要承诺。',
  'scene.propose.not-now': '没有正在运行的提议者。',
  'scene.duel': '两个提议者同时出手',
  'scene.duel.says': '两个提议者同时开始。编号高的压过编号低的，但最多只有一个值会被选定。',
  'scene.duel.not-now': '需要两个还不知道选定了什么的提议者。',
};
