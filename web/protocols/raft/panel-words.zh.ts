/** Chinese: what only such panels say of Raft. */

import type { words as en } from './panel-words.en';

export const words: Readonly<Record<keyof typeof en, string>> = {
  // Roles, votes and timers
  'timer.election': '选举计时器',
  'timer.heartbeat': '心跳计时器',
  'timer.minimum-election': '最短选举超时',
  'timer.check-quorum': '多数派检查',
  'timer.transfer': '领导权转移超时',
  'timer.catch-up': '本轮追赶',
  'timer.lease': '租约到期',

  // Raft: what a node holds
  'raft.term': '任期（term）',
  'raft.voted-for': '本任期投票给',
  'raft.leader': '当前领导者',
  'raft.log-end': '最后一条日志',
  'raft.log-empty': '无：日志为空',
  'raft.index-of-term': '索引 {index}，任期 {term}',
  'raft.commit-index': '提交索引',
  'raft.last-applied': '已应用到索引',
  'tally.votes': '选票',
  'tally.pre-votes': '预投票',
  'tally.part-old': '旧配置：{all} 票中得 {had} 票，需要 {needed} 票',
  'tally.part-new': '新配置：{all} 票中得 {had} 票，需要 {needed} 票',
  'raft.members': '成员',
  'raft.joint': '联合配置（joint）：新旧两边都要有多数派同意',
  'raft.from-the-start': '一开始就有',
  'raft.members-committed': '索引 {index}，已知提交',
  'raft.members-uncommitted': '索引 {index}，已生效，尚不知是否已提交',
  'raft.snapshot': '快照（snapshot）',
  'raft.snapshot-state': '快照内容',
  'raft.snapshot-members': '快照中的配置',
  'raft.up-to': '到索引 {index}，任期',
  'raft.transfer': '领导权转移给',
  'raft.catching-up': '正在追赶日志',
  'raft.round': '{nodes}，第 {round} 轮',
  'raft.lease': '租约（lease）',
  'raft.lease-means': '不询问其他服务器即可答复读请求',
  'raft.reads': '等待中的读请求',
  'raft.state': '状态机',

  // Inspector
  'inspector.hint-request': '向领导者发一个请求，趁它还没答复时让它宕机。',
  'inspector.hint-members': '用 + 添加一台服务器，看它先追上日志再参与投票；也可以移除一台，哪怕是领导者。',
  'act.snapshot': '做快照',
  'act.transfer': '领导权转移给它',
  'act.remove': '移出集群',

  // What Raft's servers tell; `.own`: what a server does with itself
  'raft.vote-refused-already-voted.own': '{node} 拒绝投票给 {candidate}：任期 {term} 的票已经投给了自己。',
  'raft.vote-received.own': '{node} 计入自己的一票：需要 {needed} 票，已有 {votes} 票。',
  'raft.pre-vote-received.own': '{node} 计入自己的预投票：需要 {needed} 票，已有 {votes} 票。',

  // What became of requests whose clients were told nothing
  'raft.fate-done.says': '客户端并不知道：它的请求已在索引 {what} 执行。',
  'raft.fate-open.says': '它的请求在某个日志的索引 {what} 处，可能提交，也可能被覆盖。',
  'raft.fate-overwritten.says': '客户端并不知道：它在索引 {what} 的条目被覆盖，从未执行。',
  'raft.fate-lost.says': '客户端并不知道：它的请求没进日志就丢了，从未执行。',
  'raft.fate-none.says': '这类请求不在日志里留下条目。',

  // Checks
  'check.raft.election-safety.says': '一个任期里最多只有一个领导者。',
  'check.raft.leader-append-only.says': '领导者只在自己的日志末尾追加，从不改写或删除条目。',
  'check.raft.log-matching.says': '两份日志如果在某个索引处任期相同，那么到该索引为止完全相同。',
  'check.raft.leader-completeness.says': '条目一旦提交，之后每个任期的领导者都拥有它。',
  'check.raft.state-machine-safety.says': '任何两台服务器都不会在同一索引处应用不同的命令。',
  'check.raft.committed-append-only.says': '服务器知道已提交的条目，在它的日志里永远不变。',
  'check.raft.term-monotone.says': '服务器从不退回更早的任期，宕机也不例外。',
  'check.raft.one-vote-per-term.says': '一台服务器在一个任期里最多投票给一个候选人，宕机也不例外。',
  'check.raft.message-term-bound.says': '消息里的任期，不会超过发送者自己的任期。',
  'check.raft.log-terms-monotone.says': '沿着日志任期不会变小，也不会超过服务器自己的任期。',
  'check.raft.index-order.says': '服务器只应用已提交的条目，只提交日志里有的条目。',
  'check.raft.commit-monotone.says': '服务器在运行期间，提交索引从不后退。',
  'check.raft.commits-own-term.says': '领导者只有对自己任期的条目才靠统计副本数来提交。',
  'check.raft.commit-justified.says': '领导者提交的条目，已写在多数成员的磁盘上。',
  'check.raft.quorum-holds-committed.says': '任何一组足以选出领导者的成员，其中总有一个的磁盘上有全部已提交的条目。',
  'check.raft.leader-has-newest.says': '对于领导者自己任期的条目，没有服务器比它更新。',
  'check.raft.winner-term-in-no-log.says': '一个任期的领导者当选之前，任何日志里都没有这个任期的条目。',
  'check.raft.match-soundness.says': '到 matchIndex 为止，跟随者的日志与领导者的相同。',
  'check.raft.role-transitions.says': '只有候选人能成为领导者，领导者不会成为候选人。',
  'check.raft.leader-knows-itself.says': '领导者以自己为领导者，并且投票给了自己。',
  'check.raft.leader-stable.says': '同一任期里，没有服务器先后跟随两个领导者。',
  'check.raft.promises-on-disk.says': '服务器投票、确认条目之前，相应内容已写入磁盘。',
  'check.raft.linearizable.says': '在客户端看来，集群如同一台服务器：每个请求恰好生效一次，时刻在请求与答复之间。',
  'check.raft.snapshot-faithful.says': '快照正是到它的索引为止的已提交条目执行后的结果。',
  'check.raft.one-pending-change.says': '一份日志里最多只有一个尚未提交的成员变更。',
  'check.raft.adjacent-configurations.says': '成员每次只增减一台服务器，或者经过联合配置。',
  'check.raft.quorums-overlap.says': '此刻能选举或提交的任何两组服务器，总有共同的一台。',
  'check.raft.latest-configuration.says': '服务器采用自己日志里最新的配置，不论提交与否。',
  'check.raft.configuration-shape.says': '配置里至少有一个投票者；领导者恰好向全体成员和学习者复制日志。',
  'check.raft.both-majorities.says': '联合配置期间，选举和提交都要有新旧两边各自的多数派。',
  'check.raft.change-after-own-term.says': '领导者提交过本任期的条目，才变更成员。',
  'check.raft.removed-leader.says': '把领导者移除的变更一经提交，它就退位。',
  'check.raft.learners.says': '配置之外的服务器不成为候选人，它的票也不算数。',
  'check.raft.configuration-rolled-back.says': '成员变更被覆盖后，服务器退回到之前的配置。',
  'check.raft.ids-not-reused.says': '投过票的服务器不会带着清空的磁盘回来。',

  // Settings
  'setting.election-timeout.says': '跟随者这么久没有收到消息就成为候选人。每次都重新随机抽取。',
  'setting.heartbeat.says': '领导者每隔多久发送一次心跳。',
  'setting.no-op.says': '新领导者先追加一个不含命令的条目，好让自己的任期有条目可以提交。',
  'setting.conflict-hint.says': '拒绝 AppendEntries 时指出冲突的任期，领导者就能一次跳过整个任期。',
  'setting.forwarding.says': '跟随者把客户端的请求转发给领导者。否则只告诉客户端谁是领导者。',
  'setting.pre-vote.says': '服务器进入新任期之前，先问多数派会不会选它。否则断网归来的服务器会让正常的领导者退位。',
  'setting.check-quorum.says':
    '领导者在一个选举超时内没有得到多数派答复就退位；刚收到过领导者消息的服务器不理会候选人。',
  'setting.read-index.says': '多数派确认领导者仍在位之后，它直接答复 GET，不写日志。',
  'setting.lease-read.says':
    '多数派同意暂不选出别的领导者期间，领导者不经询问就答复 GET。它依赖时钟：各服务器时钟快慢不一时，可能读到旧值。须同时打开“多数派检查”。',
  'setting.batching.says': '跟随者确认上一批条目之后，领导者才继续发送；其间到来的条目合成一条消息。',
  'setting.rule.sessions.says': '状态机记得执行过哪些请求。客户端没得到答复时可以重试，同一请求不会执行两遍。',
  'setting.snapshot-threshold.says':
    '应用了这么多条目之后，服务器做一次快照（snapshot），并把它们从日志中删去。0 表示从不自动做。',
  'setting.rule.commit-own-term.says':
    '领导者只为自己任期的条目统计副本数，更早的条目随之一并提交。否则已提交的条目可能被覆盖。',
  'setting.rule.election-restriction.says':
    '候选人的日志至少和自己的一样新，服务器才投票给它。否则新领导者可能缺少已提交的条目。',
  'setting.rule.majority.says': '必须超过半数同意。如果一半就够，两个一半就可能选定不同的结果。',
  'setting.rule.commit-last-new.says': '跟随者只提交这条消息证实与领导者一致的部分。否则它会应用自己留下的旧条目。',
  'setting.rule.truncate-only-on-conflict.says':
    '跟随者只删除与领导者冲突的条目。否则一条迟到的消息会删掉已计为存好的条目。',
  'setting.rule.acknowledge-what-matched.says':
    '跟随者只确认已证实与领导者一致的条目。否则领导者会把并不存在的副本计算在内。',
  'setting.rule.keep-vote.says':
    '服务器在同一任期里退为跟随者时，仍记得票投给了谁。否则它会投两次票，一个任期就可能有两个领导者。',
  'setting.rule.keep-matching-suffix.says':
    '跟随者的日志里若有快照的最后一条，就保留它后面的条目。否则已计为存好的条目会丢失。',
  'setting.rule.read-confirmed.says': '多数派确认领导者仍在位之后，它才答复读请求。否则已被取代的领导者会读出旧值。',
  'setting.rule.read-after-own-term.says':
    '新领导者提交了本任期的条目才能读。此前它并不知道哪些已经提交，可能漏掉已答复客户端的写入。',
  'setting.rule.both-majorities.says': '旧成员的多数派和新成员的多数派都要同意。否则新成员能撇开旧成员提交条目。',
  'setting.rule.joint-consensus.says':
    '新旧配置之间隔着一段双方都要同意的时期。否则新旧两边可能在同一任期各选出一个领导者。',
  'setting.rule.change-after-own-term.says':
    '领导者提交了本任期的条目，才能变更成员。否则两位领导者各自未完成的变更，可能有互不相交的多数派。',

  // Help and keys
  'help.colour-means': '表示任期（term）。还是旧颜色的服务器，就是还没得知新任期。',
  'help.hands-members': '还可以添加、移除服务器，或者在环上选出新的成员。',
  'key.add': '添加一台服务器',
  'key.remove': '移除选中的服务器',
  'key.members': '成员变更：在环上选出成员',
  'key.snapshot': '选中的服务器做快照；没有选中时由领导者做',
  'key.transfer': '把领导权转移给选中的服务器',
  'key.retry': '重试：没有得到答复的客户端重发请求',
};
