import { Injectable } from '@nestjs/common';
import type { AwardCase } from '../awards/awards.service';
import { Funds } from '../fund/funds.service';
import { Conflict } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import type { Tx } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { type Purse, refundDemanded, refundReceived, refundWrittenOff } from '../ledger/postings';
import type { Refund } from './refund.entity';

/** What refunds do to the fund's money. Each posts as the last step of its transaction. */
@Injectable()
export class RefundMoney {
  constructor(
    private readonly funds: Funds,
    private readonly ledger: Ledger,
  ) {}

  async demand(tx: Tx, { id, amountCents }: Refund, award: AwardCase): Promise<void> {
    const lines = refundDemanded(await this.purse(tx, award), award.id, amountCents);
    await this.ledger.post(tx, { kind: 'refund.demanded', subject: `refund:${id}`, lines });
  }

  /** It is free again in the pots that it was paid from. */
  async receive(tx: Tx, { id, receipts: occurrence }: Refund, award: AwardCase, cents: number): Promise<void> {
    const lines = refundReceived(await this.purse(tx, award), award.id, cents);
    await this.ledger.post(tx, { kind: 'refund.received', subject: `refund:${id}`, occurrence, lines }, (held) =>
      notPaid(award, held),
    );
  }

  async writeOff(tx: Tx, { id, writtenOffCents }: Refund, award: AwardCase): Promise<void> {
    const lines = refundWrittenOff(await this.purse(tx, award), award.id, writtenOffCents);
    await this.ledger.post(tx, { kind: 'refund.written_off', subject: `refund:${id}`, lines });
  }

  private purse(tx: Tx, { fundId: id, currency }: AwardCase): Promise<Purse> {
    return this.funds.purse(tx, { id, currency });
  }
}

const notPaid = ({ currency }: AwardCase, heldCents: number): Conflict =>
  new Conflict(
    `Only ${formatMoney(heldCents, currency)} of this award is paid now; a payment came back since this was demanded. ` +
      'Record at most that, and write the rest off.',
  );
