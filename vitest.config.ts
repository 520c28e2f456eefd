import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A unit test lies beside the code that it is about. What needs a browser is in web/tests/browser.
  test: { include: ['web/**/*.test.ts'], exclude: ['web/tests/browser/**'] },
});
