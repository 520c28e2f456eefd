import { defineConfig, devices } from '@playwright/test';
import { systemBrowser } from './scripts/browsers.mjs';

// `npm test` chooses a free port, so that two runs on one machine do not meet.
const port = Number(process.env.QUORATE_TEST_PORT ?? 4187);
const chromium = systemBrowser('chromium');
const firefox = systemBrowser('firefox');

const HOSTS = 'web/tests/hosts';

const CHROMIUM = {
  ...devices['Desktop Chrome'],
  launchOptions: {
    ...(chromium ? { executablePath: chromium } : {}),
    args: [
      // Containers and root have no user namespaces, and the pages are our own.
      '--no-sandbox',
      '--disable-gpu',
      // Nothing of the browser's own on the network, and the same glyphs on every machine.
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
  },
};

const FIREFOX = {
  ...devices['Desktop Firefox'],
  // The system's Firefox lacks Playwright's patches; this channel speaks WebDriver BiDi to it.
  ...(firefox ? { channel: 'moz-firefox' } : {}),
  launchOptions: {
    ...(firefox ? { executablePath: firefox } : {}),
    // Playwright relaxes this; a person's Firefox does not, and the single file must open in theirs.
    firefoxUserPrefs: { 'security.fileuri.strict_origin_policy': true },
  },
};

export default defineConfig({
  testDir: 'web/tests/browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Baselines belong to a browser, not to the system it runs on.
  snapshotPathTemplate: '{testDir}/baselines/{projectName}/{arg}{ext}',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  timeout: 30_000,
  // What moves on a stage stands where the run does: to end animations would show another moment. A browser draws what moved by parts of a pixel as it likes: at most 0.04 % of a picture was seen. A card that stands
  // elsewhere is 1 % of a phone.
  expect: { timeout: 10_000, toHaveScreenshot: { maxDiffPixelRatio: 0.002, animations: 'allow' } },
  reporter: [['list']],
  // Pages that keep themselves for later would do it in each test; one test is about that.
  use: { serviceWorkers: 'block', baseURL: `http://127.0.0.1:${port}/`, trace: 'retain-on-failure' },
  projects: [
    { name: 'chromium', use: CHROMIUM },
    {
      name: 'firefox',
      // What a browser does in its own way is tried in both: to lay out, to load, to keep, to give the focus, to move. What
      // these press is ours, and the same in both; with them Firefox took half of the time of all tests.
      testIgnore: ['alarm', 'catalogue', 'challenge', 'language', 'members', 'rules', 'search', 'time', 'views'].map(
        (name) => `**/${name}.spec.ts`,
      ),
      use: FIREFOX,
    },
    // The pages of `examples/`, with the packages as `npm run package` has made them.
    { name: 'examples', testDir: HOSTS, testMatch: '*.setup.ts' },
    { name: 'hosts-chromium', testDir: HOSTS, testIgnore: 'installed/**', dependencies: ['examples'], use: CHROMIUM },
    {
      name: 'hosts-firefox',
      testDir: HOSTS,
      testIgnore: 'installed/**',
      // The keys of a deck go their own way in each browser; paper and hidden slides do not.
      grepInvert: /on paper|stands still/,
      dependencies: ['examples'],
      use: FIREFOX,
    },
  ],
  // The page as it is published, not as the development server makes it.
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
