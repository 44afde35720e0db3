import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AwardCase } from '../awards/awards.service';
import { Funds } from '../fund/funds.service';
import { Conflict } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { dateIn } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { decommitted, type Purse, raised } from '../ledger/postings';
import { Rounds } from '../rounds/rounds.service';

/** What more and what less do to the fund's money. Each posts as the last step of its transaction. */
@Injectable()
export class AmendmentMoney {
  constructor(
    private readonly funds: Funds,
    private readonly ledger: Ledger,
    private readonly rounds: Rounds,
  ) {}

  /** Refuses early what could not be approved. @throws Conflict with what there is */
  async check(tx: Tx, award: AwardCase, changeCents: number): Promise<void> {
    if (changeCents < 0) return this.checkLess(tx, award, -changeCents);
    if (changeCents === 0 || (await this.roundWith(tx, award, changeCents)) !== undefined) return;
    const { order } = await this.fitting(tx, award);
    const free = await this.ledger.drawable(tx, 'available', { fund: award.fundId }, order);
    if (free < changeCents) throw tooMuch(award, changeCents, free);
  }

  /** @throws Conflict where more would go than is neither approved for payment nor paid */
  async checkLess(tx: Tx, award: AwardCase, cents: number): Promise<void> {
    const held = await this.unpaid(tx, award);
    if (held < cents) throw tooLittle(award, cents, held);
  }

  /** What is committed and not approved for payment. */
  async unpaid(within: EntityManager, { id }: AwardCase): Promise<number> {
    const [cents = 0] = await this.ledger.heldIn(within, ['committed'], { award: id });
    return cents;
  }

  /** From the round's budget where it holds enough, else from what is free; both only as far as donors allow it. */
  async raise(tx: Tx, award: AwardCase, cents: number): Promise<void> {
    const round = await this.roundWith(tx, award, cents);
    const lines = raised(await this.fitting(tx, award), round, award.id, cents);
    const posting = { kind: 'award.raised', subject: `award:${award.id}`, occurrence: award.raises, lines } as const;
    await this.ledger.post(tx, posting, (held) => tooMuch(award, cents, held));
  }

  /** Back to the round while it can use it, else free. */
  async lower(tx: Tx, award: AwardCase, cents: number): Promise<void> {
    const { id, status } = await this.rounds.hold(tx, award.roundId);
    const purse = await this.funds.purse(tx, { id: award.fundId, currency: award.currency });
    const lines = decommitted(purse, status === 'archived' ? undefined : id, award.id, cents);
    const subject = `award:${award.id}`;
    const posting = { kind: 'award.decommitted', subject, occurrence: award.decommitments, lines } as const;
    await this.ledger.post(tx, posting, (held) => tooLittle(award, cents, held));
  }

  private async roundWith(tx: Tx, award: AwardCase, cents: number): Promise<string | undefined> {
    const { id, status } = await this.rounds.hold(tx, award.roundId);
    if (status === 'archived') return undefined;
    const { order } = await this.fitting(tx, award);
    return (await this.ledger.drawable(tx, 'reserved', { round: id }, order)) >= cents ? id : undefined;
  }

  /** What the donors allow for this project today. */
  private fitting(tx: Tx, { fundId: id, currency, sectors, leadId: cityId }: AwardCase): Promise<Purse> {
    return this.funds.purse(tx, { id, currency }, { sectors, cityId, on: dateIn(tx.now, 'UTC') });
  }
}

const tooMuch = ({ currency }: AwardCase, cents: number, heldCents: number): Conflict =>
  new Conflict(
    `${formatMoney(heldCents, currency)} is free for this project, and the amendment needs ${formatMoney(cents, currency)} more. ` +
      'Raise the award by at most what is free.',
  );

const tooLittle = ({ currency }: AwardCase, cents: number, heldCents: number): Conflict =>
  new Conflict(
    `${formatMoney(heldCents, currency)} of this award is neither approved for payment nor paid, so ${formatMoney(cents, currency)} ` +
      'cannot be taken from it. Lower it by less, or revoke an approval first.',
  );
