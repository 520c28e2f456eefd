import { measure } from '../size.mjs';

export const title = 'What the page loads, gzipped';

export async function bench() {
  return measure().text.split('\n');
}
