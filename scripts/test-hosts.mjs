// `npm run test:hosts`: the packages in the hosts that have to be installed, which takes minutes the first time: apps of React, Vue
// and Svelte, a Slidev deck and a Marp deck. Each is built as its users build it, then opened in a browser.

import { spawnSync } from 'node:child_process';
import { provideBrowsers, systemBrowser } from './browsers.mjs';
import { folderOf, install, manifestOf, npm } from './examples.mjs';
import { mainly, run, setUp } from './setup.mjs';

const HOSTS = ['react', 'vue', 'svelte', 'marp', 'slidev'];

await mainly(async () => {
  setUp({ forTests: true });
  await provideBrowsers();
  run(process.execPath, ['scripts/package.mjs'], 'The packages could not be made; see above.');
  // Marp draws its PDF and its pictures with a browser.
  process.env.CHROME_PATH ??= systemBrowser('chromium');
  for (const host of HOSTS) {
    console.log(`\n${host}:`);
    install(host);
    const { scripts } = manifestOf(host);
    for (const script of ['build', 'pdf', 'pptx', 'types']) if (scripts[script]) npm(folderOf(host), 'run', script);
  }
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config',
      'playwright.hosts.config.ts',
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
});
