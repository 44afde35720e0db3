import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import type { FunderGift, FunderList, FunderStatement, FunderUse, FunderView } from './funders.dto';
import { Funds } from './funds.service';
import { PledgeRows } from './pledge-rows.service';

/** What became of each funder's money. Every cent stays in the pot of its contribution, so nothing is divided by a key. */
@Injectable()
export class Funders {
  constructor(
    private readonly funds: Funds,
    private readonly queries: Queries,
    private readonly pledges: PledgeRows,
  ) {}

  /** Those who signed or gave something, by name. @throws Missing for an unknown fund */
  async list(fundId: string): Promise<FunderList> {
    await this.funds.find(fundId);
    return { items: await this.queries.rows<FunderView>('fund.funders-figures', figures, [fundId, null]), next: null };
  }

  /** @throws Missing, also for whoever gave nothing to this fund */
  async statement(actor: Actor, fundId: string, funderId: string): Promise<FunderStatement> {
    const { name } = await this.funds.find(fundId);
    const values = [fundId, funderId];
    const [[view], contributions, uses, pledges] = await Promise.all([
      this.queries.rows<FunderView>('fund.funders-figures', figures, values),
      this.queries.rows<FunderGift>('fund.funder-gifts', gifts, values),
      this.queries.rows<FunderUse>('fund.funder-uses', usesSql, values),
      this.pledges.ofFunder(actor, fundId, funderId),
    ]);
    if (!view) throw new Missing('funder');
    return { ...view, fundId, fund: name, pledges, contributions, uses };
  }
}

const sum = (...kinds: string[]): string =>
  `coalesce(sum(a.balance) filter (where a.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})), 0)::float8`;

const stages = `
  ${sum('reserved', 'offered')} as "setAsideCents",
  ${sum('committed', 'payable', 'in_transit')} as "committedCents",
  ${sum('expended')} as "disbursedCents"`;

const pots = `ledger.account a join contribution c on c.id = a.contribution_id and a.book = 'budget' and a.fund_id = $1`;

const figures = `
  with given as (
    select c.funder_id, sum(c.gross_cents) as gross, sum(c.fee_cents) as fee, sum(c.refunded_cents) as back,
           sum(c.gross_cents - c.fee_cents) filter (where not exists (select from ledger.account a where a.contribution_id = c.id)) as untold
      from contribution c where c.fund_id = $1 group by 1
  ), signed as (
    select p.funder_id, sum(p.amount_cents - p.written_off_cents) as pledged,
           sum(p.amount_cents - p.written_off_cents - p.received_cents) as outstanding
      from pledge p where p.fund_id = $1 group by 1
  ), held as (
    select c.funder_id, ${sum('available')} as "freeCents", ${stages}, ${sum('overhead')} as "overheadCents"
      from ${pots} group by 1
  )
  select o.id as "funderId", o.name as funder, f.currency, coalesce(s.pledged, 0)::float8 as "pledgedCents",
         coalesce(s.outstanding, 0)::float8 as "outstandingCents", coalesce(g.gross, 0)::float8 as "grossCents",
         coalesce(g.fee, 0)::float8 as "feeCents", coalesce(g.gross - g.fee, 0)::float8 as "netCents",
         coalesce(g.back, 0)::float8 as "givenBackCents", coalesce(h."freeCents", 0) as "freeCents",
         coalesce(h."setAsideCents", 0) as "setAsideCents", coalesce(h."committedCents", 0) as "committedCents",
         coalesce(h."disbursedCents", 0) as "disbursedCents", coalesce(h."overheadCents", 0) as "overheadCents",
         coalesce(g.untold, 0)::float8 as "notKeptApartCents"
    from organisation o join fund f on f.id = $1 left join given g on g.funder_id = o.id
    left join signed s on s.funder_id = o.id left join held h on h.funder_id = o.id
   where (g.funder_id is not null or s.funder_id is not null) and ($2::uuid is null or o.id = $2)
   order by o.name, o.id`;

const gifts = `
  select c.id, c.received_on::text as "receivedOn", c.reference, r.name as restriction, c.gross_cents::float8 as "grossCents",
         c.fee_cents::float8 as "feeCents", c.refunded_cents::float8 as "givenBackCents",
         (select sum(a.balance) filter (where a.kind = 'available')::float8
            from ledger.account a where a.contribution_id = c.id and a.book = 'budget') as "freeCents"
    from contribution c left join restriction r on r.id = c.restriction_id
   where c.fund_id = $1 and c.funder_id = $2 order by c.received_on desc, c.id`;

const usesSql = `
  select case when a.award_id is null then 'round' else 'award' end as kind, coalesce(a.award_id, a.round_id) as id,
         coalesce(w.title, r.name) as name, o.name as city, ${stages}
    from ${pots}
    left join award w on w.id = a.award_id left join round r on r.id = a.round_id left join organisation o on o.id = w.lead_id
   where c.funder_id = $2 and coalesce(a.award_id, a.round_id) is not null
   group by 1, 2, 3, 4 having sum(a.balance) > 0 order by 1, sum(a.balance) desc, 2`;
