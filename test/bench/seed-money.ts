import { quickly } from './seed-applications';
import { ask } from './server';

/** The secret in the cookie of the auditor who reads the funds. */
export const secret = 'an-auditor-who-reads-the-money-of-funds';

/** Who reads, and the round and city of all awards. */
export async function seedReader(url: string): Promise<void> {
  await ask(url, people);
}

/**
 * A fund whose budget for a round went to 200 awards and back, two transfers a day or two thousand: so many over two years, with
 * what the ledger keeps beside them. @returns its id
 */
export async function seedFund(url: string, count: number, days: number): Promise<string> {
  const [fund] = await ask<{ id: string }>(url, grants);
  const id = fund?.id ?? '';
  const fill = (text: string): string =>
    text.replaceAll('$fund', id).replaceAll('$count', String(count)).replaceAll('$days', String(days));
  await ask(url, `${quickly} ${fill(accounts)}`);
  await ask(url, `${quickly} ${fill(journal)}`);
  await ask(url, `${quickly} ${fill(kept)}`);
  return id;
}

const people = `
  insert into organisation (kind, name) values ('city', 'Bench City');
  insert into person (name, email, role) values ('Reader', 'reader@example.org', 'auditor');
  insert into session (person_id, token_hash, created_at, expires_at)
    select id, sha256('${secret}'), now(), now() + interval '1 day' from person`;

const grants = `
  with fund as (insert into fund (name, currency, began_on) values ('Bench Fund ' || gen_random_uuid(), 'USD', '2020-01-01') returning id)
  select id from fund`;

const accounts = `
  with round as (insert into round (fund_id, name, status, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
    select '$fund', 'Round', 'in_review', 'USD', 50000000, '{energy}', '{test}', '2026-06-01T17:00', 'UTC', now(), now(), id from person returning id),
  award as (insert into award (application_id, round_id, fund_id, lead_id, title, sectors, amount_cents, original_cents, currency, status, proposed_by, proposed_at)
    select gen_random_uuid(), round.id, '$fund', o.id, 'Project ' || n, '{energy}', 100, 100, 'USD', 'active', p.id, now()
      from round, organisation o, person p, generate_series(1, 200) n returning id)
  insert into ledger.account (book, kind, currency, fund_id, round_id, award_id, normal, floored, balance)
    select 'budget', kind, 'USD', '$fund', case when kind = 'reserved' then round.id end, award.id, normal, true, 1000
      from round, award, (values ('reserved', 'credit'), ('committed', 'credit'), ('expended', 'credit'), ('resources', 'debit')) as k(kind, normal)`;

/** Odd ones take a cent from the round to an award, even ones bring it back, two of two books each hundredth. */
const journal = `
  with head as (update ledger.head set seq = seq + $count returning seq - $count as seq),
  pots as (select array_agg(id) filter (where kind = 'reserved') as froms, array_agg(id) filter (where kind = 'committed') as tos
    from ledger.account where fund_id = '$fund'),
  entered as (insert into ledger.transaction (seq, kind, subject, occurrence, key, body_hash, actor, at, hash)
    select head.seq + n, 'award.raised', 'award:$fund', n, '$fund:' || n, '', (select id from person limit 1),
           now() - interval '$days days' + n * (interval '$days days' / $count), '' from head, generate_series(1, $count) n)
  insert into ledger.transfer (transaction, position, debit, credit, cents)
    select head.seq + n, 1, case n % 2 when 1 then froms[1 + n / 2 % 200] else tos[1 + (n - 1) / 2 % 200] end,
           case n % 2 when 1 then tos[1 + n / 2 % 200] else froms[1 + (n - 1) / 2 % 200] end, 1
      from head, pots, generate_series(1, $count) n`;

const kept = `
  with moved as (select f.transaction, (t.at at time zone 'UTC')::date as on_day, f.debit, f.credit
    from ledger.transfer f join ledger.transaction t on t.seq = f.transaction where t.subject = 'award:$fund'),
  listed as (insert into ledger.of_fund select '$fund', transaction from moved)
  insert into ledger.day (fund_id, currency, kind, on_day, cents)
    select '$fund', 'USD', a.kind, m.on_day, sum(case when side.name = a.normal then 1 else -1 end)
      from moved m cross join lateral (values (m.debit, 'debit'), (m.credit, 'credit')) as side(id, name)
      join ledger.account a on a.id = side.id group by a.kind, m.on_day`;
