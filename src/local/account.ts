import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** The account PostgreSQL runs under: it refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

/** Undefined for an ordinary user, who runs it as themselves; for root the owner of `data`, else `postgres`, else `nobody`. */
export function accountFor(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = ownerOf(data) ?? named('postgres') ?? named('nobody');
  if (!account) {
    throw new Error(
      'PostgreSQL refuses to run as root, and this machine has neither a postgres nor a nobody account. ' +
        'Start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return account;
}

/** Tries it as that account: the checkout may lie in a directory that only root may enter. */
export function canEnter(directory: string, account: Account | undefined): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { cwd: '/', stdio: 'ignore', ...account });
  return tried.status === 0;
}

function ownerOf(directory: string): Account | undefined {
  const found = statSync(directory, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function named(name: string): Account | undefined {
  try {
    const number = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return undefined;
  }
}
