import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { courier } from '../kernel/courier';
import { publishOnce } from '../kernel/outbox';
import { dateIn } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';

const everyMs = 10 * 60_000;

/**
 * Has the head of the hash chain written to people outside the database once a day (UTC), so that whoever rewrites the whole
 * journal is found out by any old letter (L14). Days on which nothing was posted are left out.
 */
@Injectable()
export class JournalSeal implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('JournalSeal');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly work: Work) {}

  onApplicationBootstrap(): void {
    const seal = (): void =>
      void this.seal().catch((error: unknown) => this.log.warn(`The journal is sealed later: ${String(error)}`));
    this.timer = setInterval(seal, everyMs);
    this.timer.unref();
    seal();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** May be run any number of times, and by several at once. */
  async seal(): Promise<void> {
    await this.work.run(courier, async (tx) => {
      const [head] = (await tx.query(heads)) as { transactions: number; head: string; sealed: number }[];
      if (!head || head.transactions === head.sealed) return;
      const { transactions, head: hash } = head;
      await announce(tx, { transactions, head: hash, on: dateIn(tx.now, 'UTC') });
    });
  }
}

const announce = (tx: Tx, data: { transactions: number; head: string; on: string }): Promise<void> =>
  publishOnce(tx, `event:journal.sealed:${data.on}`, 'journal.sealed', data, 'journal:head');

const heads = `
  select h.seq::int as transactions, encode(h.hash, 'hex') as head,
         coalesce((select max((o.data->>'transactions')::int) from outbox o where o.subject = 'journal:head'), 0) as sealed
    from ledger.head h`;
