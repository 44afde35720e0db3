import { Invalid } from '../kernel/errors';
import { isId } from '../kernel/id';
import { placeAfter, rowsToRead } from '../kernel/paging';
import type { PlannedQuery } from './planned.dto';

/** A query that is prepared once per connection under its name. */
export interface Prepared {
  name: string;
  text: string;
  values: unknown[];
}

/** From which instant on, and until before which. */
export interface Span {
  from?: Date | undefined;
  until?: Date | undefined;
}

type Narrowing = Pick<PlannedQuery, 'round' | 'anchor' | 'person' | 'about'>;

const somebody = `o.person_id in (select id from person where name ilike $ or email ilike $)`;

/** What narrows the plan; the value stands where `$` is. There is one text for each set of them, so that each finds its own index. */
const narrowings: Record<string, string> = {
  from: 'o.due_at >= $',
  until: 'o.due_at < $',
  round: 'd.round_id = $',
  anchor: 'd.anchor = $',
  person: somebody,
  about: 'o.subject = $',
};

const ofDeadlines = ['round', 'anchor'];

interface Narrowed {
  names: string[];
  text: string;
  values: unknown[];
}

function narrow(query: Narrowing, { from, until }: Span, values: unknown[]): Narrowed {
  const { round, anchor, about, person } = query;
  const like = person === undefined ? undefined : `%${person.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const asked = Object.entries({ from, until, round, anchor, person: like, about });
  const set = asked.filter(([, value]) => value !== undefined);
  const all = [...values];
  const conditions = set.map(([name, value]) => {
    all.push(value);
    return (narrowings[name] ?? '').replaceAll('$', () => `$${all.length}`);
  });
  const joined = set.some(([name]) => ofDeadlines.includes(name));
  const waiting = [`o.state in ('planned', 'carried')`, 'o.deadline_id is not null', ...conditions].join(' and ');
  const text = `from outbox o ${joined ? 'join deadline d on d.id = o.deadline_id' : ''} where ${waiting}`;
  return { names: set.map(([name]) => name), text, values: all };
}

/** A part of the plan, earliest first. Whom and what is looked up for those rows alone that are shown. */
export function listQuery(query: PlannedQuery, span: Span): Prepared {
  const after = placeIn(query);
  const { names, text, values } = narrow(query, span, [rowsToRead(query), ...(after ?? [])]);
  const place = after === undefined ? '' : 'and (o.due_at, o.id) > ($2::timestamptz, $3::uuid)';
  return {
    name: ['planned', after === undefined ? 'first' : 'after', ...names].join(' '),
    text: `with found as (select o.id ${text} ${place} order by o.due_at, o.id limit $1) ${rowSql}`,
    values,
  };
}

/** @throws Invalid for the cursor of another list */
function placeIn(query: PlannedQuery): [string, string] | undefined {
  const [at, id] = placeAfter(query, 2) ?? [];
  if (at === undefined) return undefined;
  if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isId(id)) return [at, id];
  throw new Invalid({ after: ['Use the `next` of the part before, unchanged.'] });
}

/** How many go out at each instant, by kind; there are few instants, as people are reminded in the morning. */
export function countQuery(query: Narrowing, span: Span): Prepared {
  const { names, text, values } = narrow(query, span, []);
  return {
    name: ['planned-count', ...names].join(' '),
    text: `select o.due_at as at, o.event, count(*)::int as count ${text} group by 1, 2`,
    values,
  };
}

/** The oldest that has not gone out. */
export function oldestQuery(query: Narrowing, now: Date): Prepared {
  const { names, text, values } = narrow(query, { until: now }, []);
  return {
    name: ['planned-oldest', ...names].join(' '),
    text: `select o.due_at as at ${text} order by o.due_at limit 1`,
    values,
  };
}

const rowSql = `
  select o.id, o.event as letter, o.subject as about, d.data->>'awardId' as "awardId", d.data->>'holderId' as "holderId", d.title,
         d.anchor, d.due_at as "deadlineAt", d.due_zone as "deadlineZone", d.round_id as "roundId", r.name as round,
         p.id as "personId", p.name as person, g.name as organisation, p.time_zone as zone, o.due_at as "dueAt", o.step,
         o.escalation, o.why
    from found join outbox o on o.id = found.id join deadline d on d.id = o.deadline_id join person p on p.id = o.person_id
    left join organisation g on g.id = p.organisation_id left join round r on r.id = d.round_id
   order by o.due_at, o.id`;
