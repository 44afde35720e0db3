import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Conflict } from '../kernel/errors';
import { Histories, type HistoryLine } from '../kernel/history';
import { publish } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import { type Tx, Work } from '../kernel/transaction';
import { type BrakeInput, type BrakeRow, type BrakesView, brakesView } from './brakes.dto';
import { type Brake, brakeLifecycle, brakeSubject } from './brakes.rules';

type Locked = Brake & { version: number; dailyCap: number; hourlyFloor: number };

/** The brakes as people hold them: who stopped all mail and why, how much waits, and how much may leave. */
@Injectable()
export class BrakeDesk {
  constructor(
    private readonly queries: Queries,
    private readonly work: Work,
    private readonly histories: Histories,
    private readonly clock: Clock,
  ) {}

  async view(actor: Actor): Promise<BrakesView> {
    const now = this.clock.now();
    const row = await this.queries.one<BrakeRow>('brake-view', viewSql, [now]);
    if (!row) throw new Error('The row of the brakes is gone.');
    return brakesView(row, { actor, now });
  }

  history(actor: Actor): Promise<HistoryLine[]> {
    return this.histories.of(actor, brakeSubject);
  }

  /** Nothing but letters about security leaves from now on; nothing is lost. @throws Conflict where it is stopped already */
  stop(actor: Actor, reason: string): Promise<void> {
    return this.work.run(actor, async (tx) => {
      brakeLifecycle.apply(await claim(tx), 'stop', { actor, now: tx.now });
      await tx.query('update mail_brake set stopped_at = $1, stopped_by = $2, reason = $3', [tx.now, actor.id, reason]);
      await publish(tx, 'mail.stopped', { reason }, [brakeSubject]);
    });
  }

  /** All that waits leaves; of several reminders of one thing its sender takes the newest. @throws Conflict where nothing is stopped */
  resume(actor: Actor, reason: string): Promise<void> {
    return this.work.run(actor, async (tx) => {
      brakeLifecycle.apply(await claim(tx), 'resume', { actor, now: tx.now });
      await tx.query(`update mail_brake set stopped_at = null, stopped_by = null, reason = ''`);
      await tx.query(allowSql, [tx.now]);
      await publish(tx, 'mail.resumed', { reason }, [brakeSubject]);
    });
  }

  /** @throws Conflict where somebody else changed them since `version` was read */
  change(actor: Actor, { dailyCap, hourlyFloor, version }: BrakeInput): Promise<void> {
    return this.work.run(actor, async (tx) => {
      const now = await claim(tx);
      if (now.version !== version)
        throw new Conflict('Somebody else changed this meanwhile. Load the page again, and change it there.');
      if (now.dailyCap === dailyCap && now.hourlyFloor === hourlyFloor) return;
      await tx.query('update mail_brake set daily_cap = $1, hourly_floor = $2, version = version + 1', [
        dailyCap,
        hourlyFloor,
      ]);
      const reason = `At most ${dailyCap} letters a day to one person; an hour counts as planned for at least ${hourlyFloor}.`;
      await publish(tx, 'mail.brakes_changed', { reason }, [brakeSubject]);
    });
  }
}

async function claim(tx: Tx): Promise<Locked> {
  const sql = `select case when stopped_at is null then 'open' else 'stopped' end as status, version, daily_cap as "dailyCap",
    hourly_floor as "hourlyFloor" from mail_brake for update`;
  const [row] = (await tx.query(sql)) as Locked[];
  if (!row) throw new Error('The row of the brakes is gone.');
  return row;
}

const hourOf = `date_trunc('hour', $1::timestamptz, 'UTC')`;
const waiting = `from mail where waits and state in ('planned', 'retry') and due_at <= $1 and kind <> 'security'`;

const viewSql = `
  select b.stopped_at as "stoppedAt", p.name as "stoppedBy", b.reason, b.daily_cap as "dailyCap", b.hourly_floor as "hourlyFloor",
         b.version, (select count(*)::int ${waiting}) as waiting, coalesce(h.planned, 0) as planned,
         (select count(*)::int from mail where sent_at >= ${hourOf} and digest_id is null) as sent
    from mail_brake b left join person p on p.id = b.stopped_by left join mail_hour h on h.hour = ${hourOf}`;

/** Whoever resumes has seen how much waits: it counts as planned. */
const allowSql = `
  insert into mail_hour (hour, planned)
  select ${hourOf}, (select count(*) ${waiting}) + (select count(*) from mail where sent_at >= ${hourOf} and digest_id is null)
  on conflict (hour) do update set planned = greatest(mail_hour.planned, excluded.planned)`;
