import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { read } from '../kernel/input';
import type { Page, PageQuery } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import type { Typed } from '../kernel/typed';
import { Contributions } from './contributions.service';
import type { ContributionView, FundView } from './fund-view.dto';
import { contributionFrom, CorrectedContribution, correctionFrom, NewContribution } from './funds.dto';
import { Funds } from './funds.service';
import { PledgeRows } from './pledge-rows.service';
import type { PledgeView } from './pledge-view.dto';

/** Everything that funders signed and gave. */
export interface MoneyIn {
  fund: FundView;
  /** Those of which something is outstanding. */
  pledges: PledgeView[];
  contributions: Page<ContributionView>;
}

/** What the forms of a pledge and of a contribution choose from. */
export interface ContributionChoices {
  fund: FundView;
  funders: { id: string; name: string }[];
  /** Those on which a contribution can stand. */
  pledges: PledgeView[];
}

/** Contributions as people meet them, beside the pledges that they stand on. */
@Injectable()
export class ContributionDesk {
  constructor(
    private readonly funds: Funds,
    private readonly contributions: Contributions,
    private readonly pledges: PledgeRows,
    private readonly queries: Queries,
  ) {}

  /** @throws Missing */
  async moneyIn(actor: Actor, id: string, query: PageQuery): Promise<MoneyIn> {
    const [fund, pledges, contributions] = await Promise.all([
      this.funds.view(actor, id),
      this.pledges.open(actor, id),
      this.contributions.list(actor, id, query),
    ]);
    return { fund, pledges, contributions };
  }

  /** @throws Missing */
  async choices(actor: Actor, id: string): Promise<ContributionChoices> {
    const text = `select id, name from organisation where kind = 'funder' order by name, id`;
    const [fund, funders, pledges] = await Promise.all([
      this.funds.view(actor, id),
      this.queries.rows<ContributionChoices['funders'][number]>('fund.funders', text),
      this.pledges.open(actor, id),
    ]);
    return { fund, funders, pledges };
  }

  async receive(actor: Actor, id: string, form: Typed): Promise<{ id: string }> {
    const { currency } = await this.funds.find(id);
    return this.contributions.receive(actor, id, read(NewContribution, contributionFrom(form, currency)));
  }

  /** @returns the contribution as it was, for where to go on */
  async correct(actor: Actor, id: string, form: Typed): Promise<ContributionView> {
    const before = await this.contributions.find(actor, id);
    await this.contributions.correct(actor, id, read(CorrectedContribution, correctionFrom(form, before.currency)));
    return before;
  }
}
