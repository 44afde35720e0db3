import { Injectable } from '@nestjs/common';
import { aboutJoins, aboutWords } from '../fund/journal.query';
import type { BookAccount } from '../fund/journal.words';
import { Queries } from '../kernel/queries';
import type { PostingKind } from '../ledger/ledger.service';
import type { Stage } from '../ledger/postings';

/** One transfer with its event, as it leaves the system. */
export interface TransferRow {
  seq: number;
  at: Date;
  kind: PostingKind;
  subject: string;
  about: string | null;
  by: string;
  reverses: number | null;
  book: 'budget' | 'accounts';
  debitId: number;
  creditId: number;
  debit: Stage | BookAccount;
  credit: Stage | BookAccount;
  restriction: string | null;
  funder: string | null;
  round: string | null;
  award: string | null;
  cents: number;
  currency: string;
}

/** Which transfers: of some days, and not beyond a place in the journal. */
export interface Stretch {
  from?: string;
  to?: string;
  last?: number;
}

/** So many events at once. */
const pageSize = 500;

/** The transfers of a fund, oldest first, however many: so many events at a time, and nothing of those before. */
@Injectable()
export class Transfers {
  constructor(private readonly queries: Queries) {}

  async *pages(fundId: string, { from, to, last }: Stretch): AsyncGenerator<TransferRow[]> {
    const period = [from ?? null, to ?? null];
    const bound = await this.queries.one<{ lowest: string; highest: string }>('money.stretch', stretch, period);
    // What is posted while this is read comes after its end.
    const highest = last ?? Number(bound?.highest ?? 0);
    for (let after = Number(bound?.lowest ?? 0); ;) {
      const values = [fundId, after, highest, ...period];
      const rows = await this.queries.rows<TransferRow>('money.transfers', transfers, values);
      const end = rows.at(-1);
      if (!end) return;
      yield rows;
      after = end.seq;
    }
  }
}

/** Between which numbers the days lie, with a week to spare: numbers follow time but for what clocks differ. */
const stretch = `
  select coalesce((select seq from ledger.transaction where at < $1::date - 7 order by at desc limit 1), 0) as lowest,
         coalesce((select seq from ledger.transaction where at >= $2::date + 8 order by at limit 1),
           (select seq from ledger.head)) as highest`;

/** Asked of one event after the other, so that a page never reads the journal from its beginning. */
const onItsDay = `
  exists (select from ledger.transaction d where d.seq = o.transaction and ($4::date is null or d.at >= $4::date)
      and ($5::date is null or d.at < $5::date + 1) offset 0)`;

const transfers = `
  with part as materialized (
    select o.transaction as seq from ledger.of_fund o
     where o.fund_id = $1 and o.transaction > $2::bigint and o.transaction <= $3::bigint and ${onItsDay}
     order by o.transaction limit ${pageSize})
  select t.seq::int as seq, t.at, t.kind, t.subject, ${aboutWords} as about, coalesce(p.name, 'The system') as by, t.reverses::int as reverses,
         x.book, x.debit_id::int as "debitId", x.credit_id::int as "creditId", x.debit, x.credit, x.cents::float8 as cents, x.currency,
         n.name as restriction, fo.name as funder, xr.name as round, xw.title as award
    from part cross join lateral (select * from ledger.transaction where seq = part.seq offset 0) t
    join lateral (
      select f.position, d.book, d.id as debit_id, c.id as credit_id, d.kind as debit, c.kind as credit, f.cents, d.currency, d.restriction_id,
             d.contribution_id, coalesce(d.round_id, c.round_id) as round_id, coalesce(d.award_id, c.award_id) as award_id,
             max(coalesce(d.award_id, c.award_id)::text) over ()::uuid as award
        from ledger.transfer f join ledger.account d on d.id = f.debit join ledger.account c on c.id = f.credit
       where f.transaction = t.seq) x on true
    cross join lateral (select x.award) m
    left join restriction n on n.id = x.restriction_id
    left join contribution fc on fc.id = x.contribution_id left join organisation fo on fo.id = fc.funder_id
    left join round xr on xr.id = x.round_id
    left join award xw on xw.id = x.award_id
    ${aboutJoins}
   order by t.seq, x.position`;
