import { Injectable } from '@nestjs/common';
import { dateIn, morningOf, plusDays } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { WorkingCalendars } from '../reminders/working-days.service';
import { digestAfter } from './digest.rules';

/** What decides when a new letter leaves. */
export interface Addressed {
  personId: string;
  address: string;
  kind: 'security' | 'decision' | 'duty' | 'notice' | 'call';
  /** Its id in the table of letters. */
  letter?: string;
  /** The instant that it warns of: a letter does not wait for a morning after it. */
  deadlineAt?: Date | null;
}

/** Where a new letter goes first; `error` says why it does not leave at once. */
export interface Route {
  state: 'planned' | 'gathered' | 'skipped' | 'suppressed';
  dueAt: Date;
  error: string;
}

/** What is known of a reader: what they want, whether their address takes mail, and how much they get on which of their days. */
interface Reader {
  personId: string;
  address: string;
  timeZone: string;
  country: string | null;
  region: string;
  digest: boolean;
  unwanted: string[];
  suppressed: string | null;
  cap: number;
  load: Record<string, number>;
}

type Warning = Pick<Addressed, 'kind' | 'deadlineAt'>;

const unwanted = 'This person has switched letters of this kind off.';
const waits = 'That many letters went to this person on one day that the rest waits for the next.';

/** Decides for each new letter whether it leaves at once, waits for the morning, or is not sent at all. */
@Injectable()
export class Routing {
  constructor(private readonly calendars: WorkingCalendars) {}

  /** One route for each letter, in their order. What is about security waits for nothing. */
  async of(tx: Tx, letters: Addressed[], now: Date): Promise<Route[]> {
    const readers = await this.readers(
      tx,
      letters.filter(({ kind }) => kind !== 'security'),
      now,
    );
    return letters.map((letter) => {
      const reader = readers.get(placeOf(letter));
      return letter.kind === 'security' || !reader ? atOnce(now) : this.route(letter, reader, now);
    });
  }

  /** Whoever else writes to the same people waits until this is written: two that counted at once would each find room. */
  private async readers(tx: Tx, letters: Addressed[], now: Date): Promise<Map<string, Reader>> {
    if (letters.length === 0) return new Map();
    const places = [...new Map(letters.map((letter) => [placeOf(letter), letter])).values()];
    const people = [...new Set(places.map(({ personId }) => personId))];
    await tx.query(lockSql, [people]);
    const rows = (await tx.query(readersSql, [
      places.map(({ personId }) => personId),
      places.map(({ address }) => address),
      now,
    ])) as Reader[];
    // The load is a person's, also where letters go to an address of before.
    const loads = new Map(rows.map(({ personId, load }) => [personId, load]));
    return new Map(rows.map((row) => [placeOf(row), { ...row, load: loads.get(row.personId) ?? row.load }]));
  }

  private route({ kind, letter, deadlineAt }: Addressed, reader: Reader, now: Date): Route {
    if (reader.suppressed !== null) return { state: 'suppressed', dueAt: now, error: reader.suppressed };
    if (letter === 'mail.digest') return atOnce(now);
    if (reader.unwanted.includes(kind)) return { state: 'skipped', dueAt: now, error: unwanted };
    if (!reader.digest || (kind !== 'duty' && kind !== 'notice'))
      return this.withinCap({ kind, deadlineAt }, reader, now);
    const { timeZone, country, region } = reader;
    const morning = digestAfter(now, timeZone, (on) => this.calendars.works(on, country, region));
    if (deadlineAt && deadlineAt <= morning) return this.withinCap({ kind, deadlineAt }, reader, now);
    return { state: 'gathered', dueAt: morning, error: 'Waits for the one letter of the morning.' };
  }

  /**
   * The first of the reader's days on which there is room; what is put there counts for the next letter. Nothing but a decision waits for
   * a day that is not worked, and nothing waits past what it warns of.
   */
  private withinCap({ kind, deadlineAt }: Warning, reader: Reader, now: Date): Route {
    const { timeZone, country, region, cap, load } = reader;
    const today = dateIn(now, timeZone);
    const isWorked = (on: string): boolean => kind === 'decision' || this.calendars.works(on, country, region);
    let [day, days] = [today, 0];
    while ((load[day] ?? 0) >= cap || (days > 0 && !isWorked(day))) day = plusDays(today, (days += 1));
    const at = morningOf(today, timeZone, days);
    const isLate = deadlineAt && deadlineAt > now && deadlineAt <= at;
    if (isLate) [day, days] = [today, 0];
    load[day] = (load[day] ?? 0) + 1;
    return days === 0 ? atOnce(now) : { state: 'planned', dueAt: at, error: waits };
  }
}

const placeOf = ({ personId, address }: { personId: string; address: string }): string => `${personId} ${address}`;

const atOnce = (now: Date): Route => ({ state: 'planned', dueAt: now, error: '' });

const lockSql = `select pg_advisory_xact_lock(4711012, hashtext(id::text)) from (select unnest($1::uuid[]) as id order by 1) people`;

/**
 * What has left in the last two days is more than a local day, whatever the clock does in it.
 * Counted for all readers in one go: by each in turn it would grow with the readers times all that waits.
 */
const readersSql = `
  with counted as (
    select one.person_id, to_char(one.at at time zone p.time_zone, 'YYYY-MM-DD') as day, count(*) as letters from (
      select person_id, sent_at as at from mail where person_id = any($1) and sent_at > $3::timestamptz - interval '2 days'
         and kind <> 'security' and digest_id is null
      union all
      select person_id, greatest(due_at, $3) from mail where person_id = any($1) and kind <> 'security'
         and waits and state <> 'gathered') one
      join person p on p.id = one.person_id
     group by 1, 2),
  loads as materialized (select person_id, jsonb_object_agg(day, letters) as load from counted group by 1)
  select a.person_id as "personId", a.address, p.time_zone as "timeZone", o.country,
         coalesce(o.region, '') as region, coalesce(f.rhythm = 'digest', false) as digest,
         coalesce(f.unwanted, '{}') as unwanted, s.reason as suppressed, b.daily_cap as cap, coalesce(l.load, '{}') as load
    from unnest($1::uuid[], $2::text[]) as a(person_id, address)
    join person p on p.id = a.person_id
    cross join mail_brake b
    left join organisation o on o.id = p.organisation_id
    left join mail_preference f on f.person_id = p.id
    left join suppression s on s.address = lower(a.address) and s.lifted_at is null
    left join loads l on l.person_id = p.id`;
