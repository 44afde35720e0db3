import { Injectable } from '@nestjs/common';
import type { Award } from '../awards/awards.service';
import { Funds } from '../fund/funds.service';
import type { Tx } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { approved, failed, type Purse, released, revoked, settled } from '../ledger/postings';
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
    await this.ledger.post(tx, {
      kind: 'instalment.approved',
      subject: `instalment:${id}`,
      occurrence: approvalCycle,
      lines,
    });
  }

  async revoke(tx: Tx, { id, amountCents }: Instalment, award: Award, cycle: number): Promise<void> {
    const lines = revoked(await this.purse(tx, award), award.id, amountCents);
    await this.ledger.post(tx, { kind: 'instalment.revoked', subject: `instalment:${id}`, occurrence: cycle, lines });
  }

  async release(tx: Tx, { id, amountCents }: Payment, award: Award): Promise<void> {
    const lines = released(await this.purse(tx, award), award.id, amountCents);
    await this.ledger.post(tx, { kind: 'payment.released', subject: `payment:${id}`, lines });
  }

  async settle(tx: Tx, { id, amountCents }: Payment, award: Award): Promise<void> {
    const lines = settled(await this.purse(tx, award), award.id, amountCents);
    await this.ledger.post(tx, { kind: 'payment.settled', subject: `payment:${id}`, lines });
  }

  async fail(tx: Tx, { id, amountCents }: Payment, award: Award): Promise<void> {
    const lines = failed(await this.purse(tx, award), award.id, amountCents);
    await this.ledger.post(tx, { kind: 'payment.failed', subject: `payment:${id}`, lines });
  }

  private purse(tx: Tx, { fundId: id, currency }: Award): Promise<Purse> {
    return this.funds.purse(tx, { id, currency });
  }
}
