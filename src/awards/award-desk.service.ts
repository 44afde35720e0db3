import { Injectable } from '@nestjs/common';
import { Funds } from '../fund/funds.service';
import { type Pot, Pots } from '../fund/pots.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { type Page, pageOf } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { sumCents } from '../kernel/money';
import { dateIn } from '../kernel/time';
import { empty, type Stages } from '../ledger/ledger.service';
import { drawFrom } from './award-draw';
import { awardStages, type AwardMoneyView, type DrawnPot } from './award-money.dto';
import { AwardRows } from './award-rows.service';
import { type AwardNames, awardView, type AwardView } from './award-view.dto';
import { type AwardCase, visibleTo } from './award.rules';
import type { AwardsQuery } from './awards.dto';

export type { AwardMoneyView } from './award-money.dto';
export type { AwardView } from './award-view.dto';

/** Awards as their readers meet them: with names, moves and money. */
@Injectable()
export class AwardDesk {
  constructor(
    private readonly rows: AwardRows,
    private readonly funds: Funds,
    private readonly pots: Pots,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing, also where it is not the reader's to see */
  async view(actor: Actor, id: string): Promise<AwardView> {
    return this.of(actor, await this.rows.find(actor, id));
  }

  async of(actor: Actor, award: AwardCase): Promise<AwardView> {
    return awardView(award, (await this.names([award])).get(award.id) ?? nameless, actor, this.clock.now());
  }

  /** Newest first. */
  async list(actor: Actor, query: AwardsQuery): Promise<Page<AwardView>> {
    const rows = await this.rows.list(actor, query);
    const [names, now] = [await this.names(rows), this.clock.now()];
    const view = (award: AwardCase): AwardView => awardView(award, names.get(award.id) ?? nameless, actor, now);
    return pageOf(rows, query, ({ seq }) => [seq], view);
  }

  /** Where the award's money stands. @throws Missing */
  async money(actor: Actor, id: string): Promise<AwardMoneyView> {
    const award = await this.rows.find(actor, id);
    const pots = await this.pots.of('award', id);
    const named = new Map(pots.map(({ restrictionId, restriction }) => [restrictionId, restriction]));
    return {
      awardId: id,
      currency: award.currency,
      stages: awardStages(added(pots)),
      restrictions: [...named].map(([restrictionId, name]) => ({
        ...{ restrictionId, name },
        stages: awardStages(added(pots.filter((pot) => pot.restrictionId === restrictionId))),
      })),
      pots: pots.map((pot) => ({ ...pot, stages: awardStages(pot.stages) })),
      wouldDraw: award.status === 'proposed' && !award.split ? await this.wouldDraw(award) : [],
    };
  }

  /** What it would take in the usual order if it were approved now. */
  private async wouldDraw({ fundId: id, roundId, amountCents, ...award }: AwardCase): Promise<DrawnPot[]> {
    const use = { sectors: award.sectors, cityId: award.leadId, on: dateIn(this.clock.now(), 'UTC') };
    const { order } = await this.funds.purse(undefined, { id, currency: award.currency }, use);
    return drawFrom(await this.pots.of('round', roundId), order, amountCents).filter(
      ({ drawnCents }) => drawnCents > 0,
    );
  }

  /** The rounds of the awards that the reader may see, for choosing one. */
  rounds(actor: Actor): Promise<{ id: string; name: string }[]> {
    const { leadId = null, offered = false } = visibleTo(actor) ?? { leadId: actor.id };
    return this.queries.rows(
      'award-rounds',
      `select id, name from round where id in (
         select round_id from award where ($1::uuid is null or lead_id = $1) and (not $2 or offer_expires_at is not null))
        order by seq desc limit 200`,
      [leadId, offered],
    );
  }

  /** Splits are rare, so most lists need none of these. */
  private async splitNames(awards: AwardCase[]): Promise<Pick<AwardNames, 'restrictions' | 'sources'>> {
    const named: Pick<AwardNames, 'restrictions' | 'sources'> = { restrictions: {}, sources: {} };
    const funds = new Map(awards.flatMap(({ split, fundId }) => (split ? [[fundId, split] as const] : [])));
    for (const fundId of funds.keys()) {
      const parts = awards.flatMap((award) => (award.fundId === fundId ? (award.split ?? []) : []));
      for (const { id, name } of await this.funds.restrictions(fundId)) named.restrictions[id] = name;
      const ids = parts.flatMap(({ contributionId }) => contributionId ?? []);
      Object.assign(named.sources, Object.fromEntries(await this.pots.sources(fundId, ids)));
    }
    return named;
  }

  private async names(awards: AwardCase[]): Promise<Map<string, AwardNames>> {
    const people = [...new Set(awards.flatMap(({ proposedBy, approvals }) => [proposedBy, ...approvals.by]))];
    const rows = await this.queries.rows<AwardNames & { id: string }>('award-names', namesSql, [
      awards.map(({ id }) => id),
      people,
    ]);
    const named = await this.splitNames(awards);
    return new Map(rows.map((row) => [row.id, { ...row, ...named }]));
  }
}

const nameless: AwardNames = {
  ...{ round: '', fund: '', lead: '', zone: 'UTC', people: {}, payee: null },
  ...{ restrictions: {}, sources: {} },
};

const added = (pots: readonly Pot[]): Stages => {
  const sums = { ...empty };
  for (const stage of Object.keys(sums) as (keyof Stages)[])
    sums[stage] = sumCents(pots.map(({ stages }) => stages[stage]));
  return sums;
};

const namesSql = `
  select a.id, r.name as round, f.name as fund, o.name as lead, o.time_zone as zone, p.people,
         (select name from organisation where id = a.payee_id) as payee
    from award a join round r on r.id = a.round_id join fund f on f.id = a.fund_id join organisation o on o.id = a.lead_id
   cross join (select coalesce(jsonb_object_agg(id, name), '{}') as people from person where id = any($2)) p
   where a.id = any($1)`;
