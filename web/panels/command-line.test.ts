import { expect, test } from 'vitest';
import { marked, pressed, ran, recalled, taken, typed } from './command-line';
import { EMPTY_PROMPT } from './prompt';

const complete = (line: string) =>
  line.includes(' ') ? ['A', 'B'] : ['crash', 'cut'].filter((word) => word.startsWith(line));
const accept = () => null;
const refuse = () => '1:7: there is no node Z';

test('typing offers the words that may stand there, and forgets the refusal', () => {
  const prompt = typed({ ...EMPTY_PROMPT, refusal: 'no' }, 'c', complete);
  expect(prompt).toMatchObject({ text: 'c', offers: ['crash', 'cut'], marked: -1, refusal: null });
});

test('an empty line and a complete word offer nothing', () => {
  expect(typed(EMPTY_PROMPT, ' ', complete).offers).toEqual([]);
  expect(typed(EMPTY_PROMPT, 'crash A', complete).offers).toEqual(['B']);
});

test('a taken word replaces the last one and makes room for the next', () => {
  const prompt = taken(typed(EMPTY_PROMPT, 'cr', complete), 'crash', complete);
  expect(prompt).toMatchObject({ text: 'crash ', offers: ['A', 'B'] });
  expect(taken(prompt, 'A', complete).text).toBe('crash A ');
});

test('the mark goes through the list and out of it again', () => {
  const places = [1, 1, 1, 1].reduce<{ prompt: typeof EMPTY_PROMPT; seen: number[] }>(
    ({ prompt, seen }) => {
      const next = marked(prompt, 1);
      return { prompt: next, seen: [...seen, next.marked] };
    },
    { prompt: typed(EMPTY_PROMPT, 'c', complete), seen: [] },
  );
  expect(places.seen).toEqual([0, 1, -1, 0]);
  expect(marked(typed(EMPTY_PROMPT, 'c', complete), -1).marked).toBe(1);
});

test('a line that ran is cleared and remembered once, a refused one stays to be mended', () => {
  const done = ran({ ...EMPTY_PROMPT, text: 'crash A ', history: ['heal'] }, accept);
  expect(done).toMatchObject({ text: '', history: ['heal', 'crash A'], refusal: null });
  expect(ran({ ...done, text: 'crash A' }, accept).history).toEqual(['heal', 'crash A']);
  const refused = ran({ ...EMPTY_PROMPT, text: 'crash Z' }, refuse);
  expect(refused).toMatchObject({ text: 'crash Z', history: ['crash Z'], refusal: '1:7: there is no node Z' });
});

test('history goes back to the oldest line and forward to an empty one', () => {
  const start = { ...EMPTY_PROMPT, history: ['heal', 'crash A'] };
  const newest = recalled(start, -1);
  const oldest = recalled(newest, -1);
  expect([newest.text, oldest.text, recalled(oldest, -1).text]).toEqual(['crash A', 'heal', 'heal']);
  expect(recalled(newest, 1)).toEqual(start);
});

test('Enter takes a marked word, else it runs the line', () => {
  const act = { command: accept, complete };
  const prompt = typed({ ...EMPTY_PROMPT, history: ['heal'] }, 'cr', complete);
  expect(pressed(marked(prompt, 1), 'Enter', act)?.text).toBe('crash ');
  expect(pressed(prompt, 'Enter', act)).toMatchObject({ text: '', history: ['heal', 'cr'] });
});

test('Tab takes the first word, and leaves the field when there is none', () => {
  const act = { command: accept, complete };
  expect(pressed(typed(EMPTY_PROMPT, 'cu', complete), 'Tab', act)?.text).toBe('cut ');
  expect(pressed(EMPTY_PROMPT, 'Tab', act)).toBeNull();
});

test('Escape closes the list, and is left to the page when there is none', () => {
  const act = { command: accept, complete };
  expect(pressed(typed(EMPTY_PROMPT, 'c', complete), 'Escape', act)).toMatchObject({ text: 'c', offers: [] });
  expect(pressed(EMPTY_PROMPT, 'Escape', act)).toBeNull();
});

test('help is answered, and is no refusal', () => {
  const answered = ran({ ...EMPTY_PROMPT, text: 'help' }, () => 'The commands are crash restart.');
  expect(answered).toMatchObject({ text: '', refusal: null, answer: 'The commands are crash restart.' });
  expect(ran({ ...EMPTY_PROMPT, text: 'helm' }, () => 'There is no command “helm”.')).toMatchObject({
    text: 'helm',
    refusal: 'There is no command “helm”.',
    answer: null,
  });
});
