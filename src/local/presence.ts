import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localDirectory } from './checkout';
import { withLock } from './lock';
import { readNote, writeNote } from './notes';
import { isFree } from './ports';
import { removePostgres } from './postgres';
import { isSameProcess, thisProcess } from './processes';

/** What a running `npm start` notes about itself. */
export interface Presence {
  pid: number;
  birth: string;
  port?: number;
}

const file = () => join(localDirectory(), 'start.json');

/**
 * Notes that this process now runs the checkout; answers the note of one that was killed, if there is one.
 * @throws Error when another one runs.
 */
export function appear(): Promise<Presence | undefined> {
  return withLock(join(localDirectory(), 'start.lock'), async () => {
    const before = noted();
    if (before && isSameProcess(before)) throw new Error(alreadyThere(before));
    writeNote(file(), thisProcess());
    return before;
  });
}

export function notePort(port: number): void {
  writeNote(file(), { ...thisProcess(), port });
}

export function disappear(): void {
  if (noted()?.pid === process.pid) rmSync(file(), { force: true });
}

/** The processes of a killed start end by themselves within a moment; then their port is ours again. */
export async function waitForPortOf(killed: Presence | undefined): Promise<void> {
  for (let tries = 0; killed?.port !== undefined && tries < 30 && !(await isFree(killed.port)); tries += 1) {
    await sleep(100);
  }
}

/** Ends what runs in this checkout and removes its data and mail. */
export async function clear(): Promise<void> {
  const running = noted();
  if (running && isSameProcess(running)) await endProcess(running);
  await removePostgres();
  for (const name of ['mail', 'start.json']) rmSync(join(localDirectory(), name), { recursive: true, force: true });
}

async function endProcess(running: Presence): Promise<void> {
  process.kill(running.pid, 'SIGTERM');
  for (let tries = 0; tries < 400 && isSameProcess(running); tries += 1) await sleep(100);
  if (isSameProcess(running)) process.kill(running.pid, 'SIGKILL');
}

function noted(): Presence | undefined {
  const note = readNote<Presence>(file());
  return note?.pid === undefined || note.birth === undefined
    ? undefined
    : { ...note, pid: note.pid, birth: note.birth };
}

function alreadyThere({ pid, port }: Presence): string {
  const where = port === undefined ? 'and is still starting' : `at http://localhost:${port}`;
  return `It runs already ${where} (process ${pid}). Stop it there with Ctrl-C, or here with: kill ${pid}`;
}
