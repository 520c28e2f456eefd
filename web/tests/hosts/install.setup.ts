/** Before the other tests of this folder: the examples get the packages as they were made last. */

import { test } from '@playwright/test';
import { install, providePackages } from '../../../scripts/examples.mjs';

test('the examples have what they depend on', () => {
  test.setTimeout(120_000);
  providePackages();
  for (const example of ['plain', 'two-stages', 'iframe', 'reveal']) install(example);
});
