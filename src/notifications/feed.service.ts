import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Config } from '../kernel/config';
import { Conflict, Missing } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import { hashOf, newSecret } from '../kernel/secrets';
import { Work } from '../kernel/transaction';
import { Calendars } from '../letters/calendars.service';
import { OwnReminders, type Owner } from '../reminders/own.service';
import type { CalendarAddress, MadeCalendarAddress } from './preferences.dto';

/** So long a deadline that was met or called off stands in the calendar as cancelled, so that every program takes it out. */
const cancelledMs = 30 * 24 * 3_600_000;

/** A calendar as it is fetched; the mark changes with what it says. */
export interface FetchedCalendar {
  content: string;
  etag: string;
}

/** The deadlines of one person as a calendar, at an address that is its own key. */
@Injectable()
export class Feeds {
  constructor(
    private readonly queries: Queries,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly reminders: OwnReminders,
    private readonly calendars: Calendars,
    private readonly config: Config,
  ) {}

  async address(actor: Actor): Promise<CalendarAddress> {
    const sql = 'select feed_made_at as "madeAt" from mail_preference where person_id = $1';
    const row = await this.queries.one<{ madeAt: Date | null }>('my-feed', sql, [actor.id]);
    return { madeAt: row?.madeAt?.toISOString() ?? null };
  }

  /** Makes one, in place of the one before. @throws Conflict where a repeated request cannot be shown it again */
  async make(actor: Actor): Promise<MadeCalendarAddress> {
    const secret = newSecret();
    const mark = hashOf(secret).toString('hex');
    const made = await this.work.run(actor, async (tx) => {
      await tx.query(makeSql, [actor.id, hashOf(secret), tx.now]);
      return { mark, madeAt: tx.now };
    });
    if (made.mark !== mark)
      throw new Conflict('This address was made and shown already. Make a new one if you did not keep it.');
    const url = new URL(`/calendar/${secret}.ics`, this.config.APP_URL).href;
    return { url, madeAt: made.madeAt.toISOString() };
  }

  async end(actor: Actor): Promise<void> {
    await this.work.run(actor, (tx) =>
      tx.query(
        'update mail_preference set feed_hash = null, feed_made_at = null, changed_at = $2 where person_id = $1',
        [actor.id, tx.now],
      ),
    );
  }

  /** @param file the secret with `.ics` after it. @throws Missing, the same for every address that does not work */
  async fetch(file: string): Promise<FetchedCalendar> {
    const secret = /^([\w-]{43})\.ics$/.exec(file)?.[1];
    const owner = secret && (await this.queries.one<Owner>('feed-owner', ownerSql, [hashOf(secret)]));
    if (!owner) throw new Missing('calendar');
    const now = this.clock.now();
    const dates = await this.reminders.dates(owner, new Date(now.getTime() - cancelledMs));
    const entries = dates.map(({ closedAt, ...date }) => ({ ...date, ended: closedAt !== null }));
    const content = this.calendars.feed('Innovation Fund', entries, now);
    return { content, etag: etagOf(content) };
  }
}

/** When it was fetched is nothing that it says. */
const etagOf = (content: string): string =>
  `W/"${createHash('sha256')
    .update(content.replaceAll(/^DTSTAMP:.*$/gm, ''))
    .digest('base64url')}"`;

const makeSql = `
  insert into mail_preference (person_id, feed_hash, feed_made_at, changed_at) values ($1, $2, $3, $3)
  on conflict (person_id) do update set feed_hash = excluded.feed_hash, feed_made_at = excluded.feed_made_at, changed_at = excluded.changed_at`;

/** Who may not sign in any more, or not yet, reads nothing here either. */
const ownerSql = `
  select p.id, p.role, p.city_right as "cityRight", p.organisation_id as "organisationId"
    from mail_preference f join person p on p.id = f.person_id where f.feed_hash = $1 and p.disabled_at is null`;
