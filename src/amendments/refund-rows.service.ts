import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type AwardCase, Awards } from '../awards/awards.service';
import { Payments } from '../disbursements/payments.service';
import { Approvals } from '../fund/approvals.service';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import { sumCents } from '../kernel/money';
import type { Tx } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { Refund, RefundReceipt } from './refund.entity';
import { outstanding, type RefundCase } from './refund.rules';
import { visible } from './visible';

/** Reads refunds with what their lifecycle looks at, as far as their reader may see the award. */
@Injectable()
export class RefundRows {
  constructor(
    private readonly database: DataSource,
    private readonly awards: Awards,
    private readonly approvals: Approvals,
    private readonly ledger: Ledger,
    private readonly payments: Payments,
  ) {}

  /** @throws Missing, also where the award is not the reader's to see */
  async find(actor: Actor, id: string): Promise<{ row: RefundCase; award: AwardCase }> {
    const { manager } = this.database;
    const found = await manager.findOneBy(Refund, { id });
    const award = found && (await visible(this.awards.find(actor, found.awardId)));
    if (!award) throw new Missing('refund');
    return { row: await this.one(manager, found, award), award };
  }

  /** Locks the award, and with it everything that is paid and paid back. @throws Missing */
  async claim(tx: Tx, id: string): Promise<{ row: RefundCase; award: AwardCase }> {
    const seen = await tx.findOneBy(Refund, { id });
    const award = seen && (await visible(this.awards.claim(tx, seen.awardId)));
    const row = award && (await tx.findOneBy(Refund, { id }));
    if (!row) throw new Missing('refund');
    return { row: await this.one(tx, row, award), award };
  }

  /** Newest first. */
  async of(award: AwardCase): Promise<RefundCase[]> {
    const { manager } = this.database;
    const rows = await manager.find(Refund, { where: { awardId: award.id }, order: { seq: 'DESC' } });
    return this.completed(manager, rows, award);
  }

  /**
   * What the city was paid and is not demanded back yet; a demand that was written off is not made twice. What the exchange lost beside it
   * never reached the city; what it gained was never spent, so it is nothing that could come back.
   */
  async demandable(award: AwardCase, within: EntityManager = this.database.manager): Promise<number> {
    const rows = await within.findBy(Refund, { awardId: award.id });
    const [expended = 0] = await this.ledger.heldIn(within, ['expended'], { award: award.id });
    const still = sumCents(rows.map(({ amountCents, receivedCents }) => amountCents - receivedCents));
    const demanded = sumCents(rows.map(({ amountCents }) => amountCents));
    const paid = await this.payments.settledOf(award.id, within);
    return Math.max(0, Math.min(paid - demanded, expended - still));
  }

  private async one(within: EntityManager, row: Refund, award: AwardCase): Promise<RefundCase> {
    const [one] = await this.completed(within, [row], award);
    if (!one) throw new Missing('refund');
    return one;
  }

  private async completed(within: EntityManager, rows: Refund[], award: AwardCase): Promise<RefundCase[]> {
    const subjects = rows.map((row) => {
      return { id: row.id, cycle: row.approvalCycle, cents: owed(row), waits: row.status === 'demanded' };
    });
    const given = await this.approvals.given('refund', subjects, award.fundId, within);
    const where = { refundId: In(rows.map(({ id }) => id)) };
    const parts = await within.find(RefundReceipt, { where, order: { number: 'ASC' } });
    return rows.map((row) =>
      Object.assign(row, {
        approvals: given.get(row.id) ?? { by: [], needed: Infinity },
        parts: parts.filter(({ refundId }) => refundId === row.id),
      }),
    );
  }
}

/** What a write-off gives up, or gave up. */
const owed = (row: Refund): number => (row.status === 'written_off' ? row.writtenOffCents : outstanding(row));
