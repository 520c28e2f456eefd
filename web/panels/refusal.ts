/** A field whose command was refused says so in place, as the browser does for fields of forms. */

import type { Translate } from '../i18n/index';

/** Runs the line that a field stands for; says whether that went well, and marks the field if not. */
export function runFrom(field: HTMLInputElement, run: () => string | null, t: Translate): boolean {
  const refusal = run();
  field.setCustomValidity(refusal === null ? '' : `${t('refused')} ${refusal}`);
  if (refusal !== null) field.reportValidity();
  return refusal === null;
}

/** Forgets the refusal as soon as somebody mends the field. */
export function forgive(event: Event): void {
  (event.target as HTMLInputElement).setCustomValidity('');
}
