import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AwardCase, Awards } from '../awards/awards.service';
import { Plans } from '../disbursements/plans.service';
import type { Actor } from '../kernel/access';
import { Conflict } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { Reports } from '../reports/reports.service';
import { AmendmentMoney } from './amendment-money.service';
import { AmendmentRows } from './amendment-rows.service';
import { fundName, subjectsOf } from './amendment-words';
import { cannotClose } from './amendment.rules';
import { AwardShrinking } from './award-shrinking.service';

/** Whether a grant can be closed out, and what that frees. */
export interface Closing {
  unpaidCents: number;
  refused: string | null;
}

/** The end of a grant that needed less than it was given: what was never paid is free again, and the grant is completed. */
@Injectable()
export class CloseOut {
  constructor(
    private readonly work: Work,
    private readonly awards: Awards,
    private readonly shrinking: AwardShrinking,
    private readonly plans: Plans,
    private readonly reports: Reports,
    private readonly rows: AmendmentRows,
    private readonly money: AmendmentMoney,
  ) {}

  /** A grant that was paid in full is completed. @throws Conflict with what is to be done first */
  async closeOut(actor: Actor, awardId: string, reason: string): Promise<AwardCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      const { unpaidCents, refused } = await this.standing(actor, award, tx);
      if (refused !== null) throw new Conflict(refused);
      if (unpaidCents === 0) return this.awards.follow(tx, awardId, 'complete');
      await this.free(tx, award, unpaidCents, reason);
      const closed = await this.awards.follow(tx, awardId, 'complete');
      await this.money.lower(tx, award, unpaidCents);
      return closed;
    });
  }

  /** What would be freed, and why the grant cannot be closed out now; null where it can. */
  async standing(actor: Actor, award: AwardCase, within: EntityManager): Promise<Closing> {
    const unpaidCents = await this.money.unpaid(within, award);
    return { unpaidCents, refused: cannotClose(award, unpaidCents) ?? (await this.owed(actor, award, within)) };
  }

  private async owed(actor: Actor, award: AwardCase, within: EntityManager): Promise<string | null> {
    const { open } = await this.rows.next(within, award);
    if (open) return 'An amendment of this grant is open. Approve or reject it first.';
    const owed = (await this.reports.of(actor, award.id, within)).find(({ status }) => status !== 'accepted');
    return owed ? `The report “${owed.title}” is not accepted yet.` : null;
  }

  private async free(tx: Tx, award: AwardCase, unpaid: number, reason: string): Promise<void> {
    const amendmentId = await this.shrinking.shrink(tx, award, unpaid, reason);
    await this.plans.dropUnpaid(tx, award);
    const facts = { awardId: award.id, title: award.title, leadId: award.leadId, fund: await fundName(tx, award) };
    const { amountCents, currency } = award;
    const told = { ...facts, amountCents, currency, freedCents: unpaid, reason };
    await publish(tx, 'award.closed_out', told, [
      `award:${award.id}`,
      `fund:${award.fundId}`,
      subjectsOf({ id: amendmentId, awardId: award.id })[0],
    ]);
  }
}
