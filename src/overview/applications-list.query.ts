import type { Actor } from '../kernel/access';
import { placeAfter } from '../kernel/paging';
import type { ApplicationsQuery } from './applications-list.dto';

/** A query that is prepared once per connection under its name. */
export interface Prepared {
  name: string;
  text: string;
  values: unknown[];
}

/**
 * The list as PostgreSQL builds it. There is one text for each set of filters, so that each walks the one index that has
 * its rows in order and touches no more of them than it shows: the filters' indexes are in the order of -seq, the whole
 * list in that of seq.
 */
export function applicationsQuery(actor: Actor, query: ApplicationsQuery): Prepared {
  const ofCity = actor.role === 'city';
  const most = query.limit > 25 ? 100 : 25;
  const filters: [string, unknown][] = [
    ['lead_id', ofCity ? actor.organisationId : undefined],
    ['round_id', query.round],
    ['status', query.status],
  ];
  const set = filters.filter(([, value]) => value !== undefined);
  const [after] = placeAfter(query) ?? [];
  const where = set.map(([column], index) => `${column} = $${index + 2}`);
  if (after !== undefined) where.push(`${set.length > 0 ? '-seq > -' : 'seq < '}$${set.length + 2}::bigint`);
  return {
    name: [
      'applications',
      ofCity ? 'city' : 'staff',
      most,
      ...set.map(([column]) => column),
      after === undefined ? 'first' : 'after',
    ].join(' '),
    text: textOf(where, set.length > 0 ? '-seq' : 'seq desc', most, ofCity),
    values: [query.limit, ...set.map(([, value]) => value), ...(after === undefined ? [] : [after])],
  };
}

const utc = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const reviewed = `, 'averageScore', v.score, 'reviewsAssigned', v.assigned, 'reviewsSubmitted', v.submitted`;

const reviews = `
  cross join lateral (
    select round(avg(score) filter (where status = 'submitted'), 1) as score,
           count(*) filter (where status in ('assigned', 'draft', 'submitted')) as assigned,
           count(*) filter (where status = 'submitted') as submitted
      from review where application_id = a.id) v`;

/** The cursor is that of kernel/paging: base64url of \`[seq]\`, in which only the padding differs from base64. */
const textOf = (where: string[], order: string, most: number, ofCity: boolean): string => `
with part as (
  select id, seq, title, status, round_id, lead_id, requested_cents, currency, updated_at, illustrative
    from application ${where.length > 0 ? `where ${where.join(' and ')}` : ''} order by ${order} limit ${most + 1}),
placed as (select part.*, row_number() over (order by seq desc) as place from part)
select json_build_object(
  'items', coalesce(json_agg(json_build_object(
      'id', a.id, 'title', a.title, 'status', a.status, 'roundId', a.round_id, 'round', r.name,
      'deadlineAt', ${utc('r.deadline_at')}, 'deadlineZone', r.deadline_zone, 'leadId', a.lead_id, 'lead', o.name,
      'requestedCents', a.requested_cents, 'currency', a.currency, 'updatedAt', ${utc('a.updated_at')},
      'illustrative', a.illustrative${ofCity ? '' : reviewed}) order by a.place) filter (where a.place <= $1), '[]'),
  'next', case when count(*) > $1
    then rtrim(encode(convert_to('[' || min(a.seq) filter (where a.place <= $1) || ']', 'UTF8'), 'base64'), '=') end
)::text as json
from placed a join round r on r.id = a.round_id join organisation o on o.id = a.lead_id ${ofCity ? '' : reviews}
where a.place <= $1 + 1`;
