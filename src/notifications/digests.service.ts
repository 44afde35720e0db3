import { Injectable } from '@nestjs/common';
import type { DigestItem } from '../events';
import { Clock } from '../kernel/clock';
import { courier } from '../kernel/courier';
import { publishOnce } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import { dateIn } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { WorkingCalendars } from '../reminders/working-days.service';
import { digestAfter, type Gathered, itemsOf } from './digest.rules';
import {
  aloneSql,
  carriedSql,
  droppedSql,
  dueSql,
  gatheredSql,
  heldSql,
  lostSql,
  readersSql,
  waitSql,
} from './digest-rows';
import { LastLook } from './last-look.service';

const atOnce = 200;

interface Written {
  event: string;
  data: object;
}

/** Gathers the letters of those who want one a morning, and sees to it that each has gone out with it or goes out by itself. */
@Injectable()
export class Digests {
  constructor(
    private readonly queries: Queries,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly calendars: WorkingCalendars,
    private readonly look: LastLook,
  ) {}

  /** Done with every sweep; doing it twice, or in two places at once, makes one letter. @returns how many letters it made */
  async sweep(): Promise<number> {
    const pinned = this.clock.pinnedTo;
    await this.queries.rows('digest-carried', carriedSql, [pinned]);
    await this.queries.rows('digest-alone', aloneSql, [pinned]);
    const readers = await this.queries.rows<{ personId: string }>('digest-readers', readersSql, [pinned, atOnce]);
    for (const { personId } of readers) {
      const due = await this.queries.rows<{ id: string }>('digest-due', dueSql, [pinned, personId]);
      const held = await this.drop(due.map(({ id }) => id));
      await this.look.again([...held].map(([id, outboxId]) => ({ id, outboxId, personId })));
      await this.work.run(courier, (tx) => this.gather(tx, personId));
    }
    return readers.length;
  }

  /** What the letter says when it is written: what was done since it was gathered is left out. @returns undefined where nothing is left */
  async fresh<W extends Written>(written: W): Promise<W | undefined> {
    if (written.event !== 'mail.digest') return written;
    const { items } = written.data as { items: DigestItem[] };
    const held = await this.drop(items.map(({ mailId }) => mailId));
    const left = items.filter(({ mailId }) => held.has(mailId));
    return left.length === 0 ? undefined : { ...written, data: { ...written.data, items: left } };
  }

  /** What nobody waits for any more goes to nobody. @returns which of these are still gathered, with their rows of the outbox */
  private async drop(ids: string[]): Promise<Map<string, string>> {
    await this.queries.rows('digest-dropped', droppedSql, [ids]);
    const held = await this.queries.rows<{ id: string; outboxId: string }>('digest-held', heldSql, [ids]);
    const reasons = await this.look.stillOwed(held.map(({ outboxId }) => outboxId));
    const lost = held.filter(({ outboxId }) => reasons.has(outboxId));
    const why = lost.map(({ outboxId }) => reasons.get(outboxId));
    if (lost.length > 0) await this.queries.rows('digest-lost', lostSql, [lost.map(({ id }) => id), why]);
    return new Map(held.filter((one) => !lost.includes(one)).map(({ id, outboxId }) => [id, outboxId]));
  }

  /** One a day: what came after that of today waits for the next. */
  private async gather(tx: Tx, personId: string): Promise<void> {
    const rows = (await tx.query(gatheredSql, [personId, tx.now])) as Gathered[];
    const [first] = rows;
    if (!first) return;
    const on = dateIn(tx.now, first.timeZone);
    const key = `digest:${personId}:${on}`;
    const taken = (await tx.query('select 1 from outbox where key = $1', [key])) as unknown[];
    if (taken.length > 0) {
      await tx.query(waitSql, [rows.map(({ id }) => id), this.morning(tx.now, first)]);
      return;
    }
    const items = itemsOf(rows, tx.now, first.timeZone);
    await publishOnce(tx, key, 'mail.digest', { personId, on, items }, `person:${personId}`);
  }

  private morning(now: Date, { timeZone, country, region }: Gathered): Date {
    return digestAfter(now, timeZone, (on) => this.calendars.works(on, country, region));
  }
}
