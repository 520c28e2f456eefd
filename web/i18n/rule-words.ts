/** What the rules of the protocols say: a volume of the dictionaries that comes with what shows them. */

import { speakOf } from './index';
import { addLanguages } from './languages';

addLanguages({
  rules: import.meta.glob(['../../languages/*/*.json', '!../../languages/*/{page,courses}.json'], {
    query: '?rules',
    import: 'default',
  }),
});

export function speakOfRules(): Promise<void> {
  return speakOf('rules');
}
