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
import { aloneSql, carriedSql, droppedSql, gatheredSql, readersSql, waitSql } from './digest-rows';

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
  ) {}

  /** Done with every sweep; doing it twice, or in two places at once, makes one letter. @returns how many letters it made */
  async sweep(): Promise<number> {
    const pinned = this.clock.pinnedTo;
    await this.queries.rows('digest-carried', carriedSql, [pinned]);
    await this.queries.rows('digest-alone', aloneSql, [pinned]);
    const readers = await this.queries.rows<{ personId: string }>('digest-readers', readersSql, [pinned, atOnce]);
    for (const { personId } of readers) await this.work.run(courier, (tx) => this.gather(tx, personId));
    return readers.length;
  }

  /** What the letter says when it is written: what was done since it was gathered is left out. @returns undefined where nothing is left */
  async fresh<W extends Written>(written: W): Promise<W | undefined> {
    if (written.event !== 'mail.digest') return written;
    const { items } = written.data as { items: DigestItem[] };
    const dropped = await this.queries.rows<{ id: string }>('digest-dropped', droppedSql, [
      items.map(({ mailId }) => mailId),
    ]);
    const gone = new Set(dropped.map(({ id }) => id));
    const left = items.filter(({ mailId }) => !gone.has(mailId));
    return left.length === 0 ? undefined : { ...written, data: { ...written.data, items: left } };
  }

  /** One a day: what came after that of today waits for the next. */
  private async gather(tx: Tx, personId: string): Promise<void> {
    const rows = (await tx.query(gatheredSql, [personId, tx.now])) as Gathered[];
    const [first] = rows;
    if (!first) return;
    await tx.query(droppedSql, [rows.filter(({ owed }) => !owed).map(({ id }) => id)]);
    const owed = rows.filter((row) => row.owed);
    if (owed.length === 0) return;
    const on = dateIn(tx.now, first.timeZone);
    const key = `digest:${personId}:${on}`;
    const taken = (await tx.query('select 1 from outbox where key = $1', [key])) as unknown[];
    if (taken.length > 0) {
      await tx.query(waitSql, [owed.map(({ id }) => id), this.morning(tx.now, first)]);
      return;
    }
    const items = itemsOf(owed, tx.now, first.timeZone);
    await publishOnce(tx, key, 'mail.digest', { personId, on, items }, `person:${personId}`);
  }

  private morning(now: Date, { timeZone, country, region }: Gathered): Date {
    return digestAfter(now, timeZone, (on) => this.calendars.works(on, country, region));
  }
}
