import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { type Page, pageOf } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { dateIn, plusDays } from '../kernel/time';
import { type Count, daysOf, midnight, type Month, monthFrom, sum, sundayOf } from './planned-month';
import type { PlannedMonth, PlannedQuery, PlannedReminder, PlannedReminderRow } from './planned.dto';
import { countQuery, listQuery, oldestQuery, type Prepared, type Span } from './planned.query';
import { plannedReminder } from './planned.view';

/** The plan as its page shows it. */
export interface PlannedCase {
  month: PlannedMonth;
  part: Page<PlannedReminder>;
  rounds: { id: string; name: string }[];
}

/** Everything that is planned, as staff look at it: by day, and one under the other. */
@Injectable()
export class PlannedDesk {
  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** Earliest first, from a day on or from what is late on. */
  list({ timeZone }: Actor, query: PlannedQuery): Promise<Page<PlannedReminder>> {
    return this.part(query, spanOf(query, timeZone));
  }

  /** Thirty days from the one that is asked for, or from today. */
  async month({ timeZone }: Actor, query: PlannedQuery): Promise<PlannedMonth> {
    const now = this.clock.now();
    const today = dateIn(now, timeZone);
    const month = monthFrom(query.from ?? today);
    const thisMonth = monthFrom(today);
    const [ahead, there, [oldest]] = await Promise.all([
      this.counts(query, { until: midnight(plusDays(thisMonth.sunday, 1), timeZone) }),
      month.from === today ? null : this.counts(query, spanOfWeeks(month, timeZone)),
      this.run<{ at: Date }>(oldestQuery(query, now)),
    ]);
    const end = midnight(plusDays(today, 30), timeZone);
    const in30Days = ahead.filter(({ at }) => at < end);
    const weekEnds = midnight(plusDays(sundayOf(today), 1), timeZone);
    return {
      ...{ from: month.from, until: month.until, today },
      thisWeek: sum(in30Days.filter(({ at }) => at < weekEnds)),
      next30Days: sum(in30Days),
      oldestDueAt: oldest?.at.toISOString() ?? null,
      days: daysOf(month, there ?? ahead, timeZone),
    };
  }

  /** The thirty days with the list of what is planned in them, or on one of them. */
  async show(actor: Actor, query: PlannedQuery): Promise<PlannedCase> {
    const [month, rounds] = await Promise.all([
      this.month(actor, query),
      this.queries.rows<{ id: string; name: string }>('planned-rounds', roundsSql),
    ]);
    const until = midnight(plusDays(month.until, 1), actor.timeZone);
    const part = await this.part(query, { until, ...spanOf(query, actor.timeZone) });
    return { month, part, rounds };
  }

  private async part(query: PlannedQuery, span: Span): Promise<Page<PlannedReminder>> {
    const rows = await this.run<PlannedReminderRow>(listQuery(query, span));
    return pageOf(rows, query, ({ dueAt, id }) => [dueAt.toISOString(), id], plannedReminder);
  }

  private counts(query: PlannedQuery, span: Span): Promise<Count[]> {
    return this.run(countQuery(query, span));
  }

  private run<T>({ name, text, values }: Prepared): Promise<T[]> {
    return this.queries.rows<T>(name, text, values);
  }
}

const spanOfWeeks = ({ monday, sunday }: Month, zone: string): Span => ({
  from: midnight(monday, zone),
  until: midnight(plusDays(sunday, 1), zone),
});

/** One day, or everything from a day on. */
function spanOf({ day, from }: PlannedQuery, zone: string): Span {
  if (day !== undefined) return { from: midnight(day, zone), until: midnight(plusDays(day, 1), zone) };
  return from === undefined ? {} : { from: midnight(from, zone) };
}

const roundsSql = `
  select r.id, r.name from round r
   where exists (select from deadline d where d.round_id = r.id and d.state = 'open') order by r.name, r.id limit 200`;
