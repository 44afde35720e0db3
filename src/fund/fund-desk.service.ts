import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Histories, type HistoryLine } from '../kernel/history';
import { read } from '../kernel/input';
import type { Page } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import type { Typed } from '../kernel/typed';
import { Contributions } from './contributions.service';
import type { Fund } from './fund.entity';
import type { ContributionView, FundView } from './fund-view.dto';
import {
  CorrectedContribution,
  correctionFrom,
  contributionFrom,
  fundFrom,
  NewContribution,
  NewFund,
} from './funds.dto';
import { Funds } from './funds.service';
import { type Holding, JournalQuery, type JournalView, type TransactionView } from './journal.dto';
import { Journal } from './journal.service';

/** Everything on the page of a fund. */
export interface FundCase {
  fund: FundView;
  holdings: Holding[];
  contributions: Page<ContributionView>;
  latest: Page<TransactionView>;
  history: HistoryLine[];
  journal: JournalView;
}

/** What the form of a contribution chooses from. */
export interface ContributionChoices {
  fund: FundView;
  funders: { id: string; name: string }[];
}

/** Funds as people meet them: with what stands in whose name, the latest of everything, and the forms that record money. */
@Injectable()
export class FundDesk {
  constructor(
    private readonly funds: Funds,
    private readonly contributions: Contributions,
    private readonly journal: Journal,
    private readonly histories: Histories,
    private readonly queries: Queries,
  ) {}

  /** @throws Missing */
  async show(actor: Actor, id: string): Promise<FundCase> {
    const fund = await this.funds.view(actor, id);
    const few = Object.assign(new JournalQuery(), { limit: 8 });
    const [holdings, contributions, latest, history, journal] = await Promise.all([
      this.journal.holdings(id, 50),
      this.contributions.list(actor, id, few),
      this.journal.transactions(id, few),
      this.histories.of(actor, `fund:${id}`),
      this.journal.head(),
    ]);
    return { fund, holdings, contributions, latest, history, journal };
  }

  /** @throws Missing */
  async history(actor: Actor, id: string): Promise<HistoryLine[]> {
    await this.funds.find(id);
    return this.histories.of(actor, `fund:${id}`);
  }

  async transactions(actor: Actor, id: string, query: JournalQuery) {
    return { fund: await this.funds.view(actor, id), page: await this.journal.transactions(id, query), query };
  }

  async choices(actor: Actor, id: string): Promise<ContributionChoices> {
    const text = `select id, name from organisation where kind = 'funder' order by name, id`;
    const funders = await this.queries.rows<ContributionChoices['funders'][number]>('fund.funders', text);
    return { fund: await this.funds.view(actor, id), funders };
  }

  async open(actor: Actor, form: Typed): Promise<Fund> {
    return this.funds.open(actor, read(NewFund, fundFrom(form)));
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
