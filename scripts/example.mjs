// `npm run example -- reveal`: shows one of the pages of `examples/`, with the packages as they are made.

import { exampleNames, folderOf, install, manifestOf, npm, providePackages, serve } from './examples.mjs';
import { mainly, Stop, setUp } from './setup.mjs';

await mainly(async () => {
  const [name] = process.argv.slice(2);
  if (!exampleNames().includes(name))
    throw new Stop(`Which example? \`npm run example -- plain\`; there are: ${exampleNames().join(', ')}.`);
  setUp();
  providePackages();
  install(name);
  if (manifestOf(name).scripts?.start) {
    npm(folderOf(name), 'start');
    return;
  }
  const { address } = await serve(folderOf(name));
  console.log(`\n  The example is at ${address}\n  Ctrl+C stops it.\n`);
});
