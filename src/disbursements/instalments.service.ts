import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AwardCase } from '../awards/awards.service';
import { Approvals } from '../fund/approvals.service';
import type { Actor } from '../kernel/access';
import { Conflict } from '../kernel/errors';
import { human } from '../kernel/lifecycle';
import { publish } from '../kernel/outbox';
import { type LastStep, type Tx, Work } from '../kernel/transaction';
import type { PlanCase } from './disbursements-view.dto';
import type { ReleaseInput, ReturnInput, Settlement } from './disbursements.dto';
import { InstalmentDeadlines } from './instalment-deadlines.service';
import { InstalmentMoney } from './instalment-money.service';
import { InstalmentRows } from './instalment-rows.service';
import { Payment } from './instalment.entity';
import { factsOf, subjectsOf } from './instalment.facts';
import { type InstalmentCase, instalmentLifecycle } from './instalment.rules';
import { Payments } from './payments.service';
import { exchanged } from './release.rules';

/** An instalment that was given up, and the step that makes its money the award's again. */
export interface GivenUp {
  award: AwardCase;
  facts: ReturnType<typeof factsOf>;
  takeBack: LastStep;
}

type Claimed = PlanCase & { row: InstalmentCase };

/** Instalments: requested once everything is met, approved by others, released to the bank, settled, failed or returned. */
@Injectable()
export class Instalments {
  constructor(
    private readonly work: Work,
    private readonly rows: InstalmentRows,
    private readonly approvals: Approvals,
    private readonly money: InstalmentMoney,
    private readonly payments: Payments,
    private readonly deadlines: InstalmentDeadlines,
  ) {}

  async request(actor: Actor, id: string, note: string): Promise<InstalmentCase> {
    return this.move(actor, id, 'request', async (tx, { row, award }) => {
      Object.assign(row, { requestedBy: actor.id, requestedAt: tx.now, requestNote: note });
      await publish(tx, 'instalment.requested', factsOf(row, award), subjectsOf(row));
    });
  }

  /** Whoever approved it does so anew after the next request. */
  async sendBack(actor: Actor, id: string, reason: string): Promise<InstalmentCase> {
    return this.move(actor, id, 'send-back', async (tx, { row, award }) => {
      await publish(tx, 'instalment.sent_back', { ...factsOf(row, award), reason }, subjectsOf(row));
      anew(row);
    });
  }

  /** Records this person's approval; the last one needed makes the money payable. */
  async approve(actor: Actor, id: string): Promise<InstalmentCase> {
    return this.move(actor, id, 'approve', async (tx, { row, award }) => {
      const about = { kind: 'instalment', id, cycle: row.approvalCycle } as const;
      const progress = await this.approvals.record(tx, about, row.approvals);
      const facts = factsOf(row, award);
      if (progress) {
        await publish(tx, 'instalment.endorsed', { ...facts, ...progress }, subjectsOf(row));
        return;
      }
      await publish(tx, 'instalment.approved', facts, subjectsOf(row));
      return () => this.money.approve(tx, row, award);
    });
  }

  /** Takes the approval back before the money has left, or once it is back; everybody requests and approves anew. */
  async revoke(actor: Actor, id: string, reason: string): Promise<InstalmentCase> {
    return this.move(actor, id, 'revoke', async (tx, { row, award }) => {
      await publish(tx, 'instalment.revoked', { ...factsOf(row, award), reason }, subjectsOf(row));
      const revoked = row.approvalCycle;
      anew(row);
      return () => this.money.revoke(tx, row, award, revoked);
    });
  }

  /** @throws Invalid where the payee is paid in another currency and no rate is given */
  async release(actor: Actor, id: string, exchange: ReleaseInput): Promise<InstalmentCase> {
    return this.move(actor, id, 'release', async (tx, { row, award }) => {
      const account = row.paidTo;
      if (!account) throw new Conflict('No bank details have been confirmed.');
      const { amountCents, currency } = row;
      const paymentId = randomUUID();
      const payment = tx.create(Payment, {
        ...{ id: paymentId, instalmentId: id, attempt: row.payments.length + 1, amountCents, currency },
        ...exchanged(row, account.currency, exchange, tx.now),
        ...{ status: 'in_transit', bankAccountId: account.id, endToEnd: paymentId.replaceAll('-', '') },
        ...{ releasedBy: actor.id, releasedAt: tx.now, settledOn: null, bankReference: '', failure: '' },
        ...{ chargedCents: null, returnedOn: null, paymentFileId: null, answeredBy: null },
      });
      await tx.insert(Payment, payment);
      row.payments.push(payment);
      await publish(tx, 'instalment.released', factsOf(row, award), subjectsOf(row));
      return () => this.money.release(tx, payment, award);
    });
  }

  /** @throws Invalid for a day before the release or in the future */
  settle(actor: Actor, id: string, settlement: Settlement): Promise<InstalmentCase> {
    return this.ofBank(actor, id, 'settle', (tx, payment) => this.payments.settle(tx, payment, settlement));
  }

  fail(actor: Actor, id: string, reason: string): Promise<InstalmentCase> {
    return this.ofBank(actor, id, 'fail', (tx, payment) => this.payments.fail(tx, payment, reason));
  }

  /** @throws Invalid for a day before it was paid or in the future */
  giveBack(actor: Actor, id: string, input: ReturnInput): Promise<InstalmentCase> {
    return this.ofBank(actor, id, 'give-back', (tx, payment) => this.payments.giveBack(tx, payment, input));
  }

  /**
   * Drops a payment of an ended grant that came back. Whoever calls this makes the award smaller, and takes the money back as the last
   * step of the transaction.
   */
  async giveUp(tx: Tx, id: string): Promise<GivenUp> {
    const { row, award } = await this.rows.claim(tx, id);
    instalmentLifecycle.apply(row, 'give-up', { actor: tx.actor, now: tx.now });
    await this.rows.store(tx, row);
    await this.deadlines.dropped(tx, row);
    const takeBack: LastStep = () => this.money.revoke(tx, row, award, row.approvalCycle);
    return { award, facts: factsOf(row, award), takeBack };
  }

  /** What the bank says is about the latest payment. @throws Conflict while nothing was paid */
  private ofBank(
    actor: Actor,
    id: string,
    move: string,
    step: (tx: Tx, paymentId: string) => Promise<InstalmentCase>,
  ): Promise<InstalmentCase> {
    return this.work.run(actor, async (tx) => {
      const { row } = await this.rows.claim(tx, id);
      const latest = row.payments.at(-1);
      if (latest) return step(tx, latest.id);
      throw new Conflict(`This instalment is ${human(row.status)}: ${move.replace('-', ' ')} is not possible now.`);
    });
  }

  private async move(
    actor: Actor,
    id: string,
    name: string,
    then: (tx: Tx, claimed: Claimed) => Promise<LastStep | undefined>,
  ): Promise<InstalmentCase> {
    return this.work.run(actor, async (tx) => {
      const claimed = await this.rows.claim(tx, id);
      const before = claimed.row.status;
      instalmentLifecycle.apply(claimed.row, name, { actor, now: tx.now });
      const post = await then(tx, claimed);
      const saved = await this.rows.store(tx, claimed.row);
      await this.deadlines.moved(tx, saved, claimed.award, before);
      await post?.();
      return saved;
    });
  }
}

/** The next request starts a new cycle of approvals. */
function anew(row: InstalmentCase): void {
  const request = { requestedBy: null, requestedAt: null, requestNote: '' };
  Object.assign(row, request, { approvalCycle: row.approvalCycle + 1 });
  row.approvals.by = [];
}
