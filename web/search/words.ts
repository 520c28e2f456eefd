/** What a search says, in both languages: loaded with it, not with the page. */

import type { Dictionary } from '../i18n/index';
import type { Lang } from '../model';

export const WORDS: Readonly<Record<Lang, Dictionary>> = {
  en: {
    'search.begins': 'Looking for a counterexample …',
    'search.working':
      'The search tries every order of events, shortest first: {states} states so far, step {depth} of at most {steps}.',
    'search.progress': 'Steps from the beginning',
    'search.found': 'Counterexample: “{property}” breaks at step {steps}.',
    'search.shown': 'The search found this counterexample: “{property}” breaks at step {steps}.',
    'search.tried': '{states} states tried in {seconds} s.',
    'search.off-exhausted': 'No counterexample to “{property}” exists within these bounds.',
    'search.on-exhausted': 'With the rule on, no guarantee can break within these bounds.',
    'search.bounds': 'Bounds: {nodes} nodes, {list}.',
    'search.bound': '{what} ≤ {most}',
    'search.given': 'first {most} steps given',
    'search.bound.steps': 'steps searched',
    'search.bound.crashes': 'crashes',
    'search.bound.duplications': 'duplicated messages',
    'search.bound.breaks': 'broken connections',
    'search.bound.requests': 'requests',
    'search.bound.retries': 'retries',
    'search.show': 'Play it again',
    'search.control': 'The same search with the rule on',
    'search.other': 'Break “{property}” instead',
    'search.failed': 'The search cannot continue: {reason}',
  },
  zh: {
    'search.begins': '正在寻找反例……',
    'search.working':
      '逐一尝试事件的各种先后次序，先短后长：已试 {states} 个状态，走到第 {depth} 步，最多 {steps} 步。',
    'search.progress': '离起点的步数',
    'search.found': '找到反例：走到第 {steps} 步，“{property}”被违反。',
    'search.shown': '这是搜索找到的反例：走到第 {steps} 步，“{property}”被违反。',
    'search.tried': '共试了 {states} 个状态，用时 {seconds} 秒。',
    'search.off-exhausted': '在这个范围内，“{property}”没有反例。',
    'search.on-exhausted': '规则打开时，在这个范围内任何性质都不会被违反。',
    'search.bounds': '范围：{nodes} 个节点，{list}。',
    'search.bound': '{what} ≤ {most}',
    'search.given': '前 {most} 步给定',
    'search.bound.steps': '搜索步数',
    'search.bound.crashes': '宕机',
    'search.bound.duplications': '重复的消息',
    'search.bound.breaks': '连接断开',
    'search.bound.requests': '请求',
    'search.bound.retries': '重试',
    'search.show': '再播放一遍',
    'search.control': '打开规则，再搜一遍',
    'search.other': '改为违反“{property}”',
    'search.failed': '搜索无法继续：{reason}',
  },
};
