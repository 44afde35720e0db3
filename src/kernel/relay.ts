import { Injectable, Logger } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Clock } from './clock';
import { Config } from './config';
import { Carrier, type Errand } from './queue';

const everyMs = 3000;
const batch = 500;

/**
 * Finds what is due in our own tables and hands it to the queue, every few seconds and whenever something is published.
 * Several may run at once, and the queue may be wiped at any time: what was not done within a minute is found again.
 */
@Injectable()
export class Relay {
  private readonly log = new Logger('Relay');
  private timer: NodeJS.Timeout | undefined;
  private listener: Client | undefined;
  private sweeping: Promise<number> | undefined;
  private again = false;
  private running = false;
  private readonly steps: (() => Promise<unknown>)[] = [];

  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly carrier: Carrier,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.running = true;
    void this.listen();
    this.wake();
  }

  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.listener?.end().catch(() => undefined);
    await this.sweeping?.catch(() => undefined);
  }

  /** What else is looked at with every sweep; trouble with it holds nothing up. */
  onSweep(step: () => Promise<unknown>): void {
    this.steps.push(step);
  }

  /** Hands over everything that is due now. @returns how much that was. */
  async sweep(): Promise<number> {
    for (const step of this.steps) await step().catch((error: unknown) => this.complain(error));
    const handed =
      (await this.hand('letters', dueLetters, unmarkLetters)) + (await this.hand('mail', dueMail, unmarkMail));
    await this.beat('relay');
    return handed;
  }

  /** For operators: this part of the system did its round. */
  async beat(part: string): Promise<void> {
    await this.database.query(beatSql, [part, this.clock.pinnedTo]);
  }

  private async hand(errand: Errand, due: string, unmark: string): Promise<number> {
    for (let total = 0; ;) {
      if (await this.carrier.isFull(errand)) return total;
      const [rows] = (await this.database.query(due, [this.clock.pinnedTo, batch])) as [{ id: string }[]];
      const ids = rows.map(({ id }) => id);
      try {
        await this.carrier.carry(errand, ids);
      } catch (error) {
        await this.database.query(unmark, [ids]);
        throw error;
      }
      total += ids.length;
      if (ids.length < batch) return total;
    }
  }

  /** Sweeps now, or once more where a sweep is under way: what came meanwhile may have been missed by it. */
  private wake(): void {
    this.again = true;
    if (this.sweeping || !this.running) return;
    clearTimeout(this.timer);
    this.again = false;
    this.sweeping = this.sweep()
      .catch((error: unknown) => {
        this.complain(error);
        this.again = false;
        return 0;
      })
      .finally(() => {
        this.sweeping = undefined;
        if (this.again) this.wake();
        else if (this.running) this.timer = setTimeout(() => this.wake(), everyMs);
      });
  }

  private complain(error: unknown): void {
    this.log.warn(`The next sweep tries again: ${error instanceof Error ? error.message : String(error)}`);
  }

  private async listen(): Promise<void> {
    if (!this.running) return;
    const client = new Client({ connectionString: this.config.DATABASE_URL, keepAlive: true });
    const lost = (): void => {
      if (this.listener !== client) return;
      this.listener = undefined;
      client.removeAllListeners('end');
      void client.end().catch(() => undefined);
      if (this.running) setTimeout(() => void this.listen(), everyMs).unref();
    };
    this.listener = client;
    client
      .on('notification', () => this.wake())
      .on('error', lost)
      .on('end', lost);
    await client
      .connect()
      .then(() => client.query('listen outbox'))
      // What was published before it listened is found now.
      .then(() => this.wake(), lost);
  }
}

/** The database's clock says what is due, as processes may be wrong about the time; $1 is where a clock is pinned. */
export const dueLetters = `
  with due as (
    select id from outbox
     where state in ('planned', 'carried') and due_at <= coalesce($1::timestamptz, now())
       and (state = 'planned' or carried_at <= coalesce($1::timestamptz, now()) - interval '1 minute')
     order by due_at limit $2 for update skip locked)
  update outbox set state = 'carried', carried_at = coalesce($1::timestamptz, now())
    from due where outbox.id = due.id returning outbox.id`;

const unmarkLetters = `update outbox set state = 'planned', carried_at = null where id = any($1) and state = 'carried'`;

/**
 * The lease of waiting mail says that it is carried; that of mail somebody has taken is that worker's, so there the due time moves on.
 * While all sending is stopped only letters about security go.
 */
export const dueMail = `
  with due as (
    select id from mail
     where waits and state in ('planned', 'retry', 'claimed', 'sending') and due_at <= coalesce($1::timestamptz, now())
       and (lease_until is null or lease_until <= coalesce($1::timestamptz, now()))
       and (kind = 'security' or not exists (select from mail_brake where stopped_at is not null))
     order by due_at limit $2 for update skip locked),
  next as (select coalesce($1::timestamptz, now()) + interval '1 minute' as at)
  update mail set
      lease_until = case when state in ('claimed', 'sending') then lease_until else next.at end,
      due_at = case when state in ('claimed', 'sending') then next.at else due_at end
    from due, next where mail.id = due.id returning mail.id`;

const unmarkMail = `update mail set lease_until = null where id = any($1) and state in ('planned', 'retry')`;

const beatSql = `
  insert into heartbeat (name, at) values ($1, coalesce($2::timestamptz, now())) on conflict (name) do update set at = excluded.at`;
