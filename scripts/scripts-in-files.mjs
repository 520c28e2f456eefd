// What runs in the page stands in files: a strict content security policy allows no script in markup.

/** Gives each script that stands in a page a file of its own. */
export function scriptsInFiles() {
  return {
    name: 'scripts-in-files',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const fileOf = (source) => this.getFileName(this.emitFile({ type: 'asset', name: 'page.js', source }));
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          file.source = String(file.source).replace(
            /<script((?:\s(?!src=)[^\s>]+)*)>([\s\S]+?)<\/script>/g,
            (_tag, attributes, code) => `<script${attributes} src="./${fileOf(code.trim())}"></script>`,
          );
        }
      },
    },
  };
}
