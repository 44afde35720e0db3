import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { courier } from '../kernel/courier';
import { Work } from '../kernel/transaction';

const everyMs = 60 * 60_000;
const atOnce = 1000;

/** What is over, and how many days it is kept after that: codes before the sessions they belong to. */
const sweeps: [table: string, over: string, days: number][] = [
  ['idempotency', 'at', 30],
  ['refused_form', 'at', 2],
  ['sign_in_link', 'expires_at', 30],
  ['step_up_code', 'expires_at', 30],
  ['session', 'least(expires_at, revoked_at)', 90],
];

/** Sweeps out what nobody can use any more: keys of old requests, forms that were refused, and ways in that have closed. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Housekeeping');
  private timer: NodeJS.Timeout | undefined;
  private ends = false;

  constructor(private readonly work: Work) {}

  onApplicationBootstrap(): void {
    const sweep = (): void =>
      void this.sweep().catch((error: unknown) => this.log.warn(`What is old is swept later: ${String(error)}`));
    this.timer = setInterval(sweep, everyMs);
    this.timer.unref();
    sweep();
  }

  onModuleDestroy(): void {
    this.ends = true;
    clearInterval(this.timer);
  }

  /** A little at a time, so that nobody waits for it; several may sweep at once. @returns how many rows went */
  async sweep(): Promise<number> {
    let swept = 0;
    for (const [table, over, days] of sweeps) {
      for (let gone = atOnce; gone === atOnce && !this.ends; swept += gone) gone = await this.part(table, over, days);
    }
    return swept;
  }

  private part(table: string, over: string, days: number): Promise<number> {
    // A session waits for the last of its codes.
    const free =
      table === 'session' ? 'and not exists (select from step_up_code c where c.session_id = session.id)' : '';
    const text = `delete from ${table} where ctid = any(array(
      select ctid from ${table} where ${over} < $1::timestamptz - interval '${days} days' ${free} limit ${atOnce} for update skip locked))`;
    return this.work.run({ ...courier }, async (tx) => ((await tx.query(text, [tx.now])) as [unknown, number])[1]);
  }
}
