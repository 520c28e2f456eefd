/** What a search says, in both languages: loaded with it, not with the page. */

import type { Dictionary } from '../i18n/index';
import type { Lang } from '../model';

export const WORDS: Readonly<Record<Lang, Dictionary>> = {
  en: {
    'hunt.begins': 'Looking for a schedule …',
    'hunt.working':
      'Every order of events is tried, short ones first: {states} states so far, {depth} of at most {steps} steps.',
    'hunt.progress': 'Steps from the beginning',
    'hunt.found': '“{promise}” breaks at step {steps}.',
    'hunt.shown': 'The search found this run: “{promise}” breaks at step {steps}.',
    'hunt.tried': '{states} states were tried in {seconds} s.',
    'hunt.off-exhausted': 'Nothing within these bounds breaks “{promise}”.',
    'hunt.on-exhausted': 'With the rule on, nothing that can happen within these bounds breaks any promise.',
    'hunt.bounds': 'Bounds: {nodes} nodes, {list}.',
    'hunt.bound': '{what} ≤ {most}',
    'hunt.given': 'the first {most} steps given',
    'hunt.bound.steps': 'steps searched',
    'hunt.bound.crashes': 'crashes',
    'hunt.bound.duplications': 'duplicated messages',
    'hunt.bound.requests': 'requests',
    'hunt.bound.retries': 'repeated requests',
    'hunt.show': 'Play it again',
    'hunt.control': 'The same search with the rule on',
    'hunt.other': 'Break “{promise}” instead',
    'hunt.failed': 'The search could not go on: {reason}',
  },
  zh: {
    'hunt.begins': '正在寻找执行序列……',
    'hunt.working': '逐一尝试事件的各种先后次序，先短后长：已试 {states} 个状态，走到第 {depth} 步，最多 {steps} 步。',
    'hunt.progress': '离起点的步数',
    'hunt.found': '走到第 {steps} 步，“{promise}”被打破。',
    'hunt.shown': '这是搜索找到的运行：走到第 {steps} 步，“{promise}”被打破。',
    'hunt.tried': '共试了 {states} 个状态，用时 {seconds} 秒。',
    'hunt.off-exhausted': '在这个范围内，没有哪种执行能打破“{promise}”。',
    'hunt.on-exhausted': '规则打开时，在这个范围内无论发生什么，都打不破任何一条承诺。',
    'hunt.bounds': '范围：{nodes} 个节点，{list}。',
    'hunt.bound': '{what} ≤ {most}',
    'hunt.given': '前 {most} 步给定',
    'hunt.bound.steps': '搜索步数',
    'hunt.bound.crashes': '崩溃',
    'hunt.bound.duplications': '重复的消息',
    'hunt.bound.requests': '请求',
    'hunt.bound.retries': '重复的请求',
    'hunt.show': '再播放一遍',
    'hunt.control': '打开规则，再搜一遍',
    'hunt.other': '改为打破“{promise}”',
    'hunt.failed': '搜索无法继续：{reason}',
  },
};
