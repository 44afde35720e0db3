import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSameProcess, thisProcess } from './processes';

interface Holder {
  pid: number;
  birth: string;
  token: string;
}

/**
 * Lets one process at a time do the work; a lock whose holder died counts for nothing.
 * @throws Error when a living process holds it for longer than `patience` milliseconds.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, patience = 90_000): Promise<T> {
  const holder: Holder = { ...thisProcess(), token: randomUUID() };
  for (let waited = 0; !take(path, holder); waited += 50) {
    if (waited > patience) throw new Error(`Another start holds ${path} and does not finish. End it, then try again.`);
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string, holder: Holder): boolean {
  const draft = `${path}.${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    // A link appears with its content, so nobody reads a lock that is not written yet.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    dropStale(path, draft);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function dropStale(path: string, draft: string): void {
  const seen = contentOf(path);
  if (seen === undefined || holds(seen)) return;
  const aside = `${draft}.stale`;
  try {
    renameSync(path, aside);
    // Somebody may have dropped the stale lock and taken it since we looked: then theirs goes back.
    if (contentOf(aside) !== seen) linkSync(aside, path);
  } catch {
    return;
  } finally {
    rmSync(aside, { force: true });
  }
}

function holds(content: string): boolean {
  try {
    return isSameProcess(JSON.parse(content) as Holder);
  } catch {
    return false;
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
