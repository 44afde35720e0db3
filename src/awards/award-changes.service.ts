import { Injectable } from '@nestjs/common';
import type { Tx } from '../kernel/transaction';
import { AwardDeadlines } from './award-deadlines.service';
import { Award } from './award.entity';
import type { AwardCase } from './award.rules';

/** What an amendment can change about an award. */
export type AwardChange = Partial<
  Pick<Award, 'amountCents' | 'startsOn' | 'endsOn' | 'scope' | 'budgetLines' | 'raises' | 'decommitments'>
>;

/** Carries what was amended into the award, in the transaction in which it is decided. */
@Injectable()
export class AwardChanges {
  constructor(private readonly deadlines: AwardDeadlines) {}

  /** The award is locked already. */
  async amend(tx: Tx, award: AwardCase, change: AwardChange): Promise<AwardCase> {
    const version = award.version + 1;
    await tx.update(Award, award.id, { ...change, version });
    Object.assign(award, change, { version });
    await this.deadlines.unsigned(tx, award);
    return award;
  }
}
