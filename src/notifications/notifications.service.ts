import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import { type PlannedRow, plannedView, type PlannedView } from './notifications.dto';

/** Shows which reminders are planned. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** The next `limit` reminders that wait for their day, earliest first. */
  async planned(limit = 200): Promise<PlannedView[]> {
    return (await this.queries.rows<PlannedRow>('mail-planned', plannedSql, [this.clock.now(), limit])).map(
      plannedView,
    );
  }
}

const plannedSql = `
  select o.id, o.event as letter, o.subject as about, o.due_at as "dueAt",
         coalesce(d.title, concat_ws(', ', o.data->>'title', o.data->>'award', o.data->>'reviewer')) as title
    from outbox o left join deadline d on d.id = o.deadline_id
   where o.state in ('planned', 'carried') and o.key like 'reminder:%' and o.due_at > $1 order by o.due_at, o.id limit $2`;
