import { Injectable } from '@nestjs/common';
import type { CityRight, Role } from '../kernel/access';
import type { Subject } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import { type Anchor, type ReminderAudience, standardRules } from './anchor.rules';
import { type Concerned, type Contacts, partOf } from './audience.rules';
import { dated, type Planned, reasonOf } from './own.rules';

/** Whose dates and reminders are asked for. */
export interface Owner {
  id: string;
  role: Role;
  cityRight: CityRight | null;
  organisationId: string | null;
}

/** A date of somebody: still ahead or overdue, or closed, as it was done or called off. */
export interface OwnDate {
  id: string;
  anchor: Anchor;
  subject: Subject;
  title: string;
  dueAt: Date;
  dueZone: string;
  sequence: number;
  data: object;
  closedAt: Date | null;
}

/** A reminder that somebody gets next, with its reason in words. */
export interface OwnReminder {
  id: string;
  subject: Subject;
  title: string;
  at: Date;
  reason: string;
}

type DateRow = OwnDate & Concerned & Contacts & { audience: ReminderAudience[] | null };
type ReminderRow = Planned & Omit<OwnReminder, 'reason'>;

/** What concerns one person: the dates they have to keep, and the reminders that are planned for them. */
@Injectable()
export class OwnReminders {
  constructor(private readonly queries: Queries) {}

  /**
   * The dates of those whom the rules name, also where reminding is switched off; what merely waits since a date has none.
   * @param closedSince what was closed before is left out
   */
  async dates(owner: Owner, closedSince: Date): Promise<OwnDate[]> {
    const { id, role, organisationId } = owner;
    const standard = JSON.stringify(Object.fromEntries(dated.map((one) => [one, standardRules[one].audience])));
    const values = [id, role, organisationId, closedSince, dated, standard];
    const rows = await this.queries.rows<DateRow>('own-dates', datesSql, values);
    return rows.filter((row) => concerns(owner, row)).map((row) => dateOf(row));
  }

  /** What goes out to somebody next. @param zone of the reader, for the words */
  async planned(personId: string, zone: string, limit: number): Promise<OwnReminder[]> {
    const rows = await this.queries.rows<ReminderRow>('own-reminders', remindersSql, [personId, limit]);
    return rows.map((row) => ({
      ...{ id: row.id, subject: row.subject, title: row.title, at: row.at },
      reason: reasonOf(row, zone),
    }));
  }
}

function concerns(owner: Owner, { audience, ...due }: DateRow): boolean {
  const rule = { ...standardRules[due.anchor], ...(audience !== null && { audience }) };
  const named = { staffOwnerId: due.staffOwnerId, programLeadId: null };
  return partOf({ ...owner, disabled: false }, due, rule, named).reminded;
}

const dateOf = ({ id, anchor, subject, title, dueAt, dueZone, sequence, data, closedAt }: DateRow): OwnDate => ({
  ...{ id, anchor, subject, title, dueAt, dueZone, sequence, data, closedAt },
});

/** Staff have a date only where a rule names the staff owner, which few do: the others are not looked at. */
const datesSql = `
  with near as (
    select id from deadline where state = 'open' and (person_id = $1 or organisation_id = $3)
    union all
    select id from deadline where closed_at >= $4 and (person_id = $1 or organisation_id = $3)
    union all
    select id from deadline where $2::text in ('program', 'finance', 'admin') and (state = 'open' or closed_at >= $4)
       and (anchor::text in (select key from jsonb_each($6::jsonb) where value ? 'staff_owner')
         or anchor in (select r.anchor from reminder_rule r where 'staff_owner' = any(r.audience))))
  select d.id, d.anchor, d.subject, d.title, d.due_at as "dueAt", d.due_zone as "dueZone", d.sequence, d.data,
         d.closed_at as "closedAt", d.organisation_id as "organisationId", d.person_id as "personId",
         d.staff_role as "staffRole", owner.id as "staffOwnerId", r.audience
    from deadline d
    left join round_contact c on c.round_id = d.round_id
    left join person owner on owner.id = c.staff_owner_id and owner.disabled_at is null and owner.role in ('program', 'finance', 'admin')
    left join lateral (
      select audience from reminder_rule r where r.anchor = d.anchor and (r.round_id = d.round_id or r.round_id is null)
       order by r.round_id nulls last limit 1) r on true
   where d.id in (select id from near) and d.anchor::text = any($5)
     and (d.person_id = $1 or $2 = 'city' and d.organisation_id = $3
       or (d.staff_role = $2 or owner.id = $1) and coalesce(to_jsonb(r.audience), $6::jsonb -> d.anchor::text) ? 'staff_owner')
   order by d.due_at, d.id`;

const remindersSql = `
  select o.id, d.subject, d.title, o.due_at as at, d.anchor, d.due_at as "dueAt", o.step, o.escalation, o.why
    from outbox o join deadline d on d.id = o.deadline_id
   where o.person_id = $1 and o.state in ('planned', 'carried')
   order by o.due_at, o.id limit $2`;
