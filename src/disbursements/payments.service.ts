import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import type { AwardCase } from '../awards/awards.service';
import { checkSince, Funds } from '../fund/funds.service';
import { Invalid, Missing } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { publish } from '../kernel/outbox';
import { dateIn, formatDate, furthestDay, plusDays } from '../kernel/time';
import type { LastStep, Tx } from '../kernel/transaction';
import { InstalmentDeadlines } from './instalment-deadlines.service';
import { InstalmentMoney } from './instalment-money.service';
import { InstalmentRows } from './instalment-rows.service';
import { Payment } from './instalment.entity';
import { factsOf, subjectsOf } from './instalment.facts';
import { type InstalmentCase, instalmentLifecycle } from './instalment.rules';
import { type Paid, paidSql } from './payment.dto';
import { paymentLifecycle } from './payment.rules';

export type { Paid } from './payment.dto';

interface Settled {
  settledOn: string;
  bankReference: string;
  /** What the bank took, in the award's currency; what was released where it is left out. */
  chargedCents?: number | null;
}

/** Payments on their way through the bank: what it says of them, and what it is told. */
@Injectable()
export class Payments {
  constructor(
    private readonly database: DataSource,
    private readonly rows: InstalmentRows,
    private readonly money: InstalmentMoney,
    private readonly funds: Funds,
    private readonly deadlines: InstalmentDeadlines,
  ) {}

  /** Those in transit that no payment file carries yet, in the order of their release. */
  unfiled(fundId: string): Promise<Paid[]> {
    const where = `w.fund_id = $1 and p.status = 'in_transit' and p.payment_file_id is null`;
    return this.database.query<Paid[]>(`${paidSql} where ${where} order by p.released_at, p.id`, [fundId]);
  }

  /** What the payee of an award was paid and has kept, in the award's currency. */
  async settledOf(awardId: string, within: EntityManager): Promise<number> {
    const [row] = (await within.query(
      `select coalesce(sum(p.amount_cents), 0)::text as cents from payment p join instalment i on i.id = p.instalment_id
        where i.award_id = $1 and p.status = 'settled'`,
      [awardId],
    )) as { cents: string }[];
    return Number(row?.cents ?? 0);
  }

  /** By the references that the bank carried. */
  byEndToEnd(fundId: string, refs: readonly string[]): Promise<Paid[]> {
    return this.database.query<Paid[]>(`${paidSql} where w.fund_id = $1 and p.end_to_end = any($2)`, [fundId, refs]);
  }

  /** Notes which file carries them. @throws Missing where one of them has been filed, or the bank has answered, meanwhile */
  async file(tx: Tx, paymentIds: readonly string[], paymentFileId: string): Promise<void> {
    const open = { id: In(paymentIds), status: 'in_transit' as const, paymentFileId: IsNull() };
    const locked = await tx.find(Payment, { where: open, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    if (locked.length !== paymentIds.length) throw new Missing('payment');
    await tx.update(Payment, { id: In(paymentIds) }, { paymentFileId });
  }

  /** The bank has paid. Joins a transaction as its last step. @throws Invalid for a day before the release or in the future */
  settle(tx: Tx, paymentId: string, { settledOn, bankReference, chargedCents }: Settled): Promise<InstalmentCase> {
    return this.move(tx, paymentId, 'settle', async (payment, row, award) => {
      checkSince(await this.funds.find(award.fundId, tx), { settledOn });
      bookable(settledOn, payment, tx.now);
      const charged = chargedCents ?? payment.amountCents;
      chargeable(charged, payment);
      Object.assign(payment, { settledOn, bankReference, chargedCents: charged });
      await publish(tx, 'instalment.settled', { ...factsOf(row, award), settledOn }, subjectsOf(row));
      return () => this.money.settle(tx, payment, award, charged);
    });
  }

  /** The bank could not pay. Joins a transaction as its last step. */
  fail(tx: Tx, paymentId: string, reason: string): Promise<InstalmentCase> {
    return this.move(tx, paymentId, 'fail', async (payment, row, award) => {
      payment.failure = reason;
      await publish(tx, 'instalment.failed', { ...factsOf(row, award), reason }, subjectsOf(row));
      return () => this.money.fail(tx, payment, award);
    });
  }

  /** The bank sent it back after it had paid. Joins a transaction as its last step. */
  giveBack(
    tx: Tx,
    paymentId: string,
    { returnedOn, reason }: { returnedOn: string; reason: string },
  ): Promise<InstalmentCase> {
    return this.move(tx, paymentId, 'give-back', async (payment, row, award) => {
      returnable(returnedOn, payment, tx.now);
      Object.assign(payment, { returnedOn, failure: reason });
      await publish(tx, 'instalment.returned', { ...factsOf(row, award), reason }, subjectsOf(row));
      return () => this.money.giveBack(tx, payment, award);
    });
  }

  private async move(
    tx: Tx,
    paymentId: string,
    name: string,
    then: (payment: Payment, row: InstalmentCase, award: AwardCase) => Promise<LastStep>,
  ): Promise<InstalmentCase> {
    const found = await tx.findOneBy(Payment, { id: paymentId });
    if (!found) throw new Missing('payment');
    const { row, award } = await this.rows.claim(tx, found.instalmentId);
    const payment = row.payments.find(({ id }) => id === paymentId);
    if (!payment) throw new Missing('payment');
    const around = { actor: tx.actor, now: tx.now };
    const before = row.status;
    instalmentLifecycle.apply(row, name, around);
    paymentLifecycle.apply(payment, name, around);
    const post = await then(payment, row, award);
    payment.answeredBy = tx.actor.id;
    await tx.save(payment);
    const saved = await this.rows.store(tx, row);
    await this.deadlines.moved(tx, saved, award, before);
    await post();
    return saved;
  }
}

// West of UTC the day of the release is the one before.
function bookable(settledOn: string, { releasedAt }: Payment, now: Date): void {
  const released = dateIn(releasedAt, 'UTC');
  const early = `It was released on ${formatDate(released)}: the bank cannot have paid before.`;
  if (settledOn < plusDays(released, -1)) throw new Invalid({ settledOn: [early] });
  if (settledOn > furthestDay(now))
    throw new Invalid({ settledOn: ['Enter the day on which the bank paid; this one is still to come.'] });
}

function returnable(returnedOn: string, { settledOn, releasedAt }: Payment, now: Date): void {
  const paid = settledOn ?? dateIn(releasedAt, 'UTC');
  const early = `It was paid on ${formatDate(paid)}: it cannot have come back before.`;
  if (returnedOn < paid) throw new Invalid({ returnedOn: [early] });
  if (returnedOn > furthestDay(now))
    throw new Invalid({ returnedOn: ['Enter the day on which it came back; this one is still to come.'] });
}

/** Between currencies the rate moves, but not by half; what is more is no loss of an exchange, and is for several people to decide. */
function chargeable(charged: number, { amountCents, currency, payCurrency }: Payment): void {
  const money = (cents: number): string => formatMoney(cents, currency);
  if (payCurrency !== currency) {
    if (amountCents <= charged * 2 && charged <= amountCents * 2) return;
    throw new Invalid({
      chargedCents: [
        `${money(charged)} is too far from ${money(amountCents)} to come from the exchange. Ask the bank, and record what it took besides as a cost of running the fund.`,
      ],
    });
  }
  if (charged === amountCents) return;
  throw new Invalid({
    chargedCents: [
      `The bank took a different amount: ${money(charged)} instead of ${money(amountCents)}. In the same currency they are equal; ` +
        'ask the bank, and record a fee as a cost of running the fund.',
    ],
  });
}
