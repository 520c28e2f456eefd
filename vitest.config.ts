import { defineConfig } from 'vitest/config';
import { languageFiles } from './scripts/languages.mjs';
import { lessonFiles } from './scripts/lesson-files.ts';

export default defineConfig({
  plugins: [lessonFiles(), languageFiles()],
  // A unit test lies beside the code that it is about. What needs a browser is in web/tests/browser.
  test: {
    include: ['web/**/*.test.ts'],
    exclude: ['web/tests/browser/**'],
    setupFiles: ['web/tests/speak.ts'],
  },
});
