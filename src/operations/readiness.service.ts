import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { Clock } from '../kernel/clock';
import { Refusal } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import { at, isStopped, oldest, unsent, unwritten } from './due.query';
import { lateAfter, silentAfter } from './parts.rules';
import type { Readiness } from './readiness.dto';

interface Row {
  now: Date;
  real: Date;
  swept: Date | null;
  letter: number;
  mail: number;
  stopped: boolean;
}

/** The process answers, but nobody can rely on what the system promised. */
class NotReady extends Refusal {
  readonly status = 503;
  readonly title = 'Not ready';
}

/** Says whether letters leave in time, and if not, what to look at. */
@Injectable()
export class Readinesses {
  private readonly begun = performance.now();

  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @throws NotReady where letters are late or the relay is silent; Busy where the database does not answer */
  async check(): Promise<Readiness> {
    const row = await this.queries.one<Row>('ready', readySql, [this.clock.pinnedTo]);
    if (!row) throw new Error('The database answered nothing.');
    const silent = this.silentFor(row);
    const late = Math.floor(Math.max(row.letter, row.mail));
    if (silent > silentAfter) throw new NotReady(`Nothing was handed to the queue for ${spanOf(silent)}. ${look}`);
    if (late > lateAfter) throw new NotReady(`The oldest letter is ${spanOf(late)} late. ${look}`);
    const mail = row.stopped ? 'stopped' : 'leaves';
    return { status: 'ready', mail, oldestDueSeconds: late, sweptAt: row.swept?.toISOString() ?? null };
  }

  /** What was before this process is not held against it: whoever starts both need not start the worker first. */
  private silentFor({ now, real, swept }: Row): number {
    const start = real.getTime() - (performance.now() - this.begun);
    return (now.getTime() - Math.max(start, swept?.getTime() ?? 0)) / 1000;
  }
}

const look = 'Look whether the worker runs, and at the queues.';

const spanOf = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
};

const readySql = `
  select ${at} as now, now() as real, (select at from heartbeat where name = 'relay') as swept,
         ${oldest(unwritten)} as letter, ${oldest(unsent)} as mail, ${isStopped} as stopped`;
