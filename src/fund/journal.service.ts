import { Injectable } from '@nestjs/common';
import { type Page, pageOf } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import type { Holding, JournalQuery, JournalView, TransactionView } from './journal.dto';
import { journalQuery } from './journal.query';

type Row = Omit<TransactionView, 'at'> & { at: Date };

/** The fund's journal as people read it: every transfer with what it was about. */
@Injectable()
export class Journal {
  constructor(private readonly queries: Queries) {}

  /** Newest first; a transaction is never cut in two. */
  async transactions(fund: string, query: JournalQuery): Promise<Page<TransactionView>> {
    const { name, text, values } = journalQuery(fund, query);
    return pageOf(
      await this.queries.rows<Row>(name, text, values),
      query,
      ({ seq }) => [seq],
      ({ at, ...row }) => ({ ...row, at: at.toISOString() }),
    );
  }

  /** What the list is narrowed to, in words; figures and days, which its page says anyway, are left out. */
  async narrowedTo({ award, round, contribution, funder, restriction }: JournalQuery): Promise<string[]> {
    if ([award, round, contribution, funder, restriction].every((value) => value === undefined)) return [];
    const of = restriction === 'none' ? null : (restriction ?? null);
    const values = [award ?? null, round ?? null, contribution ?? null, funder ?? null, of];
    const row = await this.queries.one<{ words: string[] }>('fund.narrowed', narrowed, values);
    const words = row?.words ?? [];
    if (restriction === 'none') words.push('unrestricted money');
    return words.length > 0 ? words : ['what there is no longer'];
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

const narrowed = `
  select coalesce(json_agg(words), '[]') as words from (
    select 'the grant “' || title || '”' as words from award where id = $1::uuid
    union all select 'the round “' || name || '”' from round where id = $2::uuid
    union all select 'the contribution of ' || o.name || ' of ' || to_char(c.received_on, 'FMDD FMMonth YYYY')
      from contribution c join organisation o on o.id = c.funder_id where c.id = $3::uuid
    union all select 'money of ' || name from organisation where id = $4::uuid
    union all select 'money under “' || name || '”' from restriction where id = $5::uuid) said`;

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
