import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { binaries } from './binaries';
import { initialise, lastWords, start, stop, type Cluster } from './cluster';
import { homeFor, notedPort, noteState, passwordOf, postmasterNote, type Home } from './home';
import { withLock } from './lock';
import { freePort } from './ports';
import { ensureDatabase, isThere, runningPort, urlOf } from './running';
import { watchOver } from './watchdog';

export interface PostgresOptions {
  /** The folder it lives in; `.local/postgres` of the checkout unless told, a temporary one when `fast`. */
  directory?: string;
  /** For tests: nothing survives a power cut, and server and folder go when this process goes. */
  fast?: boolean;
}

export interface EmbeddedPostgres {
  url: string;
  /** True when it was running already. */
  adopted: boolean;
  /** Whether its process is there at this moment. */
  runs(): boolean;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the installation, or takes over the one that runs already in that folder.
 * @throws Error with a sentence that says what to do, such as setting DATABASE_URL where none is installed.
 */
export async function startPostgres({ directory, fast = false }: PostgresOptions = {}): Promise<EmbeddedPostgres> {
  const home = homeFor(directory ?? (fast ? mkdtempSync(join(tmpdir(), 'innovation-fund-')) : undefined));
  const cluster = await clusterIn(home, fast);
  return withLock(join(home.directory, 'lock'), async () => {
    const password = passwordOf(home);
    const end = stopper(cluster, home);
    const runs = await runningPort(home, password);
    const port = runs ?? (await startOnFreePort(cluster, home, password));
    await ensureDatabase(port, password);
    return { url: urlOf(port, password), adopted: runs !== undefined, runs: () => isThere(home), stop: end };
  });
}

/** Ends the database in that folder, if it runs, and removes it with all its data. */
export async function removePostgres(directory?: string): Promise<void> {
  const home = homeFor(directory);
  if (postmasterNote(home)) {
    const cluster = await clusterIn(home, false);
    await withLock(join(home.directory, 'lock'), async () => {
      if ((await runningPort(home, passwordOf(home))) !== undefined) await stop(cluster);
    });
  }
  rmSync(home.directory, { recursive: true, force: true });
}

async function clusterIn(home: Home, fast: boolean): Promise<Cluster> {
  // Where the programs must be copied, one copy serves the throw-away servers as well.
  const bin = await binaries((fast ? homeFor() : home).directory, home.account);
  return { home: home.directory, data: join(home.directory, 'data'), bin, account: home.account, fast };
}

async function startOnFreePort(cluster: Cluster, home: Home, password: string): Promise<number> {
  if (!existsSync(cluster.data)) await initialise(cluster, password);
  for (let tries = 1; ; tries += 1) {
    const port = await freePort(notedPort(home));
    try {
      await start(cluster, port);
      noteState(home, { password, port });
      return port;
    } catch (error) {
      // Another program may have taken the port just now, or the children of a killed server still be ending.
      if (tries === 8) throw new Error(`PostgreSQL does not start.\n${lastWords(cluster) || String(error)}`);
      await sleep(tries * 250);
    }
  }
}

function stopper(cluster: Cluster, home: Home): () => Promise<void> {
  if (cluster.fast) return watchOver(home.directory);
  return async () => {
    if (postmasterNote(home)) await stop(cluster);
  };
}
