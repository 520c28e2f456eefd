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

  // Clients
  'failure.change-pending': '另一次成员变更正在进行',
  'failure.nothing-to-change': '配置已经如此，无需变更',
  'failure.nobody-left': '这样就没有成员了',
  'failure.catch-up-failed': '新服务器没有追上',
  'failure.transfer-pending': '领导权转移正在进行',
  'failure.not-a-voter': '目标没有投票权',
  'failure.leads-already': '目标已经是领导者',
  'failure.transfer-failed': '目标没有及时当选',
  'failure.nothing-to-compact': '上次快照以来没有新提交的条目',

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
  'raft.command-appended': '{node} 在索引 {index} 追加 {command}（任期 {term}）。',
  'raft.no-op-appended': '{node} 在索引 {index} 追加一个空条目（no-op）：要有一条自己任期 {term} 的条目可以提交。',
  'raft.entries-appended': '{node} 追加 {leader} 发来的条目 {first} 至 {last}。',
  'raft.entries-appended.one': '{node} 追加 {leader} 发来的条目 {first}。',
  'raft.entries-deleted': '{node} 删除自己的条目 {first} 至 {last}：与 {leader} 的日志冲突。',
  'raft.entries-deleted.one': '{node} 删除自己的条目 {first}：与 {leader} 的日志冲突。',
  'raft.entries-deleted-anyway':
    '{node} 删除自己的条目 {first} 至 {last}，尽管与 {leader} 发来的并不冲突。规则已关闭：有冲突才删除。',
  'raft.entries-deleted-anyway.one':
    '{node} 删除自己的条目 {first}，尽管与 {leader} 发来的并不冲突。规则已关闭：有冲突才删除。',
  'raft.append-refused-old-term':
    '{node} 拒绝 {leader} 的 AppendEntries：它的任期是 {term}，而自己已在任期 {own_term}。',
  'raft.append-refused-missing':
    '{node} 拒绝 {leader} 的 AppendEntries：prevLogIndex 是 {prev_log_index}，而自己的日志只到索引 {own_last_index}。',
  'raft.append-refused-conflict':
    '{node} 拒绝 {leader} 的 AppendEntries：索引 {prev_log_index} 处应是任期 {prev_log_term}，自己这里却是任期 {entry_term}。',
  'raft.next-index-decremented': '{node} 把 {follower} 的 nextIndex 减为 {next_index}，再试一次。',
  'raft.conflicting-term-skipped':
    '{node} 跳过整个任期 {conflict_term}：把 {follower} 的 nextIndex 设为 {next_index}，再试一次。',
  'raft.missing-entries-skipped': '{node} 跳到 {follower} 的日志末尾：把它的 nextIndex 设为 {next_index}，再试一次。',
  'raft.entries-acknowledged': '{node} 得知 {follower} 的日志到索引 {match_index} 为止与自己一致。',
  'raft.committed': '{node} 提交到索引 {index}：多数派已存有这个条目，而且它属于 {node} 自己的任期 {term}。',
  'raft.committed-older':
    '任期 {term} 的领导者 {node} 提交到索引 {index}：多数派已存有这个任期 {entry_term} 的条目。规则已关闭：只靠计数提交本任期的条目。',
  'raft.commit-withheld':
    '{node} 暂不提交索引 {index}：多数派已存有它，但它属于任期 {entry_term}。要等多数派存有一条任期 {term} 的条目。',
  'raft.commit-learned': '{node} 从 {leader} 得知，日志已提交到索引 {index}。',
  'raft.applied': '{node} 应用索引 {index} 处的 {command}，答复：{answer}。',
  'raft.request-forwarded': '{node} 把 {command} 转发给领导者 {leader}。',
  'raft.request-redirected': '{node} 不是领导者：让客户端带着 {command} 去找 {leader}。',
  'raft.request-refused': '{node} 不知道谁是领导者，无法处理 {command}。',
  'raft.forward-refused': '{node} 不是领导者：把 {command} 退回给 {follower}。',
  'raft.answer-passed-on': '{node} 把 {leader} 的答复转交给客户端。',
  'raft.request-repeated': '{node} 跳过索引 {index} 处的 {command}：这个请求，或同一客户端之后的请求，已经执行过了。',
  'raft.pre-vote-started': '{node} 的选举超时到期：先为任期 {term} 征求预投票，还不进入这个任期。',
  'raft.pre-vote-won': '{node} 得到多数派的预投票：成为任期 {term} 的候选人，先投自己一票。',
  'raft.pre-vote-granted': '{node} 同意在任期 {term} 预投票给 {candidate}。这还不是投票。',
  'raft.pre-vote-refused-old-term':
    '{node} 拒绝预投票给 {candidate}：对方问的是任期 {term}，而自己已在任期 {own_term}。',
  'raft.pre-vote-refused-leader-heard':
    '{node} 拒绝在任期 {term} 预投票给 {candidate}：{node} 就是领导者，或刚收到过领导者的消息。',
  'raft.pre-vote-refused-log-behind':
    '{node} 拒绝预投票给 {candidate}：对方的日志到索引 {last_log_index}（任期 {last_log_term}），自己的到索引 {own_last_index}（任期 {own_last_term}）。',
  'raft.pre-vote-received': '{node} 收到 {voter} 的预投票：需要 {needed} 票，已有 {votes} 票。',
  'raft.pre-vote-denied': '{node} 收到 {voter} 的拒绝：需要 {needed} 票预投票，已有 {votes} 票。',
  'raft.candidate-disregarded':
    '{node} 不理会任期 {term} 的候选人 {candidate}：{node} 就是领导者，或刚收到过领导者的消息。',
  'raft.quorum-lost':
    '{node} 不再担任任期 {term} 的领导者：一个选举超时内只有 {servers} 台其他服务器答复，不够多数派。',
  'raft.transfer-started': '{node} 开始把领导权转移给 {to}。结束之前，{node} 不接受新的请求。',
  'raft.leadership-offered': '{node} 向 {to} 发送 TimeoutNow：{to} 的日志已与 {node} 的一样完整。',
  'raft.leadership-accepted': '{node} 收到 {leader} 的 TimeoutNow：成为任期 {term} 的候选人，先投自己一票。',
  'raft.transfer-aborted': '{node} 继续担任领导者：{to} 在一个选举超时内没有当选。其间搁置的请求：{held} 个。',
  'raft.transfer-target-removed': '{node} 继续担任领导者：{to} 在新配置中没有投票权。其间搁置的请求：{held} 个。',
  'raft.request-held': '{node} 搁置 {command}，直到向 {to} 的领导权转移结束。',
  'raft.read-waits-for-own-term': '{node} 搁置一个读请求：提交本任期 {term} 的条目之前，它不知道全部已提交的内容。',
  'raft.read-needs-confirmation': '{node} 搁置一个读请求：多数派确认 {node} 仍是领导者之后，按索引 {read_index} 读取。',
  'raft.read-unconfirmed': '{node} 没有确认自己仍是领导者就读取。规则已关闭：确认在位才能读。',
  'raft.read-by-lease': '{node} 凭租约读取：多数派同意暂不选出别的领导者。',
  'raft.read-served': '{node} 在索引 {index} 处读取 {name}，答复：{answer}。',
  'raft.lease-begun': '{node} 得到租约：多数派同意一段时间内不选出别的领导者。',
  'raft.lease-over': '{node} 的租约结束，不再不经询问就读取。',
  'raft.snapshot-taken': '{node} 做快照，取代到索引 {last_index}（任期 {last_term}）为止的日志。',
  'raft.snapshot-installed':
    '{node} 装入 {leader} 的快照，到索引 {last_index}（任期 {last_term}）。保留其后的条目：{kept} 条。',
  'raft.snapshot-refused-old-term':
    '{node} 拒绝 {leader} 的 InstallSnapshot：它的任期是 {term}，而自己已在任期 {own_term}。',
  'raft.catch-up-started': '{node} 先把日志发给 {servers}。它们追上之后才有投票权。',
  'raft.catch-up-round': '{node} 开始第 {round} 轮追赶，补上其间新增的条目：上一轮超过了一个选举超时。',
  'raft.caught-up': '{node} 看到新服务器在第 {round} 轮追上了，可以成为有投票权的成员。',
  'raft.catch-up-failed': '{node} 放弃成员变更：新服务器太慢，或者已宕机。配置保持不变。',
  'raft.change-waits-for-own-term': '{node} 要先提交本任期 {term} 的条目，才能变更成员。',
  'raft.configuration-appended': '{node} 在索引 {index} 追加配置 {configuration}，立即生效，不等提交。',
  'raft.configuration-in-force': '{node} 现在采用日志索引 {index} 处的配置 {configuration}，不论提交与否。',
  'raft.configuration-rolled-back': '{node} 退回到配置 {configuration}：写着新配置的条目被删除了。',
  'raft.leader-removed': '移除 {node} 的变更（索引 {index}）已提交：{node} 退位。',

  // Whether clients are served, and why not
  'raft.serving': '{leader} 是任期 {term} 的领导者，能联系多数派。',
  'raft.idle-few': '{all} 台服务器只有 {running} 台在运行，不足多数派。',
  'raft.idle-cut': '{nodes} 靠剩下的链路联系不到多数派。',
  'raft.idle-slow': '消息来回一次至少要 {trip} 毫秒，而选举超时可能只有 {timeout} 毫秒。',
  'raft.idle-heartbeat': '心跳每 {heartbeat} 毫秒一次，而选举超时可能只有 {timeout} 毫秒。',
  'raft.idle-one-way': '{leader} 的心跳仍能送达，所以没有服务器发起选举；但多数派的答复送不到 {leader}。',
  'raft.idle-disturbed': '{node} 听不到领导者，一再发起选举；它更高的任期让每个领导者都退位。',
  'raft.idle-leader-cut': '{leader} 仍是任期 {term} 的领导者，却联系不到多数派；新的领导者还没有选出。',
  'raft.idle-split': '{nodes} 在任期 {term} 中争夺选票。',
  'raft.idle-candidate': '{node} 正在请求投票。',
  'raft.idle-waiting': '没有领导者。下一次选举超时会触发选举。',

  // Checks
  'check.raft.election-safety.name': '选举安全性（Election Safety）',
  'check.raft.election-safety.broken': '任期 {term} 里，{first} 和 {second} 都当选了。',
  'check.raft.leader-append-only.name': '领导者只追加（Leader Append-Only）',
  'check.raft.leader-append-only.broken': '任期 {term} 的领导者 {leader} 改动了自己日志的索引 {index}。',
  'check.raft.log-matching.name': '日志匹配（Log Matching）',
  'check.raft.log-matching.broken':
    '{first} 和 {second} 的日志在索引 {index} 处都是任期 {term}，到这里为止却并不相同。',
  'check.raft.leader-completeness.name': '领导者完整性（Leader Completeness）',
  'check.raft.leader-completeness.broken':
    '{command} 在任期 {committedIn} 提交于索引 {index}，任期 {term} 的领导者 {leader} 却没有它。',
  'check.raft.state-machine-safety.name': '状态机安全性（State Machine Safety）',
  'check.raft.state-machine-safety.broken':
    '{node} 把索引 {index} 处的“{command}”当作已提交，而那里提交的是“{committed}”。',
  'check.raft.committed-append-only.name': '已提交的不再改变',
  'check.raft.committed-append-only.broken': '{node} 丢失或改动了索引 {index} 处已提交的条目。',
  'check.raft.term-monotone.name': '任期只增不减',
  'check.raft.term-monotone.broken': '{node} 从任期 {before} 退回了任期 {after}。',
  'check.raft.one-vote-per-term.name': '一个任期一票',
  'check.raft.one-vote-per-term.broken': '任期 {term} 里，{voter} 先后投票给了 {first} 和 {second}。',
  'check.raft.message-term-bound.name': '消息不带未来的任期',
  'check.raft.message-term-bound.broken': '{node} 的任期是 {term}，它发出的消息里却是任期 {messageTerm}。',
  'check.raft.log-terms-monotone.name': '日志中任期不减',
  'check.raft.log-terms-monotone.broken': '{node} 的日志在索引 {index} 处是任期 {term}，旁边却是任期 {other}。',
  'check.raft.index-order.name': '先写入，再提交，再应用',
  'check.raft.index-order.broken':
    '{node} 已应用到索引 {lastApplied}，已提交到 {commitIndex}，日志却只到 {lastIndex}。',
  'check.raft.commit-monotone.name': '提交只进不退',
  'check.raft.commit-monotone.broken': '{node} 的提交索引从 {before} 退到了 {after}。',
  'check.raft.commits-own-term.name': '只靠计数提交本任期',
  'check.raft.commits-own-term.broken':
    '任期 {term} 的领导者 {leader} 靠计数提交了索引 {index} 处任期 {entryTerm} 的条目。',
  'check.raft.commit-justified.name': '提交有多数派为凭',
  'check.raft.commit-justified.broken':
    '任期 {term} 的领导者 {leader} 提交到了索引 {index}，而成员 {configuration} 中只有 {holders} 的磁盘上有它。',
  'check.raft.quorum-holds-committed.name': '每个多数派都存有已提交的条目',
  'check.raft.quorum-holds-committed.broken':
    '{node} 知道索引 {index} 已提交，而 {lacking} 的磁盘上没有它，却足以选出领导者。',
  'check.raft.leader-has-newest.name': '领导者在自己的任期里从不落后',
  'check.raft.leader-has-newest.broken':
    '{node} 的索引 {index} 处有任期 {term} 的条目，该任期的领导者 {leader} 却没有。',
  'check.raft.winner-term-in-no-log.name': '当选者的任期是新的',
  'check.raft.winner-term-in-no-log.broken':
    '{leader} 在任期 {term} 当选时，{node} 的索引 {index} 处已经有这个任期的条目。',
  'check.raft.match-soundness.name': 'matchIndex 属实',
  'check.raft.match-soundness.broken':
    '任期 {term} 的领导者 {leader} 以为 {follower} 的日志到索引 {index} 为止与自己一致，其实不同。',
  'check.raft.role-transitions.name': '角色按论文转换',
  'check.raft.role-transitions.broken': '{node} 在任期 {term} 里的角色转换，是 Raft 不允许的。',
  'check.raft.leader-knows-itself.name': '领导者不跟随别人',
  'check.raft.leader-knows-itself.broken': '{leader} 领导着任期 {term}，却以别人为领导者，或者没有投票给自己。',
  'check.raft.leader-stable.name': '一个任期只跟随一个领导者',
  'check.raft.leader-stable.broken': '任期 {term} 里，{node} 先跟随 {first}，后来又跟随 {second}。',
  'check.raft.promises-on-disk.name': '答复有磁盘为凭',
  'check.raft.promises-on-disk.broken': '{node} 在任期 {term} 里答复 {to} 的内容，不在它的磁盘上。',
  'check.raft.linearizable.name': '线性一致性（Linearizability）',
  'check.raft.linearizable.broken':
    '{client} 的 {request} 得到的答复是 {answer}。请求发出时已到索引 {index}，此后没有哪个时刻能解释这个答复。',
  'check.raft.snapshot-faithful.name': '快照如实',
  'check.raft.snapshot-faithful.broken':
    '{node} 的快照（到索引 {index}，任期 {term}）与到此为止的已提交条目执行后的结果不符。',
  'check.raft.one-pending-change.name': '一次只变更一项',
  'check.raft.one-pending-change.broken':
    '{node} 的日志在索引 {later} 处又变更成员，而索引 {earlier} 处的上一次变更尚未提交。',
  'check.raft.adjacent-configurations.name': '成员逐步变更',
  'check.raft.adjacent-configurations.broken': '{node} 的日志在索引 {index} 处从 {before} 直接换成了 {after}。',
  'check.raft.quorums-overlap.name': '法定人数彼此相交',
  'check.raft.quorums-overlap.broken':
    '{first} 凭 {firstConfiguration}、{second} 凭 {secondConfiguration} 都能形成法定人数，两边却没有共同的服务器。',
  'check.raft.latest-configuration.name': '以日志中最新的配置为准',
  'check.raft.latest-configuration.broken': '{node} 采用配置 {configuration}，与它的日志不符。',
  'check.raft.configuration-shape.name': '配置与复制进度一致',
  'check.raft.configuration-shape.broken': '任期 {term} 里，{node} 关于配置 {configuration} 的记录前后不一。',
  'check.raft.both-majorities.name': '两个多数派',
  'check.raft.both-majorities.broken':
    '{leader} 在任期 {term} 里只凭 {agreeing} 就当选或提交，没有 {configuration} 两边各自的多数派。',
  'check.raft.change-after-own-term.name': '先提交本任期，再变更成员',
  'check.raft.change-after-own-term.broken':
    '任期 {term} 的领导者 {leader} 在索引 {index} 处把成员变更为 {configuration}，此前却没有提交过本任期的条目。',
  'check.raft.removed-leader.name': '被移除的领导者退位',
  'check.raft.removed-leader.broken': '移除 {leader} 的变更（索引 {index}）已提交，它却仍在领导任期 {term}。',
  'check.raft.learners.name': '学习者没有投票权',
  'check.raft.learners.broken': '任期 {term} 里，{node} 的竞选或当选算上了 {strangers}，而成员是 {configuration}。',
  'check.raft.configuration-rolled-back.name': '丢失的变更要撤销',
  'check.raft.configuration-rolled-back.broken':
    '{node} 丢失了索引 {index} 处的变更，却仍采用 {configuration}，没有退回到 {previous}。',
  'check.raft.ids-not-reused.name': '旧名字不能配空磁盘',
  'check.raft.ids-not-reused.broken': '{node} 在任期 {term} 里投过票，回来时磁盘却是空的。',

  // Settings
  'setting.election-timeout': '选举超时（election timeout）',
  'setting.heartbeat': '心跳间隔（heartbeat）',
  'setting.no-op': '当选时写入空条目（no-op）',
  'setting.conflict-hint': '更快修复日志',
  'setting.forwarding': '跟随者代为转发',
  'setting.pre-vote': '预投票（pre-vote）',
  'setting.check-quorum': '多数派检查（check quorum）',
  'setting.read-index': '不写日志的读（ReadIndex）',
  'setting.lease-read': '租约读（lease read）',
  'setting.batching': '成批发送（batching）',
  'setting.rule.sessions': '客户端会话（session）',
  'setting.snapshot-threshold': '多少条目做一次快照',
  'setting.rule.commit-own-term': '只靠计数提交本任期的条目',
  'setting.rule.election-restriction': '选举限制（election restriction）',
  'setting.rule.majority': '多数派',
  'setting.rule.commit-last-new': '提交不超过最后一条新条目',
  'setting.rule.truncate-only-on-conflict': '有冲突才删除',
  'setting.rule.acknowledge-what-matched': '只确认一致的部分',
  'setting.rule.keep-vote': '退位不忘已投的票',
  'setting.rule.keep-matching-suffix': '装入快照时保留衔接的条目',
  'setting.rule.read-confirmed': '确认在位才能读',
  'setting.rule.read-after-own-term': '本任期有提交才能读',
  'setting.rule.both-majorities': '联合期间要有两个多数派',
  'setting.rule.joint-consensus': '联合共识（joint consensus）',
  'setting.rule.change-after-own-term': '本任期有提交才能变更成员',

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
  'stage.short-RequestVote': '拉票',
  'stage.short-RequestVoteReply': '投票',
  'stage.short-RequestVoteReply-no': '不投',
  'stage.short-RequestPreVote': '预拉票',
  'stage.short-RequestPreVoteReply': '预投票',
  'stage.short-RequestPreVoteReply-no': '不预投',
  'stage.short-AppendEntries': '追加',
  'stage.short-AppendEntriesReply': '一致',
  'stage.short-AppendEntriesReply-no': '不一致',
  'stage.short-Heartbeat': '心跳',
  'stage.short-InstallSnapshot': '快照',
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
  'welcome.led': '{count} 台服务器共同维护一份日志：{node} 领导，其余跟随。每个飞行的图形都是真实的 Raft 消息。',
  'welcome.unled': '{count} 台服务器共同维护一份日志。现在还没有领导者：谁的计时器先到期，谁就发起选举。',
  'scene.crash-leader': '让领导者宕机',
  'scene.crash-leader.says': '领导者宕机。谁的计时器先到期，谁就发起选举。',
  'scene.crash-leader.not-now': '现在还没有领导者。',
  'scene.request': '发送请求',
  'scene.request.says': '客户端发出请求。领导者把它复制给多数派，然后提交。',
  'scene.request.not-now': '没有服务器在运行。',
};
