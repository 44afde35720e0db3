import { Injectable, Logger } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Clock } from './clock';
import { Config } from './config';
import { Carrier, type Errand } from './queue';

const everyMs = 3000;
const batch = 200;

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

  /** Hands over everything that is due now. @returns how much that was. */
  async sweep(): Promise<number> {
    return (await this.hand('letters', dueLetters, unmarkLetters)) + (await this.hand('mail', dueMail, unmarkMail));
  }

  private async hand(errand: Errand, due: string, unmark: string): Promise<number> {
    for (let total = 0; ;) {
      const now = this.clock.now();
      const [rows] = (await this.database.query(due, [now, batch])) as [{ id: string }[]];
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
        this.log.warn(`The next sweep tries again: ${error instanceof Error ? error.message : String(error)}`);
        this.again = false;
        return 0;
      })
      .finally(() => {
        this.sweeping = undefined;
        if (this.again) this.wake();
        else if (this.running) this.timer = setTimeout(() => this.wake(), everyMs);
      });
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

export const dueLetters = `
  with due as (
    select id from outbox
     where state in ('planned', 'carried') and due_at <= $1
       and (state = 'planned' or carried_at <= $1::timestamptz - interval '1 minute')
     order by due_at limit $2 for update skip locked)
  update outbox set state = 'carried', carried_at = $1 from due where outbox.id = due.id returning outbox.id`;

const unmarkLetters = `update outbox set state = 'planned', carried_at = null where id = any($1) and state = 'carried'`;

/** The lease of waiting mail says that it is carried; that of mail being sent is its sender's, so there the due time moves on. */
const dueMail = `
  with due as (
    select id from mail
     where state in ('planned', 'retry', 'sending') and due_at <= $1 and (lease_until is null or lease_until <= $1)
     order by due_at limit $2 for update skip locked)
  update mail set
      lease_until = case when state = 'sending' then lease_until else $1::timestamptz + interval '1 minute' end,
      due_at = case when state = 'sending' then $1::timestamptz + interval '1 minute' else due_at end
    from due where mail.id = due.id returning mail.id`;

const unmarkMail = `update mail set lease_until = null where id = any($1) and state in ('planned', 'retry')`;
