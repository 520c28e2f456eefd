import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { languageFiles } from '../scripts/languages.mjs';

export default defineConfig({
  root: path.dirname(import.meta.dirname),
  plugins: [languageFiles()],
  test: { include: ['packages/tests/*.test.ts'], testTimeout: 60_000 },
});
