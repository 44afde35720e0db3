import { Injectable } from '@nestjs/common';
import { FundDays } from '../fund/fund-days.service';
import type { FundView } from '../fund/fund-view.dto';
import { Funds } from '../fund/funds.service';
import { type BookAccount, bookAccounts } from '../fund/journal.words';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { type FieldErrors, Invalid } from '../kernel/errors';
import { sumCents } from '../kernel/money';
import { asked } from '../kernel/page/asked';
import { hasErrors } from '../kernel/page/form-state';
import type { FormState } from '../kernel/page/frame';
import { Queries } from '../kernel/queries';
import { dateIn } from '../kernel/time';
import type { Typed } from '../kernel/typed';
import type { PostingKind } from '../ledger/ledger.service';
import { type Stage, stages } from '../ledger/postings';
import { type Period, PeriodQuery } from './money-period.dto';
import type { StatementMovement, StatementView } from './money-statement.dto';
import { statement } from './money-statement.query';

export interface StatementCase {
  fund: FundView;
  statement: StatementView;
}

export interface StatementDesk {
  fund: FundView;
  /** Null where the days that were asked for have none. */
  statement: StatementView | null;
  form: FormState;
  period: Period;
}

interface Row {
  opening: { book: 'budget' | 'accounts'; kind: string; cents: number }[];
  /** Of the stages, as the days have them: what the movements have to come to. */
  closing: { kind: Stage; cents: number }[];
  movements: { book: 'budget' | 'accounts'; kind: string; posting: PostingKind; cents: number }[];
  transactions: number;
}

/** What a fund had, what moved, and what it had then. */
@Injectable()
export class Statements {
  constructor(
    private readonly funds: Funds,
    private readonly days: FundDays,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing, Invalid for days before the fund or to come */
  async show(actor: Actor, fundId: string, query: PeriodQuery): Promise<StatementCase> {
    const fund = await this.funds.view(actor, fundId);
    const period = this.periodOf(query);
    const faults = await this.faults(fundId, query);
    if (Object.keys(faults).length > 0) throw new Invalid(faults);
    const row = await this.queries.one<Row>('money.statement', statement, [fundId, period.from, period.to]);
    if (!row) throw new Invalid({});
    return { fund, statement: viewOf(fund, period, row) };
  }

  /** The same for the page, on which days without a statement leave what was typed, and a sentence beside each. */
  async desk(actor: Actor, fundId: string, typed: Typed): Promise<StatementDesk> {
    const fund = await this.funds.view(actor, fundId);
    const { query, form } = asked(PeriodQuery, typed);
    const errors = hasErrors(form) ? form.errors : await this.faults(fundId, query);
    const period = this.periodOf(query);
    if (Object.keys(errors).length > 0) return { fund, statement: null, form: { values: typed, errors }, period };
    const { statement: shown } = await this.show(actor, fundId, query);
    return { fund, statement: shown, form, period };
  }

  /** Where nothing is said, this year so far. */
  periodOf({ from, to }: PeriodQuery): Period {
    const last = to ?? dateIn(this.clock.now(), 'UTC');
    return { from: from ?? `${last.slice(0, 4)}-01-01`, to: last };
  }

  /** What is wrong with the days, by field: a statement ends today at the latest, and does not end before the fund began. */
  async faults(fundId: string, query: PeriodQuery): Promise<FieldErrors> {
    const { from, to } = this.periodOf(query);
    const ends = query.to === undefined ? null : await this.days.fault(fundId, to);
    const begins = query.from === undefined || ends !== null ? null : await this.days.fault(fundId, from);
    return { ...(begins === null ? {} : { from: [begins] }), ...(ends === null ? {} : { to: [ends] }) };
  }
}

const unspent: Stage[] = ['available', 'reserved', 'offered', 'committed', 'payable', 'in_transit'];

function viewOf({ id: fundId, currency }: FundView, period: Period, row: Row): StatementView {
  const parts = (book: string, kind: string) => {
    const openingCents = row.opening.find((one) => one.book === book && one.kind === kind)?.cents ?? 0;
    const movements: StatementMovement[] = row.movements
      .filter((one) => one.book === book && one.kind === kind && one.cents !== 0)
      .map(({ posting, cents }) => ({ kind: posting, cents }));
    return { openingCents, movements, closingCents: sumCents([openingCents, ...movements.map(({ cents }) => cents)]) };
  };
  const all = stages.map((stage) => ({ stage, ...parts('budget', stage) }));
  const accounts = bookAccounts.map((account: BookAccount) => ({ account, ...parts('accounts', account) }));
  const closing = (of: readonly Stage[]): number =>
    sumCents(all.filter(({ stage }) => of.includes(stage)).map(({ closingCents }) => closingCents));
  const cash = accounts.find(({ account }) => account === 'cash')?.closingCents ?? 0;
  const asDaysSay = all.every(
    ({ stage, closingCents }) => (row.closing.find(({ kind }) => kind === stage)?.cents ?? 0) === closingCents,
  );
  return {
    ...{ fundId, currency, ...period, stages: all, accounts, transactions: row.transactions },
    reconciles: asDaysSay && cash === closing(unspent),
  };
}
