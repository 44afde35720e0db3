import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Histories, type HistoryLine } from '../kernel/history';
import { read } from '../kernel/input';
import { asked } from '../kernel/page/asked';
import type { FormState } from '../kernel/page/frame';
import type { Page } from '../kernel/paging';
import type { Typed } from '../kernel/typed';
import { Contributions } from './contributions.service';
import type { Fund } from './fund.entity';
import type { ContributionView, FundView } from './fund-view.dto';
import { fundFrom, NewFund } from './funds.dto';
import { FundDays, type MonthEnd } from './fund-days.service';
import { Funds } from './funds.service';
import { AsOfQuery, type Holding, JournalQuery, type JournalView, type TransactionView } from './journal.dto';
import { Journal } from './journal.service';

/** Everything on the page of a fund. */
export interface FundCase {
  fund: FundView;
  holdings: Holding[];
  contributions: Page<ContributionView>;
  latest: Page<TransactionView>;
  history: HistoryLine[];
  journal: JournalView;
  months: MonthEnd[];
  /** The form that asks for the figures of another day. */
  asking: FormState;
}

/** Funds as people meet them: with what stands in whose name, and the latest of everything. */
@Injectable()
export class FundDesk {
  constructor(
    private readonly funds: Funds,
    private readonly contributions: Contributions,
    private readonly journal: Journal,
    private readonly histories: Histories,
    private readonly days: FundDays,
  ) {}

  /** @throws Missing */
  async show(actor: Actor, id: string, typed: Typed = {}): Promise<FundCase> {
    const { fund, form: asking } = await this.asOf(await this.funds.view(actor, id), typed);
    const few = Object.assign(new JournalQuery(), { limit: 8 });
    const [holdings, contributions, latest, history, journal, months] = await Promise.all([
      this.journal.holdings(id, 50),
      this.contributions.list(actor, id, few),
      this.journal.transactions(id, few),
      this.histories.of(actor, `fund:${id}`),
      this.journal.head(),
      this.days.months(id),
    ]);
    return { fund, holdings, contributions, latest, history, journal, months, asking };
  }

  /** The fund with its figures, or with those at the end of a day gone by. @throws Missing, Invalid for a day without figures */
  async view(actor: Actor, id: string, { on }: AsOfQuery): Promise<FundView> {
    const fund = await this.funds.view(actor, id);
    return on === undefined ? fund : this.days.view(fund, on);
  }

  /** The same for a page, on which a day without figures leaves those of now and a sentence beside its field. */
  private async asOf(fund: FundView, typed: Typed): Promise<{ fund: FundView; form: FormState }> {
    const { query, form } = asked(AsOfQuery, typed);
    if (query.on === undefined) return { fund, form };
    const fault = await this.days.fault(fund.id, query.on);
    if (fault === null) return { fund: await this.days.view(fund, query.on), form };
    return { fund, form: { values: typed, errors: { on: [fault] } } };
  }

  /** @throws Missing */
  async history(actor: Actor, id: string): Promise<HistoryLine[]> {
    await this.funds.find(id);
    return this.histories.of(actor, `fund:${id}`);
  }

  /** @throws Missing */
  async transactions(id: string, query: JournalQuery): Promise<Page<TransactionView>> {
    await this.funds.find(id);
    return this.journal.transactions(id, query);
  }

  /** The journal as its page shows it, with the fund as of the last day that is asked for. */
  async journalPart(actor: Actor, id: string, typed: Typed) {
    const { query, form } = asked(JournalQuery, typed);
    const [now, page, narrowed] = await Promise.all([
      this.funds.view(actor, id),
      this.journal.transactions(id, query),
      this.journal.narrowedTo(query),
    ]);
    const past = query.to !== undefined && (await this.days.fault(id, query.to)) === null;
    return { fund: past && query.to ? await this.days.view(now, query.to) : now, page, query, form, narrowed };
  }

  async open(actor: Actor, form: Typed): Promise<Fund> {
    return this.funds.open(actor, read(NewFund, fundFrom(form)));
  }
}
