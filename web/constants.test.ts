import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENTS_MAX, LANDINGS_MAX, NODES_MAX } from './constants';

/** Where all limits stand. */
const LIMITS = readFileSync(new URL('../crates/sim/src/cluster/limits.rs', import.meta.url), 'utf8');

test.each([
  ['NODES', NODES_MAX],
  ['EVENTS', EVENTS_MAX],
  ['LANDINGS', LANDINGS_MAX],
])('the page keeps as many %s as the simulation', (name, most) => {
  expect(new RegExp(`pub const ${name}: \\w+ = (\\d+);`).exec(LIMITS)?.[1]).toBe(String(most));
});
