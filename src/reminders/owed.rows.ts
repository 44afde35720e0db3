import type { Queries } from '../kernel/queries';
import type { Leaving } from './owed.rules';

/** Reminders among these rows of the outbox; all other rows are left out. */
export async function leaving(queries: Queries, outboxIds: string[]): Promise<Leaving[]> {
  const rows = await queries.rows<{ found: Stored }>('reminders-leaving', leavingSql, [outboxIds]);
  return rows.map(({ found: { dueAt, until, ...rest } }) => ({
    ...rest,
    dueAt: new Date(dueAt),
    until: until === null ? null : new Date(until),
  }));
}

type Stored = Omit<Leaving, 'dueAt' | 'until'> & { dueAt: string; until: string | null };

const leavingSql = `
  select json_build_object('id', o.id, 'key', o.key, 'escalation', o.escalation, 'anchor', d.anchor, 'state', d.state,
      'dueAt', d.due_at, 'dueZone', d.due_zone, 'until', d.until, 'organisationId', d.organisation_id, 'personId', d.person_id,
      'staffRole', d.staff_role, 'organisation', owing.name,
      'person', json_build_object('id', p.id, 'name', p.name, 'role', p.role, 'cityRight', p.city_right,
        'organisationId', p.organisation_id, 'disabled', p.disabled_at is not null),
      'named', json_build_object('staffOwnerId', owner.id, 'programLeadId', lead.id),
      'rule', case when r.id is not null then json_build_object('active', r.active, 'daysBefore', r.days_before,
        'onTheDay', r.on_the_day, 'firstAfter', r.first_after, 'every', r.every, 'times', r.times, 'audience', r.audience,
        'escalateAfter', r.escalate_after) end) as found
    from outbox o
    join deadline d on d.id = o.deadline_id
    join person p on p.id = o.person_id
    left join organisation owing on owing.id = d.organisation_id
    left join round_contact c on c.round_id = d.round_id
    left join person owner on owner.id = c.staff_owner_id and owner.disabled_at is null and owner.role in ('program', 'finance', 'admin')
    left join person lead on lead.id = c.program_lead_id and lead.disabled_at is null and lead.role in ('program', 'finance', 'admin')
    left join lateral (
      select * from reminder_rule r where r.anchor = d.anchor and (r.round_id = d.round_id or r.round_id is null)
       order by r.round_id nulls last limit 1) r on true
   where o.id = any($1)`;
