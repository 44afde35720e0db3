import { Injectable } from '@nestjs/common';
import type { FundView } from '../fund/fund-view.dto';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import { dateIn, daysBetween } from '../kernel/time';
import type { AgedCommitment, AgedTransit, AgeingView, OpenRefund, OverduePart } from './money-ageing.dto';
import { agedCommitments, agedTransits, overdueParts, refundsStillOpen } from './money-ageing.query';
import { byAge } from './money-ageing.rules';

export interface AgeingCase {
  fund: FundView;
  ageing: AgeingView;
}

type Commitment = Omit<AgedCommitment, 'movedOn' | 'days' | 'stale'> & { moved: Date };
type Transit = Omit<AgedTransit, 'releasedOn' | 'days' | 'silent'> & { released: Date };

/** How long money has stood where it stands. */
@Injectable()
export class Ageing {
  constructor(
    private readonly funds: Funds,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing */
  async show(actor: Actor, fundId: string): Promise<AgeingCase> {
    const [fund, { staleDays, silentDays }] = await Promise.all([
      this.funds.view(actor, fundId),
      this.funds.find(fundId),
    ]);
    const today = dateIn(this.clock.now(), 'UTC');
    const [commitments, transits, overdue, refunds] = await Promise.all([
      this.queries.rows<Commitment>('money.commitments', agedCommitments, [fundId]),
      this.queries.rows<Transit>('money.transits', agedTransits, [fundId]),
      this.queries.rows<Omit<OverduePart, 'days'>>('money.overdue', overdueParts, [fundId, today]),
      this.queries.rows<Omit<OpenRefund, 'days'>>('money.open_refunds', refundsStillOpen, [fundId]),
    ]);
    const since = <T extends { dueOn: string }>(row: T) => ({ ...row, days: daysBetween(row.dueOn, today) });
    const { currency } = fund;
    const ageing = {
      ...{ fundId, currency, today },
      commitments: byAge(commitments.map((row) => agedCommitment(row, today, staleDays))),
      transits: transits.map((row) => agedTransit(row, today, silentDays)),
      overdue: overdue.map(since),
      refunds: refunds.map(since),
    };
    return { fund, ageing };
  }
}

function agedCommitment({ moved, ...row }: Commitment, today: string, staleDays: number): AgedCommitment {
  const movedOn = dateIn(moved, 'UTC');
  const days = Math.max(0, daysBetween(movedOn, today));
  return { ...row, movedOn, days, stale: days > staleDays };
}

function agedTransit({ released, ...row }: Transit, today: string, silentDays: number): AgedTransit {
  const releasedOn = dateIn(released, 'UTC');
  const days = Math.max(0, daysBetween(releasedOn, today));
  return { ...row, releasedOn, days, silent: days > silentDays };
}
