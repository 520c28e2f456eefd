/** Chinese: what only Raft says. */

import type { words as en } from './words.en';

export const words: Readonly<Record<keyof typeof en, string>> = {
  // Roles, votes and timers
  'role.leader': '领导者',
  'role.follower': '跟随者',
  'role.candidate': '候选人',
  'role.precandidate': '预候选人',
  'role.outsider': '非成员',
  'role.learner': '学习者',

  // Logs
  'ledger.region': '各服务器的日志，按索引对齐',
  'ledger.era': '任期',
  'ledger.committed': '已提交，这台服务器知道',
  'ledger.elsewhere': '已提交，但这台服务器还不知道',
  'ledger.unknown': '已提交，但运行中的服务器都还不知道',
  'log.snapshot-of': '{node} 的快照，到索引 {index}、任期 {term}：{state}；成员 {members}',

  // Messages
  'message.RequestVote': 'RequestVote',
  'message.RequestVoteReply': 'RequestVote 答复',
  'message.RequestPreVote': 'RequestPreVote',
  'message.RequestPreVoteReply': 'RequestPreVote 答复',
  'message.AppendEntries': 'AppendEntries',
  'message.Heartbeat': '心跳',
  'message.AppendEntriesReply': 'AppendEntries 答复',
  'message.InstallSnapshot': 'InstallSnapshot',
  'message.InstallSnapshotReply': 'InstallSnapshot 答复',
  'message.TimeoutNow': 'TimeoutNow',
  'message.Forward': '转发的请求',
  'message.ForwardReply': '转发请求的答复',

  // What Raft's servers tell; `.own`: what a server does with itself
  'raft.restarted': '{node} 以任期 {term} 重启，日志到索引 {last_index}。提交索引和领导者不在磁盘上，都已忘记。',
  'raft.election-started': '{node} 的选举超时到期，成为任期 {term} 的候选人，先投自己一票。',
  'raft.vote-granted':
    '{node} 在任期 {term} 投票给 {candidate}：{node} 没有投给别的候选人，而且 {candidate} 的日志至少和自己的一样新。',
  'raft.vote-granted-log-behind':
    '{node} 在任期 {term} 投票给 {candidate}，尽管 {candidate} 的日志比自己的旧。规则已关闭：选举限制。',
  'raft.vote-refused-old-term': '{node} 拒绝投票给 {candidate}：对方的任期是 {term}，自己已在任期 {own_term}。',
  'raft.vote-refused-already-voted': '{node} 拒绝投票给 {candidate}：任期 {term} 的票已经投给了 {voted_for}。',
  'raft.vote-refused-log-behind':
    '{node} 拒绝投票给 {candidate}：对方的日志到索引 {last_log_index}（任期 {last_log_term}），自己的到索引 {own_last_index}（任期 {own_last_term}）。',
  'raft.vote-received': '{node} 收到 {voter} 的一票：需要 {needed} 票，已有 {votes} 票。',
  'raft.vote-denied': '{node} 收到 {voter} 的拒绝：需要 {needed} 票，已有 {votes} 票。',
  'raft.vote-outdated': '{node} 不理会 {voter} 的答复：它属于任期 {term} 的选举，而自己已在任期 {own_term}。',
  'raft.elected': '{node} 以 {servers} 票中的 {votes} 票赢得任期 {term} 的选举。',
  'raft.term-updated': '{node} 从 {from} 得知任期 {term}，离开任期 {old_term}。',
  'raft.candidacy-over': '{node} 从 {from} 得知任期 {term}：结束任期 {old_term} 的竞选，成为跟随者。',
  'raft.stepped-down': '{node} 从 {from} 得知任期 {term}：不再是任期 {old_term} 的领导者，退位为跟随者。',
  'raft.clients-forgotten': '{node} 不再答复正在等待的客户端（{clients} 个）：它无从得知这些命令是否会提交。',
  'raft.candidate-yielded': '{node} 收到任期 {term} 的领导者 {leader} 的消息：结束竞选，成为跟随者。',
  'raft.leader-recognised': '{node} 承认 {leader} 是任期 {term} 的领导者。',
  'raft.other-leader-ignored':
    '{node} 不理会 {leader}：对方也自称任期 {term} 的领导者。规则全部打开时不会出现这种情况。',
  'raft.append-refused-old-term':
    '{node} 拒绝 {leader} 的 AppendEntries：它的任期是 {term}，而自己已在任期 {own_term}。',
  'raft.append-refused-missing':
    '{node} 拒绝 {leader} 的 AppendEntries：prevLogIndex 是 {prev_log_index}，而自己的日志只到索引 {own_last_index}。',
  'raft.append-refused-conflict':
    '{node} 拒绝 {leader} 的 AppendEntries：索引 {prev_log_index} 处应是任期 {prev_log_term}，自己这里却是任期 {entry_term}。',

  // Whether clients are served, and why not
  'raft.serving': '{leader} 是任期 {term} 的领导者，能联系到 {all} 台服务器中的 {reached} 台。',
  'raft.idle-few': '{all} 台服务器只有 {running} 台在运行，不足多数派。',
  'raft.idle-cut': '{nodes} 靠剩下的链路联系不到多数派。',
  'raft.idle-slow': '消息来回一次至少要 {trip} 毫秒，而选举超时可能只有 {timeout} 毫秒。',
  'raft.idle-heartbeat': '心跳每 {heartbeat} 毫秒一次，而选举超时可能只有 {timeout} 毫秒。',
  'raft.idle-one-way': '{leader} 的心跳仍能送达，所以没有服务器发起选举；但多数派的答复送不到 {leader}。',
  'raft.idle-disturbed': '{node} 听不到领导者，一再发起选举；它更高的任期让每个领导者都退位。',
  'raft.idle-leader-cut': '{leader} 仍是任期 {term} 的领导者，却联系不到多数派；新的领导者还没有选出。',
  'raft.idle-split': '{nodes} 在任期 {term} 中争夺选票。',
  'raft.idle-candidate': '{node} 正在请求投票。',
  'raft.idle-waiting': '没有领导者在运行。下一次选举超时会触发选举。',
  'value.none': '空值',
  'raft.fate-done': '索引 {what}',
  'raft.fate-open': '未定，索引 {what}',
  'raft.fate-overwritten': '被覆盖',
  'raft.fate-lost': '已丢失',
  'raft.fate-none': '无条目',

  // Stage: the ring
  'stage.era': '任期 {era}',
  'stage.votes-all': '{all} 票中已得 {had} 票，需要 {needed} 票',
  'stage.votes-old': '旧配置 {all} 票中已得 {had} 票，需要 {needed} 票',
  'stage.votes-new': '新配置 {all} 票中已得 {had} 票，需要 {needed} 票',
  'stage.voted-for': '投给了 {node}',
  'stage.believes': '采用的配置：{nodes}',
  'stage.lease': '持有租约：不必询问即可答复读请求',
  'stage.reads': '{n} 个读请求等待多数派确认',
  'stage.transfer': '领导权转移给 {node}',
  'stage.short-RequestVote': 'RequestVote',
  'stage.short-RequestVoteReply': '投票',
  'stage.short-RequestVoteReply-no': '不投',
  'stage.short-RequestPreVote': 'RequestPreVote',
  'stage.short-RequestPreVoteReply': '预投票',
  'stage.short-RequestPreVoteReply-no': '不预投',
  'stage.short-AppendEntries': 'AppendEntries',
  'stage.short-AppendEntriesReply': '一致',
  'stage.short-AppendEntriesReply-no': '不一致',
  'stage.short-Heartbeat': '心跳',
  'stage.short-InstallSnapshot': 'InstallSnapshot',
  'stage.short-InstallSnapshotReply': '已装入',
  'stage.short-InstallSnapshotReply-no': '拒绝',
  'stage.short-TimeoutNow': 'TimeoutNow',
  'stage.short-Forward': '转发',
  'stage.short-ForwardReply': '答复',
  'stage.short-ForwardReply-no': '拒绝',
  'stage.members': '成员变更…',
  'stage.add': '把服务器 {node} 加入集群',
  'stage.add-member': '选上新服务器 {node}',
  'stage.take-back': '不加 {node}',
  'stage.choose-members': '选出今后的成员',
  'stage.change': '变更',
  'stage.manner': '变更方式',
  'stage.manner-joint': '联合共识',
  'stage.manner-naive': '直接切换（不安全）',
  'stage.manner-stopped': '停机变更',

  // Tabs
  'tab.log': '日志',

  // Timeline
  'timeline.led': '{leader} · 任期 {era}',
  'timeline.led-at': '{time}，任期 {era}，领导者是 {leader}',
  'timeline.unled-at': '{time}，任期 {era}，没有领导者',

  // 欢迎和场景
  'welcome.led':
    '{count} 台服务器共同维护一份日志：{node} 是领导者，其余跟随。图中飞行的每个图形都是一条真实的 Raft 消息。',
  'welcome.unled': '{count} 台服务器共同维护一份日志。现在还没有领导者：谁的计时器先到期，谁就发起选举。',
  'scene.crash-leader': '让领导者宕机',
  'scene.crash-leader.says': '领导者宕机。谁的计时器先到期，谁就发起选举。',
  'scene.crash-leader.not-now': '现在还没有领导者。',
  'scene.request': '发送请求',
  'scene.request.says': '客户端发出请求。领导者把它复制给多数派，然后提交。',
  'scene.request.not-now': '现在还没有领导者。',

  'frame.roles': '角色图',
  'frame.boxes': '状态机',
  'frame.terms': '任期',
};
