// The browsers that the tests run in: where they are, and how they get onto a machine.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT, Stop } from './setup.mjs';

/** Debian's and its relatives' names for a browser; a variable names one that lies elsewhere. */
const SYSTEM = {
  chromium: { variable: 'QUORATE_CHROMIUM', programs: ['chromium', 'chromium-browser', 'google-chrome'] },
  firefox: { variable: 'QUORATE_FIREFOX', programs: ['firefox-esr', 'firefox'] },
};

const CHINESE_FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/**
 * The system's own browser, or `undefined` where Playwright's is to be used.
 * @param {'chromium' | 'firefox'} name
 * @returns {string | undefined}
 */
export function systemBrowser(name) {
  const { variable, programs } = SYSTEM[name];
  const named = process.env[variable];
  if (named) {
    if (!existsSync(named)) throw new Stop(`${variable} names ${named}, and there is no such file.`);
    return named;
  }
  // Elsewhere than on Linux a browser starts differently, and Playwright's own is the better choice.
  if (process.platform !== 'linux') return undefined;
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin'];
  return folders.flatMap((folder) => programs.map((program) => path.join(folder, program))).find(isProgram);
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Which browsers the tests would not find now. */
async function missing() {
  const { chromium, firefox } = await import('@playwright/test');
  const own = { chromium, firefox };
  return Object.keys(SYSTEM).filter((name) => !systemBrowser(name) && !existsSync(own[name].executablePath()));
}

/** Makes sure that both browsers are there, installing them where it may; stops with what to do where it may not. */
export async function provideBrowsers() {
  const debian = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  // Without a Chinese font the tests would run, but the pictures would show boxes.
  if ((await missing()).length > 0 || (debian && !existsSync(CHINESE_FONT))) {
    if (debian) {
      const apt = (...args) =>
        spawnSync('apt-get', [...args], {
          stdio: ['ignore', 'ignore', 'inherit'],
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        });
      apt('update', '-q');
      apt('install', '-y', '-q', '--no-install-recommends', 'chromium', 'firefox-esr', 'fonts-noto-cjk');
    }
    const names = await missing();
    if (names.length > 0) {
      const playwright = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
      spawnSync(process.execPath, [playwright, 'install', ...names], { stdio: 'inherit', timeout: 300_000 });
    }
  }
  const names = await missing();
  if (names.length > 0) {
    throw new Stop(
      `The tests need ${names.join(' and ')}: install ${names.length > 1 ? 'them' : 'it'} with \`npx playwright install ${names.join(' ')}\`, on Debian with ` +
        '`sudo apt-get install chromium firefox-esr fonts-noto-cjk`, or name the program in ' +
        `${names.map((name) => SYSTEM[name].variable).join(' and ')}.`,
    );
  }
}
