import { defineConfig } from 'vitest/config';
import { lessonTitles } from './vite.config';

export default defineConfig({
  plugins: [lessonTitles()],
  // A unit test lies beside the code that it is about. What needs a browser is in web/tests/browser.
  test: {
    include: ['web/**/*.test.ts'],
    exclude: ['web/tests/browser/**'],
    setupFiles: ['web/tests/speak.ts'],
  },
});
