import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { accountFor, canEnter, type Account } from './account';
import { localDirectory } from './checkout';
import { readNote, writeNote } from './notes';

/** Where one embedded database lives: data, password and lock side by side. */
export interface Home {
  directory: string;
  account: Account | undefined;
}

/** The wanted folder, or for root, where the wanted one is closed to the database's account, one of its own outside. */
export function homeFor(wanted = join(localDirectory(), 'postgres')): Home {
  const directory = opened(wanted);
  const account = accountFor(join(directory, 'data'));
  if (canEnter(directory, account)) return { directory, account };
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  const elsewhere = opened(join('/var/lib/innovation-fund', name));
  if (!canEnter(elsewhere, account)) {
    throw new Error(`Neither ${directory} nor ${elsewhere} is open to the database's account. Set DATABASE_URL.`);
  }
  return { directory: elsewhere, account: accountFor(join(elsewhere, 'data')) };
}

/** The password is noted before the data directory exists, so that a start cut short leaves nothing locked. */
export function passwordOf(home: Home): string {
  const noted = readNote<{ password: string }>(stateFile(home))?.password;
  if (noted) return noted;
  if (existsSync(join(home.directory, 'data'))) {
    throw new Error(`${home.directory} holds a database, but the note with its password is lost: npm run reset.`);
  }
  const password = randomBytes(24).toString('base64url');
  keep(home, { password });
  return password;
}

export function notedPort(home: Home): number {
  return readNote<{ port: number }>(stateFile(home))?.port ?? 0;
}

export function noteState(home: Home, state: { password: string; port: number }): void {
  keep(home, state);
}

/** What the running server wrote about itself, or undefined when none left a note. */
export function postmasterNote(home: Home): { pid: number; port: number } | undefined {
  const file = join(home.directory, 'data', 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Math.abs(Number(lines[0])), port: Number(lines[3]) };
}

function keep(home: Home, state: { password: string; port?: number }): void {
  writeNote(stateFile(home), state);
  // Root may start the checkout of somebody else, who wants to start it again tomorrow.
  const { uid, gid } = statSync(home.directory);
  if (process.getuid?.() === 0) chownSync(stateFile(home), uid, gid);
}

function stateFile(home: Home): string {
  return join(home.directory, 'state.json');
}

function opened(directory: string): string {
  mkdirSync(directory, { recursive: true });
  // The database's account passes through; what is secret in here has its own 0600 or 0700.
  if (process.getuid?.() === 0) chmodSync(directory, 0o755);
  return realpathSync(directory);
}
