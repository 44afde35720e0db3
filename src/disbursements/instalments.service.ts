import { Injectable } from '@nestjs/common';
import { Approvals } from '../fund/approvals.service';
import type { AwardCase } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { publish, type Subject } from '../kernel/outbox';
import { dateIn, formatDate, plusDays } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import type { Settlement } from './disbursements.dto';
import { InstalmentMoney } from './instalment-money.service';
import { InstalmentRows } from './instalment-rows.service';
import { Instalment, Payment } from './instalment.entity';
import { type InstalmentCase, instalmentLifecycle, paymentLifecycle } from './instalment.rules';

/** What is to be done once everything but the money is written down. */
type Posting = () => Promise<void>;
const noMoney: Posting = () => Promise.resolve();

/** Instalments: approved by others than who planned them, released to the bank, settled or failed. */
@Injectable()
export class Instalments {
  constructor(
    private readonly work: Work,
    private readonly rows: InstalmentRows,
    private readonly approvals: Approvals,
    private readonly money: InstalmentMoney,
  ) {}

  /** Records this person's approval; the last one needed makes the money payable. */
  async approve(actor: Actor, id: string): Promise<InstalmentCase> {
    return this.move(actor, id, 'approve', async (tx, row, award) => {
      await this.approvals.record(tx, { kind: 'instalment', id, cycle: row.approvalCycle });
      row.approvals.by.push(actor.id);
      const facts = factsOf(row, award);
      if (row.status === 'planned') {
        const progress = { given: row.approvals.by.length, needed: row.approvals.needed };
        await publish(tx, 'instalment.endorsed', { ...facts, ...progress }, subjects(row));
        return noMoney;
      }
      await publish(tx, 'instalment.approved', facts, subjects(row));
      return () => this.money.approve(tx, row, award);
    });
  }

  /** Takes the approval back before the money has left; everybody approves anew. */
  async revoke(actor: Actor, id: string, reason: string): Promise<InstalmentCase> {
    return this.move(actor, id, 'revoke', async (tx, row, award) => {
      await publish(tx, 'instalment.revoked', { ...factsOf(row, award), reason }, subjects(row));
      const revoked = row.approvalCycle;
      row.approvalCycle += 1;
      row.approvals.by = [];
      return () => this.money.revoke(tx, row, award, revoked);
    });
  }

  async release(actor: Actor, id: string): Promise<InstalmentCase> {
    return this.move(actor, id, 'release', async (tx, row, award) => {
      const { amountCents, currency } = row;
      const payment = await tx.save(
        tx.create(Payment, {
          ...{ instalmentId: id, attempt: row.payments.length + 1, amountCents, currency, status: 'in_transit' },
          ...{ releasedBy: actor.id, releasedAt: tx.now, settledOn: null, bankReference: '', failure: '' },
        }),
      );
      row.payments.push(payment);
      await publish(tx, 'instalment.released', factsOf(row, award), subjects(row));
      return () => this.money.release(tx, payment, award);
    });
  }

  /** @throws Invalid for a day before the release or in the future */
  async settle(actor: Actor, id: string, { settledOn, bankReference }: Settlement): Promise<InstalmentCase> {
    return this.move(actor, id, 'settle', async (tx, row, award) => {
      const payment = live(row);
      bookable(settledOn, payment, tx.now);
      paymentLifecycle.apply(payment, 'settle', { actor, now: tx.now });
      await tx.save(Object.assign(payment, { settledOn, bankReference }));
      await publish(tx, 'instalment.settled', { ...factsOf(row, award), settledOn }, subjects(row));
      return () => this.money.settle(tx, payment, award);
    });
  }

  async fail(actor: Actor, id: string, reason: string): Promise<InstalmentCase> {
    return this.move(actor, id, 'fail', async (tx, row, award) => {
      const payment = live(row);
      paymentLifecycle.apply(payment, 'fail', { actor, now: tx.now });
      await tx.save(Object.assign(payment, { failure: reason }));
      await publish(tx, 'instalment.failed', { ...factsOf(row, award), reason }, subjects(row));
      return () => this.money.fail(tx, payment, award);
    });
  }

  /** The money moves last, so that the ledger is locked only for a moment. */
  private async move(
    actor: Actor,
    id: string,
    name: string,
    then: (tx: Tx, row: InstalmentCase, award: AwardCase) => Promise<Posting>,
  ): Promise<InstalmentCase> {
    return this.work.run(actor, async (tx) => {
      const { row, award } = await this.rows.claim(tx, id);
      instalmentLifecycle.apply(row, name, { actor, now: tx.now });
      const post = await then(tx, row, award);
      const { approvals, awaitedReport, awardStatus, payments, ...own } = row;
      const saved = await tx.save(Instalment, { ...own, version: own.version + 1 });
      await post();
      return Object.assign(saved, { approvals, awaitedReport, awardStatus, payments });
    });
  }
}

const subjects = ({ id, awardId }: Instalment): [Subject, Subject] => [`instalment:${id}`, `award:${awardId}`];

const factsOf = ({ id, awardId, leadId, number, amountCents, currency }: Instalment, { title }: AwardCase) => ({
  ...{ awardId, instalmentId: id, title, leadId, number, amountCents, currency },
});

function live({ payments }: InstalmentCase): Payment {
  const payment = payments.find(({ status }) => status === 'in_transit');
  if (!payment) throw new Missing('payment');
  return payment;
}

function bookable(settledOn: string, { releasedAt }: Payment, now: Date): void {
  const released = dateIn(releasedAt, 'UTC');
  const today = dateIn(now, 'UTC');
  const early = `It was released on ${formatDate(released)}: the bank cannot have paid before.`;
  // A day of grace on either side: the bank's day may begin before ours, or end after it.
  if (settledOn < plusDays(released, -1)) throw new Invalid({ settledOn: [early] });
  if (settledOn > plusDays(today, 1))
    throw new Invalid({ settledOn: ['Enter the day on which the bank paid; this one is still to come.'] });
}
