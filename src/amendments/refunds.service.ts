import { Injectable } from '@nestjs/common';
import { Awards } from '../awards/awards.service';
import { checkSince, Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { publish } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import { dateIn, formatDate, furthestDay, plusDays } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { RefundMoney } from './refund-money.service';
import { RefundRows } from './refund-rows.service';
import { factsOf, subjectsOf } from './refund-words';
import { Refund, RefundReceipt } from './refund.entity';
import { cannotDemand, outstanding, type RefundCase, refundLifecycle } from './refund.rules';
import type { NewRefund, Receipt } from './refunds.dto';

/** A refund that is waited for. */
export interface OpenRefund {
  id: string;
  awardId: string;
  title: string;
  /** The name of the city. */
  lead: string;
  /** What the city was asked to write into its transfer. */
  reference: string;
  outstandingCents: number;
  currency: string;
  dueOn: string;
}

/** Unspent money: demanded back, and received in one or several parts. */
@Injectable()
export class Refunds {
  constructor(
    private readonly work: Work,
    private readonly awards: Awards,
    private readonly rows: RefundRows,
    private readonly money: RefundMoney,
    private readonly queries: Queries,
    private readonly funds: Funds,
  ) {}

  /** @throws Invalid with what can be demanded where that is less */
  async demand(actor: Actor, awardId: string, input: NewRefund): Promise<RefundCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      const most = await this.rows.demandable(award, tx);
      const refused = cannotDemand(award, most);
      if (refused !== null) throw new Conflict(refused);
      if (input.amountCents > most) throw tooMuch(formatMoney(most, award.currency));
      if (input.dueOn < dateIn(tx.now, 'UTC')) throw new Invalid({ dueOn: ['Choose a day that is still to come.'] });
      const refund = tx.create(Refund, {
        ...{
          ...input,
          awardId,
          currency: award.currency,
          status: 'demanded',
          demandedBy: actor.id,
          demandedAt: tx.now,
        },
        ...{ receivedCents: 0, writtenOffCents: 0, writeOffReason: '', writeOffProposedBy: null },
        ...{ writeOffProposedAt: null, approvalCycle: 1, receipts: 0, version: 1 },
      });
      const { id } = await tx.save(refund);
      const { row } = await this.rows.claim(tx, id);
      const told = { ...factsOf(row, award), reason: input.reason, dueOn: input.dueOn };
      await publish(tx, 'refund.demanded', told, [...subjectsOf(row), `fund:${award.fundId}`]);
      await this.money.demand(tx, row, award);
      return row;
    });
  }

  /** Records a part that finance sees in the bank. */
  async record(actor: Actor, id: string, input: Receipt): Promise<RefundCase> {
    return this.work.run(actor, (tx) => this.receive(tx, id, input));
  }

  /**
   * Records a part that arrived, for whoever reads the bank's statement: the last step of its transaction.
   * @throws Invalid for more than is outstanding, and for a day before the demand or in the future
   */
  async receive(tx: Tx, refundId: string, input: Receipt): Promise<RefundCase> {
    const { row, award } = await this.rows.claim(tx, refundId);
    const most = outstanding(row);
    if (row.status === 'demanded') {
      check(row, input, most, tx.now);
      checkSince(await this.funds.find(award.fundId, tx), { receivedOn: input.receivedOn });
    }
    // What is outstanding afterwards decides whether this was the last part.
    row.receivedCents += input.amountCents;
    refundLifecycle.apply(row, 'receive', { actor: tx.actor, now: tx.now });
    row.receipts += 1;
    row.version += 1;
    const { receivedCents, status, receipts, version } = row;
    await tx.update(Refund, refundId, { receivedCents, status, receipts, version });
    const part = { ...input, refundId, number: receipts, recordedBy: tx.actor.id, recordedAt: tx.now };
    await tx.insert(RefundReceipt, part);
    row.parts.push(part);
    const told = { ...factsOf(row, award), receivedCents: input.amountCents };
    await publish(tx, 'refund.received', told, [...subjectsOf(row), `fund:${award.fundId}`]);
    await this.money.receive(tx, row, award, input.amountCents);
    return row;
  }

  /** Those of a fund that are waited for, the longest due first. */
  open(fundId: string): Promise<OpenRefund[]> {
    return this.queries.rows<OpenRefund>('refunds.open', openSql, [fundId]);
  }
}

const openSql = `
  select r.id, r.award_id as "awardId", a.title, o.name as lead, 'REFUND-' || r.seq as reference, r.currency,
         (r.amount_cents - r.received_cents - r.written_off_cents)::float8 as "outstandingCents", r.due_on::text as "dueOn"
    from refund r join award a on a.id = r.award_id join organisation o on o.id = a.lead_id
   where a.fund_id = $1 and r.status = 'demanded' order by r.due_on, r.seq limit 500`;

const tooMuch = (most: string): Invalid =>
  new Invalid({ amountCents: [`At most ${most} can be demanded: what was paid and is not demanded back yet.`] });

function check(row: RefundCase, { amountCents, receivedOn }: Receipt, most: number, now: Date): void {
  if (amountCents > most)
    throw new Invalid({ amountCents: [`Only ${formatMoney(most, row.currency)} is outstanding. Enter at most that.`] });
  const demanded = dateIn(row.demandedAt, 'UTC');
  // West of UTC the day of the demand is the one before.
  if (receivedOn < plusDays(demanded, -1))
    throw new Invalid({ receivedOn: [`It was demanded on ${formatDate(demanded)}: nothing can have arrived before.`] });
  if (receivedOn > furthestDay(now))
    throw new Invalid({ receivedOn: ['Enter the day on which it arrived; this one is still to come.'] });
}
