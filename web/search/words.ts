/** What a search says, in both languages: loaded with it, not with the page. */

import type { Dictionary } from '../i18n/index';
import type { Lang } from '../model';

export const WORDS: Readonly<Record<Lang, Dictionary>> = {
  en: {
    'hunt.begins': 'Looking for a counterexample …',
    'hunt.working':
      'The search tries every order of events, shortest first: {states} states so far, step {depth} of at most {steps}.',
    'hunt.progress': 'Steps from the beginning',
    'hunt.found': 'Counterexample: “{promise}” breaks at step {steps}.',
    'hunt.shown': 'The search found this counterexample: “{promise}” breaks at step {steps}.',
    'hunt.tried': '{states} states tried in {seconds} s.',
    'hunt.off-exhausted': 'No counterexample to “{promise}” exists within these bounds.',
    'hunt.on-exhausted': 'With the rule on, no guarantee can break within these bounds.',
    'hunt.bounds': 'Bounds: {nodes} nodes, {list}.',
    'hunt.bound': '{what} ≤ {most}',
    'hunt.given': 'first {most} steps given',
    'hunt.bound.steps': 'steps searched',
    'hunt.bound.crashes': 'crashes',
    'hunt.bound.duplications': 'duplicated messages',
    'hunt.bound.breaks': 'broken connections',
    'hunt.bound.requests': 'requests',
    'hunt.bound.retries': 'retries',
    'hunt.show': 'Play it again',
    'hunt.control': 'The same search with the rule on',
    'hunt.other': 'Break “{promise}” instead',
    'hunt.failed': 'The search cannot continue: {reason}',
  },
  zh: {
    'hunt.begins': '正在寻找反例……',
    'hunt.working': '逐一尝试事件的各种先后次序，先短后长：已试 {states} 个状态，走到第 {depth} 步，最多 {steps} 步。',
    'hunt.progress': '离起点的步数',
    'hunt.found': '找到反例：走到第 {steps} 步，“{promise}”被违反。',
    'hunt.shown': '这是搜索找到的反例：走到第 {steps} 步，“{promise}”被违反。',
    'hunt.tried': '共试了 {states} 个状态，用时 {seconds} 秒。',
    'hunt.off-exhausted': '在这个范围内，“{promise}”没有反例。',
    'hunt.on-exhausted': '规则打开时，在这个范围内任何性质都不会被违反。',
    'hunt.bounds': '范围：{nodes} 个节点，{list}。',
    'hunt.bound': '{what} ≤ {most}',
    'hunt.given': '前 {most} 步给定',
    'hunt.bound.steps': '搜索步数',
    'hunt.bound.crashes': '宕机',
    'hunt.bound.duplications': '重复的消息',
    'hunt.bound.breaks': '连接断开',
    'hunt.bound.requests': '请求',
    'hunt.bound.retries': '重试',
    'hunt.show': '再播放一遍',
    'hunt.control': '打开规则，再搜一遍',
    'hunt.other': '改为违反“{promise}”',
    'hunt.failed': '搜索无法继续：{reason}',
  },
};
