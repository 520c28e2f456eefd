// `npm run words -- fr`: what the dictionaries of a language lack, and what in them nothing asks for.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { comparedWithEnglish, dictionaryNames, FOLDER, languageCodes } from './languages.mjs';
import { mainly, ROOT, Stop } from './setup.mjs';

const [code = '', ...more] = process.argv.slice(2);

await mainly(async () => {
  const known = languageCodes().filter((one) => one !== 'en');
  if (code === '' || more.length > 0) throw new Stop(`Name one language: npm run words -- ${known.join(' | ')}`);
  const folder = path.join(FOLDER, code);
  if (!existsSync(folder))
    throw new Stop(
      `There is no languages/${code}. Copy languages/en to it, and translate what is to the right of the colons.`,
    );
  const files = dictionaryNames(folder);
  for (const name of files.filter((name) => !dictionaryNames().includes(name)))
    throw new Stop(`Nothing reads languages/${code}/${name}. There are: ${dictionaryNames().join(', ')}`);
  const found = dictionaryNames().map((name) => tell(path.join(folder, name)));
  const missing = found.reduce((sum, one) => sum + one.missing, 0);
  if (found.some(({ wrong }) => wrong > 0)) process.exitCode = 1;
  console.log(
    missing === 0
      ? 'Every sentence is there.'
      : `${missing} sentences are missing. The page shows the English ones instead.`,
  );
});

/** Prints what is to be mended in one dictionary, then what is missing, with the English. */
function tell(file) {
  const { missing, unknown, misplaced, english, own } = comparedWithEnglish(file);
  const where = path.relative(ROOT, file);
  for (const key of unknown) console.log(`${where}: nothing asks for "${key}".`);
  for (const key of misplaced)
    console.log(
      `${where}: "${key}" does not have the same braces as the English sentence.\n  English: ${english[key]}\n  here:    ${own[key]}`,
    );
  for (const key of missing) console.log(`${where}: "${key}" is missing: ${english[key]}`);
  return { missing: missing.length, wrong: unknown.length + misplaced.length };
}
