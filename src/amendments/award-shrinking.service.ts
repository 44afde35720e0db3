import { Injectable } from '@nestjs/common';
import { AwardChanges } from '../awards/award-changes.service';
import type { AwardCase } from '../awards/awards.service';
import type { Tx } from '../kernel/transaction';
import { AmendmentRows } from './amendment-rows.service';
import { Amendment } from './amendment.entity';

/** An award becomes smaller by what will never be paid: that is kept as an amendment which asks nobody, since it only gives money back. */
@Injectable()
export class AwardShrinking {
  constructor(
    private readonly rows: AmendmentRows,
    private readonly changes: AwardChanges,
  ) {}

  /** The award is locked already; plan and money follow in the same transaction. @returns the id of the amendment */
  async shrink(tx: Tx, award: AwardCase, cents: number, reason: string): Promise<string> {
    const { amountCents, startsOn, endsOn, scope, budgetLines, currency } = award;
    const { number } = await this.rows.next(tx, award);
    const { id } = await tx.save(
      tx.create(Amendment, {
        ...{ awardId: award.id, number, kind: 'close_out', changeCents: -cents, currency, needsApproval: false },
        ...{ was: { amountCents, startsOn, endsOn, scope, budgetLines }, reason, fileId: null, rejectReason: '' },
        ...{ status: 'approved', proposedBy: tx.actor.id, proposedAt: tx.now, decidedAt: tx.now, version: 1 },
        ...{ startsOn: null, endsOn: null, scope: null, budgetLines: null },
      }),
    );
    const decommitments = award.decommitments + 1;
    await this.changes.amend(tx, award, { amountCents: amountCents - cents, decommitments });
    return id;
  }
}
