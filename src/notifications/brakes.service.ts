import { Injectable } from '@nestjs/common';
import { courier } from '../kernel/courier';
import { publish } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import { type Tx, Work } from '../kernel/transaction';
import { brakeSubject, timesPlanned } from './brakes.rules';

interface Hour {
  hour: Date;
  planned: number;
  sent: number;
  limit: number;
}

/** A share of the room that is left in an hour is used up without another count, or so many seconds: others send as well. */
const share = 1 / 4;
const countEveryMs = 10_000;

/** Says whether mail may leave now, and stops all of it when far more leaves than was planned. */
@Injectable()
export class Brakes {
  private begun: number | undefined;
  private room = 0;
  private countAt = 0;

  constructor(
    private readonly queries: Queries,
    private readonly work: Work,
  ) {}

  /** Why nothing may leave now; letters about security leave all the same. */
  async held(now: Date): Promise<string | null> {
    await this.begin(now);
    const row = await this.queries.one<{ reason: string }>('brake-held', heldSql);
    return row ? row.reason : null;
  }

  /** Told after each batch how many letters have left; more than planned stops the rest. */
  async count(now: Date, sent: number): Promise<void> {
    if (sent === 0) return;
    await this.begin(now);
    this.room -= sent;
    if (this.room > 0 && now.getTime() < this.countAt) return;
    const hour = await this.queries.one<Hour>('brake-count', countSql, [now]);
    this.room = hour ? (hour.limit - hour.sent) * share : 0;
    this.countAt = now.getTime() + countEveryMs;
    if (hour && hour.sent > hour.limit) await this.work.run(courier, (tx) => this.alarm(tx, hour));
  }

  /** What is planned for an hour is counted once, before the first letter of it leaves. */
  private async begin(now: Date): Promise<void> {
    const hour = Math.floor(now.getTime() / 3_600_000);
    if (this.begun === hour) return;
    await this.queries.rows('brake-hour', hourSql, [now]);
    this.begun = hour;
    this.room = 0;
  }

  private async alarm(tx: Tx, { hour, planned, sent }: Hour): Promise<void> {
    const reason = `${sent.toLocaleString('en')} letters left within an hour for which ${planned.toLocaleString('en')} were planned.`;
    const [rows] = (await tx.query(stopSql, [tx.now, reason])) as [unknown[]];
    if (rows.length === 0) return;
    await publish(tx, 'mail.alarm', { sent, planned, hour: hour.toISOString() }, [brakeSubject]);
  }
}

const heldSql = `select reason from mail_brake where stopped_at is not null`;

const stopSql = `update mail_brake set stopped_at = $1, stopped_by = null, reason = $2 where stopped_at is null returning 1 as one`;

const hourOf = `date_trunc('hour', $1::timestamptz, 'UTC')`;

/** Reminders that are due until the hour ends, and whatever is left of hours before it. What happens within it was not planned. */
const hourSql = `
  insert into mail_hour (hour, planned)
  select ${hourOf},
    (select count(*) from outbox where state in ('planned', 'carried') and due_at < ${hourOf} + interval '1 hour'
      and (deadline_id is not null or due_at < ${hourOf}))
    + (select count(*) from mail where waits and state in ('planned', 'retry', 'gathered') and due_at < ${hourOf} + interval '1 hour'
      and (created_at < ${hourOf} or due_at < ${hourOf}))
  on conflict (hour) do nothing`;

const countSql = `
  select ${hourOf} as hour, coalesce(h.planned, 0) as planned, s.sent,
         ${timesPlanned} * greatest(coalesce(h.planned, 0), b.hourly_floor) as limit
    from mail_brake b
    left join mail_hour h on h.hour = ${hourOf}
    cross join (select count(*)::int as sent from mail where sent_at >= ${hourOf} and digest_id is null) s
   where b.stopped_at is null`;
