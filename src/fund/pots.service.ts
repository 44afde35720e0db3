import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDate } from '../kernel/time';
import { empty, type Stages } from '../ledger/ledger.service';
import { whyNot, type Use } from './fund.rules';
import { Funds } from './funds.service';
import type { PotName } from './pot.dto';

export { PotName } from './pot.dto';

/** A pot of money by stage; every cent stays in its pot for good. */
export interface Pot extends PotName {
  stages: Stages;
}

interface Row {
  restrictionId: string | null;
  restriction: string | null;
  contributionId: string | null;
  funder: string | null;
  receivedOn: string | null;
  reference: string | null;
  balances: Partial<Stages>;
}

/** Where the money of a fund, a round or an award comes from, contribution by contribution. */
@Injectable()
export class Pots {
  constructor(
    private readonly database: DataSource,
    private readonly funds: Funds,
  ) {}

  /**
   * By restriction, unrestricted money last; within each the contribution that arrived first, as they are drawn on.
   * @param what what is free in a fund, what a round has left, what a round’s awards have, or what one award has
   */
  async of(what: keyof typeof places, id: string, within: EntityManager = this.database.manager): Promise<Pot[]> {
    const rows = (await within.query(potsSql(places[what]), [id])) as Row[];
    return rows.map(({ restriction, balances, funder, receivedOn, reference, ...ids }) => ({
      ...ids,
      restriction: restriction ?? 'Unrestricted',
      source: funder === null || receivedOn === null ? untold : sourceOf(funder, receivedOn, reference ?? ''),
      stages: { ...empty, ...balances },
    }));
  }

  /** By the restriction, why it does not allow this use; null where it does, and nothing for what is not the fund's. */
  async refusals(fundId: string, use: Use, within?: EntityManager): Promise<Map<string | null, string | null>> {
    const all = await this.funds.restrictions(fundId, within);
    return new Map<string | null, string | null>([
      ...all.map((restriction) => [restriction.id, whyNot(restriction, use)] as const),
      [null, null],
    ]);
  }

  /** Which of these are contributions of the fund, with what each is called. */
  async sources(fundId: string, ids: readonly string[], within = this.database.manager): Promise<Map<string, string>> {
    const rows = (await within.query(
      `select c.id, o.name as funder, c.received_on::text as "receivedOn", c.reference
         from contribution c join organisation o on o.id = c.funder_id where c.fund_id = $1 and c.id = any($2::uuid[])`,
      [fundId, ids],
    )) as { id: string; funder: string; receivedOn: string; reference: string }[];
    return new Map(rows.map((row) => [row.id, sourceOf(row.funder, row.receivedOn, row.reference)]));
  }
}

const untold = 'Recorded before contributions were kept apart';

const sourceOf = (funder: string, receivedOn: string, reference: string): string =>
  `${funder}, ${formatDate(receivedOn)}${reference === '' ? '' : ` (${reference})`}`;

const places = {
  free: `a.fund_id = $1 and a.kind = 'available'`,
  round: 'a.round_id = $1',
  awards: 'a.award_id in (select id from award where round_id = $1)',
  award: 'a.award_id = $1',
} as const;

const potsSql = (where: string): string => `
  select p.restriction_id as "restrictionId", r.name as restriction, p.contribution_id as "contributionId",
         o.name as funder, c.received_on::text as "receivedOn", c.reference, p.balances
    from (select restriction_id, contribution_id, jsonb_object_agg(kind, cents) as balances
            from (select a.restriction_id, a.contribution_id, a.kind, sum(a.balance) as cents
                    from ledger.account a where a.book = 'budget' and ${where}
                   group by 1, 2, 3 having sum(a.balance) > 0) kinds
           group by 1, 2) p
    left join restriction r on r.id = p.restriction_id
    left join contribution c on c.id = p.contribution_id
    left join organisation o on o.id = c.funder_id
   order by r.created_at, r.id,
         coalesce((select min(id) from ledger.account first where first.contribution_id = p.contribution_id), 0)`;
