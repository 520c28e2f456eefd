import { defineConfig } from '@playwright/test';
import all from './playwright.config';

// What needs large tools to be built: `npm run test:hosts` installs and builds it first. Serves itself.
export default defineConfig({
  ...all,
  testDir: 'web/tests/hosts/installed',
  projects: (all.projects ?? []).filter(({ name }) => name === 'chromium'),
  webServer: [],
});
