// `npm run bench`: every number that the project promises, measured on this machine.
//
// A measurement is a file in scripts/bench/ that exports a `title` and an async `bench()`, which returns the lines to
// print; it throws if it could not measure. `npm run bench -- size seek` runs only those. They run one after the
// other, by name: two measurements at a time would measure each other.

import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { mainly, ROOT, run, Stop, setUp } from './setup.mjs';

await mainly(async () => {
  setUp();
  const folder = path.join(ROOT, 'scripts/bench');
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => path.basename(file, '.mjs'))
    .sort();
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown) throw new Stop(`There is no measurement "${unknown}"; there are: ${all.join(', ')}.`);

  run(
    process.execPath,
    [path.join(ROOT, 'scripts/build.mjs')],
    'The page could not be built, so nothing was measured.',
  );
  console.log(`\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);
  const failed = [];
  for (const name of wanted.length > 0 ? wanted : all) {
    const { title, bench } = await import(pathToFileURL(path.join(folder, `${name}.mjs`)).href);
    console.log(`\n${title}`);
    try {
      for (const line of [await bench()].flat()) console.log(`  ${line}`);
    } catch (error) {
      failed.push(name);
      console.log(`  not measured: ${error instanceof Stop ? error.message : error.stack}`);
    }
  }
  if (failed.length > 0) throw new Stop(`\nNot measured: ${failed.join(', ')}.`);
});
