import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What was built: the hash of what it was built from, and the public name of each asset. */
export interface Manifest {
  inputs: string;
  files: Record<string, string>;
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above the program: it was copied without it.');
  return rootAbove(parent);
}

export const root = rootAbove(__dirname);
export const publicDir = join(root, 'dist', 'public');
export const assetPrefix = '/assets/';

const manifestFile = join(publicDir, 'manifest.json');

export function readManifest(): Manifest | undefined {
  return existsSync(manifestFile) ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest) : undefined;
}

let manifest: Manifest | undefined;

/** The address of an asset such as `app.css`, with its hash once it is built. */
export function assetUrl(name: string): string {
  manifest ??= readManifest();
  return assetPrefix + (manifest?.files[name] ?? name);
}
