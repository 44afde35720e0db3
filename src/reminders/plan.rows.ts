import type { EntityManager } from 'typeorm';
import type { Someone } from './audience.rules';
import { eventOf, type FormerRow, type PlanChange, type PlanRow } from './plan.rules';

/** Somebody who may have to be reminded, with where and when they work. */
export interface Candidate extends Someone {
  name: string;
  zone: string;
  dayStarts: string;
  /** Their organisation; empty where they have none. */
  place: string;
  country: string | null;
  region: string;
}

/** Who is looked for: by organisation, by id, by role; `only` leaves out everybody else. */
export interface Search {
  organisations: string[];
  people: string[];
  roles: string[];
  only: string[] | null;
}

export async function findCandidates(tx: EntityManager, search: Search): Promise<Candidate[]> {
  const { organisations, people, roles, only } = search;
  return (await tx.query(candidatesSql, [organisations, people, roles, only])) as Candidate[];
}

/** What was planned before for these, of everybody or of some. @param deadlines id → subject */
export async function formerRows(
  tx: EntityManager,
  deadlines: Map<string, string>,
  only: string[] | null,
): Promise<FormerRow[]> {
  if (deadlines.size === 0) return [];
  return (await tx.query(formerSql, [[...new Set(deadlines.values())], [...deadlines.keys()], only])) as FormerRow[];
}

/** Writes a change of the plan down, in as many statements as there are kinds of change. */
export async function carryOut(
  tx: EntityManager,
  { added, revived, moved, resumed, calledOff }: PlanChange,
): Promise<void> {
  if (added.length > 0) await tx.query(addSql, columnsOf(added));
  const again = [...revived, ...moved];
  if (again.length > 0) {
    await tx.query(moveSql, [
      again.map(({ former }) => former.id),
      again.map(({ row }) => row.at),
      again.map(({ row }) => row.why),
      again.map(({ row }) => row.step),
    ]);
  }
  if (resumed.length > 0) await tx.query(resumeSql, [resumed.map(({ id }) => id)]);
  if (calledOff.length > 0) await tx.query(callOffSql, [calledOff.map(({ id }) => id)]);
}

const columnsOf = (rows: PlanRow[]): unknown[] => [
  rows.map(({ key }) => key),
  rows.map(({ due }) => due.subject),
  rows.map(({ due, escalation }) => eventOf(due.anchor, escalation)),
  rows.map(({ at }) => at),
  rows.map(({ due }) => due.id),
  rows.map(({ personId }) => personId),
  rows.map(({ step }) => step),
  rows.map(({ escalation }) => escalation),
  rows.map(({ why }) => why),
];

const candidatesSql = `
  select p.id, p.name, p.role, p.city_right as "cityRight", p.organisation_id as "organisationId", p.time_zone as zone,
         false as disabled, coalesce(o.name, '') as place, o.country, coalesce(o.region, '') as region,
         coalesce(o.day_starts, '09:00')::text as "dayStarts"
    from person p left join organisation o on o.id = p.organisation_id
   where p.disabled_at is null
     and (p.role = 'city' and p.organisation_id = any($1) or p.id = any($2) or p.role = any($3))
     and ($4::uuid[] is null or p.id = any($4))`;

/** Found by their subjects, as those that went out are in no smaller index. */
const formerSql = `
  select o.id, o.key, o.deadline_id as "deadlineId", o.person_id as "personId", p.name as person, p.time_zone as zone, o.step,
         o.escalation, o.due_at as at, o.why, o.state, coalesce((
           select case when m.state in ('planned', 'gathered', 'claimed', 'retry') then 'waits'
                       when m.state in ('skipped', 'suppressed') then 'skipped' else 'left' end
             from mail m where m.outbox_id = o.id order by m.copy desc limit 1), 'none') as mail
    from outbox o join person p on p.id = o.person_id
   where o.subject = any($1) and o.deadline_id = any($2) and ($3::uuid[] is null or o.person_id = any($3))`;

const addSql = `
  insert into outbox (key, subject, event, data, due_at, deadline_id, person_id, step, escalation, why)
  select key, subject, event, '{}', due_at, deadline_id, person_id, step, escalation, why
    from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::int[], $8::boolean[], $9::text[])
      as planned (key, subject, event, due_at, deadline_id, person_id, step, escalation, why)`;

const moveSql = `
  update outbox set due_at = planned.due_at, why = planned.why, step = planned.step, state = 'planned', carried_at = null,
         done_at = null
    from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::int[]) as planned (id, due_at, why, step)
   where outbox.id = planned.id and outbox.state in ('planned', 'carried', 'called_off')`;

/** It is written already, and leaves as soon as it can. */
const resumeSql = `update outbox set state = 'done' where id = any($1) and state = 'called_off'`;

const callOffSql = `
  update outbox set state = 'called_off'
   where id = any($1) and (state in ('planned', 'carried') or state = 'done' and exists (
     select from mail where outbox_id = outbox.id and mail.state in ('planned', 'gathered', 'claimed', 'sending', 'retry')))`;
