import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Award } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { type PayeeAccount, Payees } from '../payees/payees.service';
import { type Report, Reports } from '../reports/reports.service';
import type { Instalment } from './instalment.entity';
import type { InstalmentCase } from './instalment.rules';
import { type Obligation, obligationsOf } from './obligation.rules';

/** What the instalments of one award wait for. */
export interface Awaited {
  obligations(row: Instalment): Obligation[];
  /** Where its payee has its money; null while nothing is confirmed. */
  paidTo: InstalmentCase['paidTo'];
  /** Who entered that, or a change of it that waits. */
  detailsBy: string[];
  reports: Report[];
}

/** What has to be met before an award's instalments are paid, and how far it is. */
@Injectable()
export class Obligations {
  constructor(
    private readonly reports: Reports,
    private readonly payees: Payees,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, award: Award, within: EntityManager): Promise<Awaited> {
    const reports = await this.reports.of(actor, award.id, within);
    const { account, waiting, held } = await this.payees.state(award.payeeId ?? award.leadId, within);
    const now = this.clock.now();
    const obligations = (row: Instalment): Obligation[] => {
      // Where it was paid to was right when it was released, whatever was entered since.
      const bankHeld = row.status === 'released' || row.status === 'settled' ? null : held;
      const bank = { held: bankHeld, confirmedAt: account?.confirmedAt ?? null };
      return obligationsOf(row, { ...award, report: awaited(row, reports), bank, now });
    };
    const paidTo = account && placeOf(account);
    const detailsBy = [account, waiting].flatMap((details) => (details ? [details.enteredBy] : []));
    return { obligations, paidTo, detailsBy, reports };
  }
}

const placeOf = ({ id, holderName, lastFour, currency }: PayeeAccount) => ({ id, holderName, lastFour, currency });

function awaited({ reportId }: Instalment, reports: Report[]): { title: string; accepted: boolean } | null {
  const report = reports.find(({ id }) => id === reportId);
  return report ? { title: report.title, accepted: report.status === 'accepted' } : null;
}
