import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres, type EmbeddedPostgres } from './postgres';

/** Starts the embedded database and starts it again, on the same port, when it ends by itself. */
export async function keepPostgres(
  say: (line: string) => void,
  giveUp: (reason: unknown) => void,
): Promise<EmbeddedPostgres> {
  const first = await startPostgres();
  const leaving = new AbortController();
  const watch = revive(first, say, leaving.signal).catch(giveUp);
  const stop = async () => {
    leaving.abort();
    await watch;
    await first.stop();
  };
  return { ...first, stop };
}

async function revive(postgres: EmbeddedPostgres, say: (line: string) => void, leaving: AbortSignal): Promise<void> {
  while (!leaving.aborted) {
    await sleep(1_000, undefined, { signal: leaving }).catch(() => undefined);
    if (leaving.aborted || postgres.runs()) continue;
    say('PostgreSQL ended by itself. It starts again.');
    const { url } = await startPostgres();
    if (url !== postgres.url) throw new Error('PostgreSQL ended by itself, and another program took its port.');
  }
}
