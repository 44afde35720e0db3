import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Whether Debian's hledger is here. @throws where it has to be and is not */
export function hasHledger(): boolean {
  const found = spawnSync('hledger', ['--version']).status === 0;
  if (!found && process.env.REQUIRE_HLEDGER === '1') {
    throw new Error('REQUIRE_HLEDGER is 1, but there is no hledger on the PATH. On Debian: apt-get install hledger.');
  }
  return found;
}

/** Gives hledger a journal to work on. */
export async function withHledger<T>(
  journal: string,
  work: (run: (...words: string[]) => Promise<string>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'fund-hledger-'));
  try {
    const file = join(folder, 'fund.journal');
    await writeFile(file, journal);
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    return await work(
      async (...words) => (await promisify(execFile)('hledger', ['-f', file, ...words], { env })).stdout,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
