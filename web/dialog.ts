/** Dialogs over the stage: what is on the stage is covered, and comes back as it was. */

import { render, type TemplateResult } from 'lit/html.js';
import dialogStyles from './dialog.css?inline';
import type { Translate } from './i18n/index';
import { sheet } from './theme/sheet';

const styles = sheet(dialogStyles);

/** Its heading has the id `<name>-title`. */
export function openDialog(root: ShadowRoot, name: string, own: CSSStyleSheet, t: Translate): HTMLDialogElement {
  for (const worn of [styles, own]) if (!root.adoptedStyleSheets.includes(worn)) root.adoptedStyleSheets.push(worn);
  const dialog = document.createElement('dialog');
  dialog.className = `dialog ${name}`;
  dialog.lang = t('lang');
  dialog.dir = t('dir');
  dialog.setAttribute('aria-labelledby', `${name}-title`);
  dialog.addEventListener('close', () => dialog.remove());
  // Beside what stands in it, only its backdrop is the dialog itself.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  root.append(dialog);
  return dialog;
}

export function show(dialog: HTMLDialogElement, content: TemplateResult): void {
  render(content, dialog);
  if (!dialog.open) dialog.showModal();
}
