import { Injectable } from '@nestjs/common';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { type Page, pageOf } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { Ledger } from '../ledger/ledger.service';
import { awardStages, type AwardMoneyView } from './award-money.dto';
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
    private readonly ledger: Ledger,
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
    const { fundId, currency } = await this.rows.find(actor, id);
    const [stages, parts, restrictions] = await Promise.all([
      this.ledger.stages({ award: id }),
      this.ledger.byRestriction({ award: id }),
      this.funds.restrictions(fundId),
    ]);
    const named = new Map(restrictions.map(({ id: key, name }) => [key, name]));
    return {
      awardId: id,
      currency,
      stages: awardStages(stages),
      restrictions: parts.map((part) => ({
        restrictionId: part.restriction,
        name: named.get(part.restriction ?? '') ?? 'Unrestricted',
        stages: awardStages(part.stages),
      })),
    };
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

  private async names(awards: AwardCase[]): Promise<Map<string, AwardNames>> {
    const people = [...new Set(awards.flatMap(({ proposedBy, approvals }) => [proposedBy, ...approvals.by]))];
    const rows = await this.queries.rows<AwardNames & { id: string }>('award-names', namesSql, [
      awards.map(({ id }) => id),
      people,
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

const nameless: AwardNames = { round: '', fund: '', lead: '', zone: 'UTC', people: {} };

const namesSql = `
  select a.id, r.name as round, f.name as fund, o.name as lead, o.time_zone as zone, p.people
    from award a join round r on r.id = a.round_id join fund f on f.id = a.fund_id join organisation o on o.id = a.lead_id
   cross join (select coalesce(jsonb_object_agg(id, name), '{}') as people from person where id = any($2)) p
   where a.id = any($1)`;
