import { Injectable } from '@nestjs/common';
import type { Award } from '../awards/awards.service';
import { Funds } from '../fund/funds.service';
import { Conflict } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { dateIn } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { Ledger, type Moved, type PostingKind } from '../ledger/ledger.service';
import {
  approved,
  failed,
  fxGained,
  fxLost,
  type Line,
  type Purse,
  released,
  returned,
  revoked,
  settled,
} from '../ledger/postings';
import type { Instalment, Payment } from './instalment.entity';

/** What an instalment's moves do to the fund's money. Each posts as the last step of its transaction. */
@Injectable()
export class InstalmentMoney {
  constructor(
    private readonly funds: Funds,
    private readonly ledger: Ledger,
  ) {}

  async approve(tx: Tx, { id, approvalCycle, amountCents }: Instalment, award: Award): Promise<void> {
    const lines = approved(await this.purse(tx, award), award.id, amountCents);
    const subject = `instalment:${id}`;
    await this.ledger.post(tx, { kind: 'instalment.approved', subject, occurrence: approvalCycle, lines });
  }

  async revoke(tx: Tx, { id, amountCents }: Instalment, award: Award, cycle: number): Promise<void> {
    const lines = revoked(await this.purse(tx, award), award.id, amountCents);
    await this.ledger.post(tx, { kind: 'instalment.revoked', subject: `instalment:${id}`, occurrence: cycle, lines });
  }

  async release(tx: Tx, payment: Payment, award: Award): Promise<void> {
    const lines = released(await this.purse(tx, award), award.id, payment.amountCents);
    await this.post(tx, 'payment.released', payment, lines);
  }

  /** @param chargedCents what the bank took; what that differs by was lost or gained in the exchange @throws Conflict where a loss is more than is free */
  async settle(tx: Tx, payment: Payment, award: Award, chargedCents: number): Promise<void> {
    const lost = chargedCents - payment.amountCents;
    const purse = await this.purse(tx, award);
    if (lost > 0) await this.lose(tx, payment, award, lost);
    if (lost < 0) await this.post(tx, 'payment.fx_gained', payment, fxGained(purse, award.id, -lost));
    await this.post(tx, 'payment.settled', payment, settled(purse, award.id, chargedCents));
  }

  async fail(tx: Tx, payment: Payment, award: Award): Promise<void> {
    const lines = failed(await this.purse(tx, award), award.id, payment.amountCents);
    await this.post(tx, 'payment.failed', payment, lines);
  }

  /**
   * The whole instalment is payable again. The bank gives back what it took, so what was gained in the exchange is lost again, out of the
   * pots that it went into; what was lost stays lost.
   */
  async giveBack(tx: Tx, payment: Payment, award: Award): Promise<void> {
    const { amountCents, chargedCents } = payment;
    const purse = await this.purse(tx, award);
    const gained = amountCents - (chargedCents ?? amountCents);
    const back = gained > 0 ? amountCents - gained : amountCents;
    await this.post(tx, 'payment.returned', payment, returned(purse, award.id, back));
    if (gained <= 0) return;
    const pots = await this.ledger.movedInto(tx, 'payment.fx_gained', `payment:${payment.id}`);
    await this.lose(tx, payment, award, gained, pots);
    await this.post(tx, 'payment.failed', payment, failed(purse, award.id, gained));
  }

  /** @param pots out of which it is lost, as long as they hold it; else out of what is free for this project */
  private async lose(tx: Tx, payment: Payment, award: Award, cents: number, pots: Moved[] = []): Promise<void> {
    const { sectors, leadId: cityId } = award;
    const fitting = await this.purse(tx, award, { sectors, cityId, on: dateIn(tx.now, 'UTC') });
    const money = (amount: number): string => formatMoney(amount, award.currency);
    const same = pots.length > 0 && pots.every((pot) => pot.held >= pot.cents);
    const lines = same
      ? pots.flatMap((pot) => fxLost(onlyFrom(fitting, pot), award.id, pot.cents))
      : fxLost(fitting, award.id, cents);
    const posting = { kind: 'payment.fx_lost', subject: `payment:${payment.id}`, lines } as const;
    await this.ledger.post(
      tx,
      posting,
      (free) =>
        new Conflict(
          `The exchange lost ${money(cents)}, and the fund has ${money(free)} free for this project. ` +
            'Record the contribution that is missing, then record this.',
        ),
    );
  }

  private async post(tx: Tx, kind: PostingKind, { id }: Payment, lines: Line[]): Promise<void> {
    await this.ledger.post(tx, { kind, subject: `payment:${id}`, lines });
  }

  private purse(tx: Tx, { fundId: id, currency }: Award, use?: Parameters<Funds['purse']>[2]): Promise<Purse> {
    return this.funds.purse(tx, { id, currency }, use);
  }
}

const onlyFrom = (purse: Purse, { restriction, contribution }: Moved): Purse => ({
  ...purse,
  order: [restriction],
  ...(contribution === null ? {} : { from: [contribution] }),
});
