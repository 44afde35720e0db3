import { Injectable } from '@nestjs/common';
import { Approvals } from '../awards/approvals.service';
import { type AwardCase, Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { publish, type Subject } from '../kernel/outbox';
import { dateIn, plusDays } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Reports } from '../reports/reports.service';
import { InstalmentMoney } from './instalment-money.service';
import { Instalment, Payment } from './instalment.entity';
import { type InstalmentCase, instalmentLifecycle, paymentLifecycle } from './instalment.rules';
import type { Settlement } from './disbursements.dto';
import { approvalOf, awaited } from './plans.service';

type Claimed = InstalmentCase & { award: AwardCase };

/** Instalments: approved by others than who planned them, released to the bank, settled or failed. */
@Injectable()
export class Instalments {
  constructor(
    private readonly work: Work,
    private readonly awards: Awards,
    private readonly approvals: Approvals,
    private readonly reports: Reports,
    private readonly money: InstalmentMoney,
  ) {}

  /** Records this person's approval; the last one needed makes the money payable. */
  async approve(actor: Actor, id: string): Promise<Instalment> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, id);
      const { to } = instalmentLifecycle.apply(row, 'approve', { actor, now: tx.now });
      await this.approvals.record(tx, approvalOf(row, row.award.fundId));
      if (to === 'planned') {
        const given = row.approvals.by.length + 1;
        await publish(tx, 'instalment.endorsed', { ...facts(row), given, needed: row.approvals.needed }, subjects(row));
        return own(row);
      }
      await publish(tx, 'instalment.approved', facts(row), subjects(row));
      const saved = await store(tx, row);
      await this.money.approve(tx, row, row.award);
      return saved;
    });
  }

  /** Takes the approval back before the money has left; everybody approves anew. */
  async revoke(actor: Actor, id: string, reason: string): Promise<Instalment> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, id);
      instalmentLifecycle.apply(row, 'revoke', { actor, now: tx.now });
      await publish(tx, 'instalment.revoked', { ...facts(row), reason }, subjects(row));
      const revoked = row.approvalCycle;
      row.approvalCycle += 1;
      const saved = await store(tx, row);
      await this.money.revoke(tx, row, row.award, revoked);
      return saved;
    });
  }

  async release(actor: Actor, id: string): Promise<Instalment> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, id);
      instalmentLifecycle.apply(row, 'release', { actor, now: tx.now });
      const attempt = 1 + (await tx.countBy(Payment, { instalmentId: id }));
      const { amountCents, currency } = row;
      const payment = await tx.save(
        tx.create(Payment, {
          ...{ instalmentId: id, attempt, amountCents, currency, status: 'in_transit' },
          ...{ releasedBy: actor.id, releasedAt: tx.now, settledOn: null, bankReference: '', failure: '' },
        }),
      );
      await publish(tx, 'instalment.released', facts(row), subjects(row));
      const saved = await store(tx, row);
      await this.money.release(tx, payment, row.award);
      return saved;
    });
  }

  /** @throws Invalid for a day before the release or in the future */
  async settle(actor: Actor, id: string, { settledOn, bankReference }: Settlement): Promise<Instalment> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, id);
      instalmentLifecycle.apply(row, 'settle', { actor, now: tx.now });
      const payment = await live(tx, id);
      bookable(settledOn, payment, tx.now);
      paymentLifecycle.apply(payment, 'settle', { actor, now: tx.now });
      await tx.save(Object.assign(payment, { settledOn, bankReference }));
      await publish(tx, 'instalment.settled', { ...facts(row), settledOn }, subjects(row));
      const saved = await store(tx, row);
      await this.money.settle(tx, payment, row.award);
      return saved;
    });
  }

  async fail(actor: Actor, id: string, reason: string): Promise<Instalment> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, id);
      instalmentLifecycle.apply(row, 'fail', { actor, now: tx.now });
      const payment = await live(tx, id);
      paymentLifecycle.apply(payment, 'fail', { actor, now: tx.now });
      await tx.save(Object.assign(payment, { failure: reason }));
      await publish(tx, 'instalment.failed', { ...facts(row), reason }, subjects(row));
      const saved = await store(tx, row);
      await this.money.fail(tx, payment, row.award);
      return saved;
    });
  }

  /** Locks the award and the instalment, in this order, as planning does. @throws Missing */
  private async claim(tx: Tx, id: string): Promise<Claimed> {
    const found = await tx.findOneBy(Instalment, { id });
    if (!found) throw new Missing('instalment');
    const award = await this.awards.claim(tx, found.awardId);
    const row = await tx.findOne(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw new Missing('instalment');
    const approvals = await this.approvals.given(approvalOf(row, award.fundId), tx);
    const awaitedReport = awaited(row, await this.reports.of(tx.actor, award.id, tx));
    return Object.assign(row, { approvals, awaitedReport, award });
  }
}

const subjects = ({ id, awardId }: Instalment): [Subject, Subject] => [`instalment:${id}`, `award:${awardId}`];

const facts = ({ id, awardId, award, leadId, number, amountCents, currency }: Claimed) => ({
  ...{ awardId, instalmentId: id, title: award.title, leadId, number, amountCents, currency },
});

function own({ approvals: _approvals, awaitedReport: _awaited, award: _award, ...row }: Claimed): Instalment {
  return row;
}

const store = (tx: Tx, row: Claimed): Promise<Instalment> =>
  tx.save(Instalment, { ...own(row), version: row.version + 1 });

async function live(tx: Tx, instalmentId: string): Promise<Payment> {
  const payment = await tx.findOneBy(Payment, { instalmentId, status: 'in_transit' });
  if (!payment) throw new Missing('payment');
  return payment;
}

function bookable(settledOn: string, { releasedAt }: Payment, now: Date): void {
  // A day of grace on either side: the bank's day may begin before ours, or end after it.
  const released = plusDays(dateIn(releasedAt, 'UTC'), -1);
  const tomorrow = plusDays(dateIn(now, 'UTC'), 1);
  if (settledOn < released)
    throw new Invalid({ settledOn: [`It was released on ${released}: the bank cannot have paid before.`] });
  if (settledOn > tomorrow)
    throw new Invalid({ settledOn: ['Enter the day on which the bank paid; this one is still to come.'] });
}
