import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { publicDir, readManifest } from './assets';
import { buildAssets } from './build';

const read = (name: string) => readFileSync(join(publicDir, readManifest()?.files[name] ?? name), 'utf8');

beforeAll(buildAssets);

it('links only to files that were built', () => {
  const built = readdirSync(publicDir).map((file) => `/assets/${file}`);
  const linked = (read('app.css') + read('app.js')).match(/\/assets\/[\w.-]+/g) ?? [];
  expect(linked.length).toBeGreaterThanOrEqual(5);
  expect(linked.filter((address) => !built.includes(address))).toEqual([]);
});

it('uses nothing that belongs to GOV.UK alone: its font, crown, logotype or pictures', () => {
  const styles = read('app.css');
  const families = [...styles.matchAll(/font-family:\s*([^;}]+)/g)].map(([, family = '']) => family);
  expect(families.length).toBeGreaterThan(10);
  expect(families.filter((family) => !/^("?Inter"?|sans-serif|inherit|monospace)/.test(family))).toEqual([]);
  expect(styles.match(/GDS Transport|crown|logotype|assets\/(images|fonts)/g)).toBeNull();
});

it('does nothing when nothing changed', async () => {
  const before = statSync(join(publicDir, 'manifest.json')).mtimeMs;
  await buildAssets();
  expect(statSync(join(publicDir, 'manifest.json')).mtimeMs).toBe(before);
});
