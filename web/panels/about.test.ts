import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { version } from '../../package.json';
import { PUBLISHED, REPOSITORY } from '../constants';
import { translator } from '../i18n/index';
import { bibtex, citation, reportAddress } from './about';

const read = (path: string) => readFileSync(path, 'utf8');

test('the version and the repository are those of the crates and of the citation file', () => {
  expect(read('Cargo.toml')).toContain(`repository = "${REPOSITORY}"`);
  expect(read('Cargo.toml')).toContain(`version = "${version}"`);
  const file = read('CITATION.cff');
  for (const line of [`version: ${version}`, `repository-code: ${REPOSITORY}`]) expect(file).toContain(line);
  expect(file).toMatch(new RegExp(`date-released: "?${PUBLISHED}-`));
  for (const text of [citation(), bibtex()])
    expect(text).toMatch(new RegExp(`${version}[\\s\\S]*${PUBLISHED}[\\s\\S]*${REPOSITORY}`));
});

test('a report has the run in it, or, where that is too long for an address, asks for it', () => {
  for (const lang of ['en', 'zh'] as const) {
    const t = translator(lang, 'raft');
    const body = (code: string) => new URL(reportAddress(code, t)).searchParams.get('body') ?? '';
    expect(body('1cnVu')).toContain('1cnVu');
    expect(body('1cnVu')).toContain(version);
    const long = 'x'.repeat(9000);
    expect(body(long)).not.toContain(long);
    expect(body(long)).toContain(t('about.report-long'));
    expect(reportAddress(long, t).length).toBeLessThan(7000);
  }
});
