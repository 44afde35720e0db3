import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '../kernel/clock';
import { Config } from '../kernel/config';
import { Queries } from '../kernel/queries';
import { Together } from '../kernel/together';
import { LettersService } from '../letters/letters.service';
import { type Claimed, claimSql, renewSql, stepSql, type Taken, type Verdict } from './mail-rows';
import { type Due, entriesSql } from './outbox-rows';

/** So long letters wait for each other before a step: a commit costs the same for one and for ten. */
const gatherMs = 2;

/**
 * The steps of mail in the database. Each names the attempt that it belongs to, so that a worker which was frozen for longer than
 * its lease changes nothing any more; letters that take a step at the same time share a statement.
 */
@Injectable()
export class Mails {
  /** Longer than a sending may take, so that nobody else takes it up meanwhile. */
  readonly leaseMs: number;
  private readonly steps = new Together(
    (asked) => this.take(asked),
    () => sleep(gatherMs),
  );

  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
    private readonly letters: LettersService,
    config: Config,
  ) {
    this.leaseMs = (config.SMTP_PATIENCE_SECONDS + 15) * 1000;
  }

  /** What time it is for everybody who shares the database. */
  async now(): Promise<Date> {
    const sql = 'select coalesce($1::timestamptz, now()) as now';
    return (await this.queries.rows<{ now: Date }>('mail-now', sql, [this.clock.pinnedTo]))[0]?.now ?? this.clock.now();
  }

  /** Those of these rows of the outbox that are due and not written yet. */
  toWrite(outboxIds: string[]): Promise<Due[]> {
    return this.queries.rows('outbox-entries', entriesSql, [outboxIds, this.clock.pinnedTo]);
  }

  /** Takes mail that is due, or whose worker is gone; nothing of it has left. */
  async claim(ids: string[], securityOnly: boolean): Promise<Taken[]> {
    const values = [ids, this.clock.pinnedTo, this.leaseMs, securityOnly, JSON.stringify(this.letters.secrets())];
    const claimed = await this.queries.rows<Claimed>('mail-claim', claimSql, values);
    return claimed.map((mail) => {
      const until = this.letters.staleAfter(mail.event, mail.data);
      return { ...mail, stale: until !== undefined && until <= mail.now.toISOString() };
    });
  }

  /** What waits for its turn stays with this worker for another while. */
  async renew(claimed: Claimed[]): Promise<void> {
    const [ids, attempts] = [claimed.map(({ id }) => id), claimed.map((mail) => mail.attempts)];
    await this.queries.rows('mail-renew', renewSql, [ids, this.clock.pinnedTo, attempts, this.leaseMs]);
  }

  /** Committed before the first byte leaves. @returns whether it is still this attempt's, and still wanted */
  async begin({ id, attempts }: Claimed): Promise<boolean> {
    const asked = performance.now();
    const begun = await this.steps.one(JSON.stringify({ id, attempts }));
    return begun !== undefined && performance.now() - asked < this.leaseMs;
  }

  /** What the mail server said is told to a database that restarts as well. A secret is blanked with the last of the attempts. */
  async settle({ id, attempts, event }: Claimed, verdict: Verdict): Promise<void> {
    const error = Buffer.from(verdict.error.replaceAll('\0', '').slice(0, 1000)).toString();
    const secret = verdict.state === 'retry' ? undefined : this.letters.secretOf(event);
    const told = JSON.stringify({ id, attempts, ...verdict, error, secret });
    for (const began = performance.now(); ;) {
      try {
        return void (await this.steps.one(told));
      } catch (trouble) {
        if (performance.now() - began > this.leaseMs) throw trouble;
        await sleep(500);
      }
    }
  }

  /** What is told has a state, what is asked has none. */
  private async take(asked: string[]): Promise<Map<string, object>> {
    const told = asked.filter((one) => one.includes('"state":'));
    const held = asked.filter((one) => !one.includes('"state":'));
    const values = [`[${held.join(',')}]`, this.clock.pinnedTo, this.leaseMs, `[${told.join(',')}]`];
    const begun = await this.queries.rows<{ id: string; attempts: number }>('mail-step', stepSql, values);
    return new Map(begun.map(({ id, attempts }) => [JSON.stringify({ id, attempts }), {}]));
  }
}
