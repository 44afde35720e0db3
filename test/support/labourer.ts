import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bankKey } from './keys';

const hired: ChildProcess[] = [];

/** A worker in a process of its own, which can be killed and frozen. Its clock is that of the database. */
export class Labourer {
  private constructor(private readonly child: ChildProcess) {}

  static hire(environment: Record<string, string>): Labourer {
    const { PATH } = process.env;
    const settings = { NODE_ENV: 'test', LOG_LEVEL: 'fatal', BANK_KEY: bankKey, ...environment };
    const program = join(__dirname, '../../src/worker.ts');
    const child = spawn(process.execPath, [join(__dirname, 'compiled.mjs'), program], {
      env: { PATH, ...settings },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    hired.push(child);
    return new Labourer(child);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** Whatever a failed test left behind shall not outlive its file. */
  static dismissAll(): void {
    for (const child of hired.splice(0)) child.kill('SIGKILL');
  }
}
