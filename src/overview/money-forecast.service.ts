import { Injectable } from '@nestjs/common';
import type { FundView } from '../fund/fund-view.dto';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { sumCents } from '../kernel/money';
import { Queries } from '../kernel/queries';
import { dateIn, formatMonth } from '../kernel/time';
import type { ForecastView, Undated } from './money-forecast.dto';
import { type AwardPots, type Coming, type Foreseen, foresee, type Leaving, type Pot } from './money-forecast.rules';
import { comingParts, leavingInstalments, openRefunds, unpaidPots } from './money-forecast.query';

/** A fund with what is foreseen of it. */
export interface ForecastCase {
  fund: FundView;
  forecast: ForecastView;
}

type PotRow = Pot & { awardId: string; standing: keyof AwardPots };

/** What will leave a fund, what will come in, and what remains. */
@Injectable()
export class Forecasts {
  constructor(
    private readonly funds: Funds,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing */
  async show(actor: Actor, fundId: string): Promise<ForecastCase> {
    const fund = await this.funds.view(actor, fundId);
    const today = dateIn(this.clock.now(), 'UTC');
    const [leaving, potRows, coming, [refunds]] = await Promise.all([
      this.queries.rows<Leaving>('money.leaving', leavingInstalments, [fundId]),
      this.queries.rows<PotRow>('money.pots', unpaidPots, [fundId]),
      this.queries.rows<Coming>('money.coming', comingParts, [fundId]),
      this.queries.rows<{ cents: number }>('money.refunds', openRefunds, [fundId]),
    ]);
    const held = fund.restrictions.map(({ id, balance }) => ({
      restrictionId: id,
      freeCents: balance.freeCents,
      inFundCents: sumCents([balance.freeCents, balance.setAsideCents, balance.committedCents]),
    }));
    const foreseen = foresee({ today, held, pots: potsOf(potRows), leaving, coming });
    const undated = undatedOf(fund, potRows, leaving, refunds?.cents ?? 0);
    return { fund, forecast: viewOf(fund, today, foreseen, undated) };
  }
}

function potsOf(rows: PotRow[]): Map<string, AwardPots> {
  const pots = new Map<string, AwardPots>();
  for (const { awardId, standing, restrictionId, cents } of rows) {
    const own = pots.get(awardId) ?? { committed: [], payable: [], in_transit: [] };
    own[standing].push({ restrictionId, cents });
    pots.set(awardId, own);
  }
  return pots;
}

function undatedOf({ balance }: FundView, pots: PotRow[], leaving: Leaving[], refundCents: number): Undated[] {
  const committed = sumCents(pots.filter(({ standing }) => standing === 'committed').map(({ cents }) => cents));
  const planned = sumCents(leaving.filter(({ standing }) => standing === 'committed').map(({ cents }) => cents));
  const all: Undated[] = [
    { kind: 'reserved', words: 'Set aside for rounds, not yet awarded', cents: balance.reservedCents },
    { kind: 'offered', words: 'Offered to cities, not yet accepted', cents: balance.offeredCents },
    { kind: 'unplanned', words: 'Accepted, and not yet planned in instalments', cents: committed - planned },
    { kind: 'refunds', words: 'Unspent money demanded back, not yet received', cents: refundCents },
  ];
  return all.filter(({ cents }) => cents > 0);
}

function viewOf(fund: FundView, today: string, { months, later }: Foreseen, undated: Undated[]): ForecastView {
  const names = new Map(fund.restrictions.map(({ id, name }) => [id, name]));
  const named = months.map(({ restrictions, ...month }) => ({
    ...month,
    restrictions: restrictions.map((part) => ({ ...part, name: names.get(part.restrictionId) ?? 'Unrestricted' })),
  }));
  const { id: fundId, currency } = fund;
  return {
    fundId,
    currency,
    today,
    months: named,
    later,
    undated,
    assumptions: assumptions(formatMonth(today.slice(0, 7))),
  };
}

const assumptions = (month: string): string[] => [
  `Each instalment leaves in the month in which it is due. What was due before today, and what is on its way to the bank, leaves in ${month}.`,
  `Each part of a pledge arrives whole in the month in which it is due; what is overdue arrives in ${month}. What was received of a pledge counts for its earliest parts.`,
  'A grant is paid from its own money in the order in which it is drawn on: restricted money first, in the order in which the restrictions were recorded, unrestricted money last.',
  'Free is what is promised to nothing today, and what arrives on pledges. What has no date stays in the fund until it has one.',
  'New rounds, refunds, running costs and changes of exchange rates are not foreseen.',
];
