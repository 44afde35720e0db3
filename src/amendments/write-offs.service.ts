import { Injectable } from '@nestjs/common';
import type { AwardCase } from '../awards/awards.service';
import { Approvals } from '../fund/approvals.service';
import type { Actor } from '../kernel/access';
import { publish } from '../kernel/outbox';
import { type LastStep, type Tx, Work } from '../kernel/transaction';
import { RefundMoney } from './refund-money.service';
import { RefundRows } from './refund-rows.service';
import { factsOf, subjectsOf } from './refund-words';
import { Refund } from './refund.entity';
import { outstanding, type RefundCase, refundLifecycle } from './refund.rules';

/** Demands that are given up: proposed by one person, approved by others. */
@Injectable()
export class WriteOffs {
  constructor(
    private readonly work: Work,
    private readonly rows: RefundRows,
    private readonly approvals: Approvals,
    private readonly money: RefundMoney,
  ) {}

  async propose(actor: Actor, id: string, reason: string): Promise<RefundCase> {
    return this.move(actor, id, 'propose-write-off', async (tx, row, award) => {
      Object.assign(row, { writeOffReason: reason, writeOffProposedBy: actor.id, writeOffProposedAt: tx.now });
      await publish(tx, 'refund.write_off_proposed', { ...factsOf(row, award), reason }, subjectsOf(row));
    });
  }

  /** Whoever has approved it meanwhile approves the next proposal anew. */
  async withdraw(actor: Actor, id: string): Promise<RefundCase> {
    return this.move(actor, id, 'withdraw-write-off', async (tx, row, award) => {
      row.approvalCycle += 1;
      row.approvals.by = [];
      Object.assign(row, { writeOffReason: '', writeOffProposedBy: null, writeOffProposedAt: null });
      await publish(tx, 'refund.write_off_withdrawn', factsOf(row, award), subjectsOf(row));
    });
  }

  /** Records this person's approval; the last one needed gives up what is still outstanding then. */
  async approve(actor: Actor, id: string): Promise<RefundCase> {
    return this.move(actor, id, 'approve-write-off', async (tx, row, award) => {
      const about = { kind: 'refund', id, cycle: row.approvalCycle } as const;
      const progress = await this.approvals.record(tx, about, row.approvals);
      const facts = factsOf(row, award);
      if (progress) {
        await publish(tx, 'refund.write_off_endorsed', { ...facts, ...progress }, subjectsOf(row));
        return;
      }
      row.writtenOffCents = outstanding(row);
      const told = { ...facts, why: row.writeOffReason };
      await publish(tx, 'refund.written_off', told, [...subjectsOf(row), `fund:${award.fundId}`]);
      return () => this.money.writeOff(tx, row, award);
    });
  }

  private async move(
    actor: Actor,
    id: string,
    name: string,
    then: (tx: Tx, row: RefundCase, award: AwardCase) => Promise<LastStep | undefined>,
  ): Promise<RefundCase> {
    return this.work.run(actor, async (tx) => {
      const { row, award } = await this.rows.claim(tx, id);
      refundLifecycle.apply(row, name, { actor, now: tx.now });
      const post = await then(tx, row, award);
      const { approvals, parts, ...own } = row;
      const saved = await tx.save(Refund, { ...own, version: own.version + 1 });
      await post?.();
      return Object.assign(saved, { approvals, parts });
    });
  }
}
