import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const linux = process.platform === 'linux';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The words a process was started with; '' when it is gone or a zombie. */
export function commandOf(pid: number): string {
  return linux ? readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') : ps(pid, 'command=');
}

/** Tells a process apart from a later one that was given the same number; '' when it is gone. */
export function birthOf(pid: number): string {
  if (!linux) return ps(pid, 'lstart=');
  const stat = readOr(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets and may hold blanks; the start time is the 22nd.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Whether the process that once noted its number and birth is still the one that runs. */
export function isSameProcess(noted: { pid: number; birth: string }): boolean {
  return isAlive(noted.pid) && birthOf(noted.pid) === noted.birth;
}

export function thisProcess(): { pid: number; birth: string } {
  return { pid: process.pid, birth: birthOf(process.pid) };
}

/** Processes working in a directory, as far as this system tells (Linux only). */
export function processesIn(directory: string): number[] {
  if (!linux) return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && workingDirectory(pid) === directory);
}

function workingDirectory(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function ps(pid: number, field: string): string {
  try {
    return execFileSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
