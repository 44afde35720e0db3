import { Injectable } from '@nestjs/common';
import { type Page, pageOf, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { type Figure, stagesOf } from './fund.rules';
import type { Holding, JournalQuery, JournalView, TransactionView } from './journal.dto';

type Row = Omit<TransactionView, 'at'> & { at: Date };

/** The fund's journal as people read it: every transfer with what it was about. */
@Injectable()
export class Journal {
  constructor(private readonly queries: Queries) {}

  /** Newest first; a transaction is never cut in two. */
  async transactions(fund: string, query: JournalQuery): Promise<Page<TransactionView>> {
    const [before] = placeAfter(query) ?? [null];
    const stages = query.stage === undefined ? null : (stagesOf[query.stage as Figure] ?? [query.stage]);
    const values = [fund, stages, query.award ?? null, before, rowsToRead(query)];
    const rows = await this.queries.rows<Row>('fund.journal', journal, values);
    return pageOf(
      rows,
      query,
      ({ seq }) => [seq],
      ({ at, ...row }) => ({ ...row, at: at.toISOString() }),
    );
  }

  /** Rounds and awards in whose name the fund has money, most first. */
  async holdings(fund: string, limit: number): Promise<Holding[]> {
    return this.queries.rows<Holding>('fund.holdings', holdings, [fund, limit]);
  }

  async head(): Promise<JournalView> {
    const text = `select seq::int as transactions, encode(hash, 'hex') as head from ledger.head`;
    return (await this.queries.one<JournalView>('fund.head', text)) ?? { transactions: 0, head: '' };
  }
}

const idIn = (kind: string): string =>
  `case when t.subject like '${kind}:%' then split_part(t.subject, ':', 2)::uuid end`;

const journal = `
  select t.seq::int as seq, t.kind, t.subject, coalesce(w.title, r.name, o.name) as about, m.award as "awardId", t.at,
         coalesce(p.name, 'The system') as by, t.reverses::int as reverses, m.transfers
    from ledger.transaction t
    cross join lateral (
      select max(coalesce(d.award_id, c.award_id)::text)::uuid as award, jsonb_agg(jsonb_build_object(
               'from', d.kind, 'to', c.kind, 'cents', f.cents, 'currency', d.currency, 'restriction', x.name) order by f.position) as transfers
        from ledger.transfer f join ledger.account d on d.id = f.debit join ledger.account c on c.id = f.credit
        left join restriction x on x.id = d.restriction_id
       where f.transaction = t.seq and d.fund_id = $1 and d.book = 'budget'
         and ($2::text[] is null or d.kind = any($2) or c.kind = any($2))
         and ($3::uuid is null or $3 in (d.award_id, c.award_id))) m
    left join person p on p.id = t.actor
    left join award w on w.id = m.award
    left join round r on r.id = ${idIn('round')}
    left join contribution b on b.id = ${idIn('contribution')}
    left join organisation o on o.id = b.funder_id
   where ($4::bigint is null or t.seq < $4) and m.transfers is not null
   order by t.seq desc limit $5`;

const sums = `
  sum(a.balance) filter (where a.kind in ('reserved', 'offered'))::float8 as "setAsideCents",
  sum(a.balance) filter (where a.kind in ('committed', 'payable', 'in_transit'))::float8 as "committedCents",
  sum(a.balance) filter (where a.kind = 'expended')::float8 as "disbursedCents"`;

const holdings = `
  select kind, id, name, city, coalesce("setAsideCents", 0) as "setAsideCents", coalesce("committedCents", 0) as "committedCents",
         coalesce("disbursedCents", 0) as "disbursedCents"
    from (
      select 'round' as kind, r.id, r.name, null as city, sum(a.balance) as total, ${sums}
        from ledger.account a join round r on r.id = a.round_id
       where a.fund_id = $1 and a.book = 'budget' group by r.id
      union all
      select 'award', w.id, w.title, o.name, sum(a.balance), ${sums}
        from ledger.account a join award w on w.id = a.award_id join organisation o on o.id = w.lead_id
       where a.fund_id = $1 and a.book = 'budget' group by w.id, o.name) held
   where total > 0 order by kind desc, total desc, id limit $2`;
