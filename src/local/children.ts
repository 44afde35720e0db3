import { fork, type ChildProcess } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const quick = 30_000;
const patience = 5;

export interface ChildPlan {
  /** What a person would call it: "The web process". */
  name: string;
  file: string;
  args?: () => string[];
  environment: NodeJS.ProcessEnv;
  onMessage?: (message: unknown) => void;
}

/** Runs a program to its end. @throws Error unless it ends well; when `end` comes first, it is ended. */
export async function runOnce(plan: ChildPlan, end: AbortSignal): Promise<void> {
  end.throwIfAborted();
  const child = launch(plan);
  const stop = () => child.kill('SIGTERM');
  end.addEventListener('abort', stop);
  const how = await ended(child);
  end.removeEventListener('abort', stop);
  end.throwIfAborted();
  if (how !== 'code 0') throw new Error(`${plan.name} failed (${how}). What it said stands above.`);
}

/** A process that is started again when it ends by itself, until it dies five times in a row within half a minute of its start. */
export class KeptChild {
  private child: ChildProcess;
  private quickDeaths = 0;
  private leaving = false;

  constructor(
    private readonly plan: ChildPlan,
    private readonly say: (line: string) => void,
    private readonly giveUp: (reason: Error) => void,
  ) {
    this.run();
  }

  /** Asks it to drain and kills it after `grace` milliseconds, or at once when `hurry` comes. */
  async stop(grace: number, hurry: AbortSignal): Promise<void> {
    this.leaving = true;
    if (isOver(this.child)) return;
    const end = ended(this.child);
    this.child.kill('SIGTERM');
    const late = new AbortController();
    const tooLong = sleep(grace, undefined, { signal: AbortSignal.any([hurry, late.signal]) }).catch(() => undefined);
    await Promise.race([end, tooLong]);
    late.abort();
    if (!isOver(this.child)) this.child.kill('SIGKILL');
    await end;
  }

  private run(): void {
    this.child = launch(this.plan);
    const born = performance.now();
    void ended(this.child).then((how) => this.revive(how, performance.now() - born));
  }

  private async revive(how: string, lived: number): Promise<void> {
    if (this.leaving) return;
    this.quickDeaths = lived < quick ? this.quickDeaths + 1 : 1;
    if (this.quickDeaths >= patience) {
      this.giveUp(
        new Error(`${this.plan.name} ended ${patience} times in a row (last: ${how}). What it said stands above.`),
      );
      return;
    }
    const seconds = 2 ** (this.quickDeaths - 1) / 2;
    this.say(`${this.plan.name} ended by itself (${how}). It starts again in ${seconds} s.`);
    await sleep(seconds * 1000);
    if (!this.leaving) this.run();
  }
}

function launch({ file, args, environment, onMessage }: ChildPlan): ChildProcess {
  // A session of its own: Ctrl-C reaches us alone, and we end the others in order.
  const child = fork(file, args?.() ?? [], {
    env: environment,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  if (onMessage) child.on('message', onMessage);
  child.on('error', () => undefined);
  return child;
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code ?? 'unknown'}`));
    child.once('error', (error) => resolve(error.message));
  });
}

function isOver(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
