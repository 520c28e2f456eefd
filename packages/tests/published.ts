/** The packages as somebody has them who installs them: out of the tarballs that `npm run package` has made. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(import.meta.dirname, '../..');
const PACKAGES = path.join(ROOT, 'target/packages');

/** A project that has installed them. */
export const PROJECT = path.join(PACKAGES, '.project');

export interface Published {
  readonly name: string;
  readonly tarball: string;
  readonly folder: string;
  /** By their paths in the package. */
  readonly files: readonly string[];
  readonly manifest: Manifest;
}

export type Target = string | { readonly [condition: string]: Target };

interface Manifest {
  readonly [field: string]: unknown;
  readonly exports: Readonly<Record<string, Target>>;
}

/** Unpacks all of them, in place of what was there before. */
export function install(): readonly Published[] {
  rmSync(PROJECT, { recursive: true, force: true });
  const tarballs = readdirSync(PACKAGES).filter((file) => file.endsWith('.tgz'));
  return tarballs.map((file) => {
    const name = file.replace(/-\d+\.\d+\.\d+\.tgz$/, '');
    const folder = path.join(PROJECT, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    const tarball = path.join(PACKAGES, file);
    execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    return {
      name,
      tarball,
      folder,
      files,
      manifest: JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')),
    };
  });
}

/** All files that a target of `exports` names, whatever the condition. */
export function targets(target: Target): readonly string[] {
  return typeof target === 'string' ? [target] : Object.values(target).flatMap(targets);
}
