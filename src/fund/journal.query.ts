import { placeAfter, rowsToRead } from '../kernel/paging';
import { type Figure, stagesOf } from './fund.rules';
import type { JournalQuery } from './journal.dto';

/** A query that is prepared once per connection under its name. */
export interface Prepared {
  name: string;
  text: string;
  values: unknown[];
}

/** What narrows the list, as a condition on the accounts that are looked at; the value stands where `$` is. */
const narrowings: Record<string, string> = {
  stage: `a.book = 'budget' and a.kind = any($)`,
  account: `a.book = 'accounts' and a.kind = $`,
  award: 'a.award_id = $',
  round: 'a.round_id = $',
  contribution: 'a.contribution_id = $',
  funder: 'a.contribution_id in (select id from contribution where funder_id = $)',
  restriction: `a.restriction_id is not distinct from $::uuid and (a.book = 'budget' or a.kind in ('revenue', 'pledges'))`,
};

/**
 * The list as PostgreSQL reads it. The whole list follows the fund's own index of transactions; a narrowed one asks each account
 * that is meant for its latest, so that neither costs more in a long journal than in a short one.
 */
export function journalQuery(fund: string, query: JournalQuery): Prepared {
  const [before] = placeAfter(query) ?? [];
  const values: unknown[] = [fund, rowsToRead(query), before ?? null, query.from ?? null, query.to ?? null];
  const conditions = Object.entries(askedOf(query)).map(([name, value]) => {
    values.push(value);
    return { name, text: (narrowings[name] ?? '').replace('$', () => `$${values.length}`) };
  });
  const dated = query.from !== undefined || query.to !== undefined;
  const narrowed = conditions.length > 0;
  return {
    name: ['fund.journal', dated ? 'dated' : 'all', ...conditions.map(({ name }) => name)].join(' '),
    text: [bounds(dated), narrowed ? ofAccounts(conditions, dated) : ofFund(dated), shown(narrowed)].join(''),
    values,
  };
}

function askedOf({ stage, restriction, account, award, round, contribution, funder }: JournalQuery) {
  const asked = {
    stage: stage && (stagesOf[stage as Figure] ?? [stage]),
    ...{ account, award, round, contribution, funder },
    restriction: restriction === 'none' ? null : restriction,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/**
 * Between which numbers what is asked for stands. Numbers follow time but for what clocks and open transactions differ;
 * a week is more than that, and what is too much is taken out by the date itself.
 */
const bounds = (dated: boolean): string =>
  dated
    ? `with bound as (select
         coalesce((select seq from ledger.transaction where at < $4::date - 7 order by at desc limit 1), 0) as lowest,
         least($3::bigint, (select seq from ledger.transaction where at >= $5::date + 8 order by at limit 1)) as highest)`
    : `with bound as (select 0::bigint as lowest, $3::bigint as highest where $4::date is null and $5::date is null)`;

/** Asked of one event after the other, so that a part never reads the journal from its beginning. */
const onItsDay = (seq: string): string => `
  exists (select from ledger.transaction d where d.seq = ${seq} and ($4::date is null or d.at >= $4::date)
      and ($5::date is null or d.at < $5::date + 1) offset 0)`;

const within = (seq: string, dated: boolean): string =>
  `${seq} > b.lowest and ${seq} < coalesce(b.highest, 9223372036854775807)${dated ? ` and ${onItsDay(seq)}` : ''}`;

const ofFund = (dated: boolean): string => `,
  found as (select o.transaction as seq from bound b, ledger.of_fund o
    where o.fund_id = $1 and ${within('o.transaction', dated)} order by o.transaction desc limit $2)`;

/** Only accounts whose latest is among the latest of all can have something on this part of the list. */
const ofAccounts = (conditions: { text: string }[], dated: boolean): string => {
  const latest = (side: string, limit: string): string =>
    `(select distinct f.transaction from ledger.transfer f where f.${side} = w.id and ${within('f.transaction', dated)}
        order by f.transaction desc limit ${limit})`;
  const both = (limit: string): string => `${latest('debit', limit)} union all ${latest('credit', limit)}`;
  return `,
  wanted as materialized (select a.id from ledger.account a
    where a.fund_id = $1 and ${conditions.map(({ text }) => text).join(' and ')}),
  newest as materialized (select w.id, max(f.transaction) as seq from wanted w, bound b, lateral (${both('1')}) f group by w.id),
  candidate as (select id from newest
    where seq >= (select coalesce(min(seq), 0) from (select distinct seq from newest order by seq desc limit $2) top)),
  found as (select distinct f.transaction as seq from candidate w, bound b, lateral (${both('$2')}) f
    order by f.transaction desc limit $2)`;
};

const idIn = (kind: string): string =>
  `case when t.subject like '${kind}:%' then split_part(t.subject, ':', 2)::uuid end`;

/** What each event is about: the grant, the round, or whoever gave the money. */
export const aboutJoins = `
    left join person p on p.id = t.actor
    left join award w on w.id = m.award
    left join round r on r.id = ${idIn('round')}
    left join contribution b on b.id = ${idIn('contribution')}
    left join pledge g on g.id = ${idIn('pledge')}
    left join instruction i on i.id = ${idIn('instruction')}
    left join contribution ib on ib.id = i.contribution_id
    left join pledge ig on ig.id = i.pledge_id
    left join organisation o on o.id = coalesce(b.funder_id, g.funder_id, ib.funder_id, ig.funder_id)`;

export const aboutWords = `coalesce(w.title, r.name, o.name, i.reason)`;

/** Each event whole, or with those of its transfers that were asked for. */
const shown = (narrowed: boolean): string => `
  select t.seq::int as seq, t.kind, t.subject, ${aboutWords} as about, m.award as "awardId", t.at,
         coalesce(p.name, 'The system') as by, t.reverses::int as reverses,
         coalesce(m.transfers, '[]') as transfers, coalesce(m.entries, '[]') as entries
    from found join ledger.transaction t on t.seq = found.seq
    cross join lateral (
      select max(coalesce(d.award_id, c.award_id)::text)::uuid as award,
             jsonb_agg(jsonb_build_object('from', d.kind, 'to', c.kind, 'cents', f.cents, 'currency', d.currency,
               'restriction', x.name) order by f.position) filter (where d.book = 'budget' and ${asked(narrowed)}) as transfers,
             jsonb_agg(jsonb_build_object('debit', d.kind, 'credit', c.kind, 'cents', f.cents, 'currency', d.currency)
               order by f.position) filter (where d.book = 'accounts' and ${asked(narrowed)}) as entries
        from ledger.transfer f join ledger.account d on d.id = f.debit join ledger.account c on c.id = f.credit
        left join restriction x on x.id = d.restriction_id
       where f.transaction = t.seq and d.fund_id = $1) m
    ${aboutJoins}
   order by t.seq desc`;

const asked = (narrowed: boolean): string =>
  narrowed ? '(f.debit in (select id from wanted) or f.credit in (select id from wanted))' : 'true';
