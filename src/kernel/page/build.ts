import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, parse } from 'node:path';
import { assetPrefix, publicDir, readManifest, root, type Manifest } from './assets';

const from = createRequire(join(root, 'package.json'));
const sources = join(root, 'src', 'kernel', 'page', 'assets');
const packageDir = (name: string) => dirname(from.resolve(`${name}/package.json`));

function copiedFiles(): string[] {
  const fonts = ['latin', 'latin-ext'].flatMap((range) =>
    [400, 600].map((weight) => `inter-${range}-${weight}-normal`),
  );
  return [
    ...fonts.map((font) => join(packageDir('@fontsource/inter'), 'files', `${font}.woff2`)),
    join(packageDir('govuk-frontend'), 'dist', 'govuk', 'govuk-frontend.min.js'),
    join(sources, 'favicon.svg'),
  ];
}

function hashOf(...contents: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex').slice(0, 12);
}

/** Packages are known by their package.json, so that a build that changes nothing reads little. */
function inputsHash(): string {
  const folders = [packageDir('govuk-frontend'), packageDir('@fontsource/inter'), dirname(from.resolve('sass'))];
  const own = readdirSync(sources).sort();
  const files = [
    __filename,
    ...folders.map((folder) => join(folder, 'package.json')),
    ...own.map((name) => join(sources, name)),
  ];
  return hashOf(...files.map((file) => readFileSync(file)), ...own);
}

function place(manifest: Manifest, name: string, content: string | Buffer): void {
  const { name: stem, ext } = parse(name);
  const file = `${stem}-${hashOf(content)}${ext}`;
  write(file, content);
  manifest.files[name] = file;
}

/** A page that is served meanwhile sees the old file or the new one, never half of it. */
function write(file: string, content: string | Buffer): void {
  const draft = join(publicDir, '..', `${file}.${String(process.pid)}`);
  writeFileSync(draft, content);
  renameSync(draft, join(publicDir, file));
}

function withHashes({ files }: Manifest, text: string): string {
  return Object.entries(files).reduce(
    (result, [name, file]) => result.replaceAll(assetPrefix + name, assetPrefix + file),
    text,
  );
}

async function stylesheet(): Promise<string> {
  const sass = await import('sass');
  const loadPaths = [join(packageDir('govuk-frontend'), '..')];
  return sass.compile(join(sources, 'app.scss'), { style: 'compressed', quietDeps: true, loadPaths }).css;
}

function upToDate(manifest: Manifest | undefined, inputs: string): boolean {
  return (
    manifest?.inputs === inputs && Object.values(manifest.files).every((file) => existsSync(join(publicDir, file)))
  );
}

/** Makes `dist/public` from the stylesheets, scripts and fonts; does nothing when they have not changed. */
export async function buildAssets(): Promise<void> {
  const manifest: Manifest = { inputs: inputsHash(), files: {} };
  if (upToDate(readManifest(), manifest.inputs)) return;
  mkdirSync(publicDir, { recursive: true });
  for (const file of copiedFiles()) place(manifest, basename(file), readFileSync(file));
  place(manifest, 'app.css', withHashes(manifest, await stylesheet()));
  place(manifest, 'app.js', withHashes(manifest, readFileSync(join(sources, 'app.js'), 'utf8')));
  write('manifest.json', JSON.stringify(manifest));
  const kept = new Set(['manifest.json', ...Object.values(manifest.files)]);
  for (const file of readdirSync(publicDir)) if (!kept.has(file)) rmSync(join(publicDir, file));
}

if (require.main === module) void buildAssets();
