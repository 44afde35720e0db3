import { Injectable } from '@nestjs/common';
import type { Paid } from '../disbursements/payments.service';
import { Conflict, Invalid } from '../kernel/errors';
import { dateIn, plusDays } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { type PayeeAccount, Payees } from '../payees/payees.service';
import type { PaymentFile } from './bank.entity';
import { type BankAddress, type Order, type Transfer } from './pain001';

const farthest = 60;

/** What the bank is to be asked, with every account looked at once more before its number is opened. */
@Injectable()
export class Orders {
  constructor(private readonly payees: Payees) {}

  /** @throws Conflict with each payee that cannot be paid now, and where the fund's own account is missing */
  async compose(tx: Tx, fundId: string, messageId: string, paid: readonly Paid[], executeOn?: string): Promise<Order> {
    const why = `Payment file ${messageId}`;
    const on = dayOf(executeOn, dateIn(tx.now, 'UTC'), dateIn(tx.now, tx.actor.timeZone));
    const own = await this.payees.state(fundId, tx);
    if (own.held !== null || !own.account) {
      throw new Conflict(`The fund’s own account cannot be used. ${own.held ?? ''} Look under “Payees”.`);
    }
    const accounts = await this.accounts(tx, paid);
    const payer = await this.address(tx, own.account, why);
    const transfers: Transfer[] = [];
    for (const payment of paid) {
      const account = accounts.get(payment.bankAccountId) as PayeeAccount;
      transfers.push(transferOf(payment, await this.address(tx, account, why)));
    }
    return { messageId, madeAt: tx.now, executeOn: on, payer, transfers };
  }

  /** A file holds full numbers: whoever takes it has read every one of them. */
  async noteReading(
    tx: Tx,
    { id, messageId, fundId }: Pick<PaymentFile, 'id' | 'messageId' | 'fundId'>,
  ): Promise<void> {
    const read = (await tx.query(
      `select id from bank_account where id in (select bank_account_id from payment where payment_file_id = $1)
          or holder_id = $2 and status = 'confirmed' order by id`,
      [id, fundId],
    )) as { id: string }[];
    for (const account of read) await this.payees.numberOf(tx, account.id, `Downloaded payment file ${messageId}`);
  }

  /** Held, so that no details are replaced while the file is made. */
  private async accounts(tx: Tx, paid: readonly Paid[]): Promise<Map<string, PayeeAccount>> {
    const ids = [...new Set(paid.map(({ bankAccountId }) => bankAccountId))];
    const holders = (await tx.query(
      `select id, holder_id as "holderId" from bank_account where id = any($1) order by id for share`,
      [ids],
    )) as { id: string; holderId: string }[];
    const accounts = new Map<string, PayeeAccount>();
    const refused: string[] = [];
    for (const { id, holderId } of holders) {
      const { account, held } = await this.payees.state(holderId, tx);
      if (held === null && account?.id === id) accounts.set(id, account);
      else refused.push(`${namesOf(paid, id)}: ${held ?? replaced}`);
    }
    if (refused.length > 0) throw new Conflict(`No file was made. ${refused.slice(0, 5).join(' ')}`);
    return accounts;
  }

  private async address(
    tx: Tx,
    { id, holderName, country, kind, bic }: PayeeAccount,
    why: string,
  ): Promise<BankAddress> {
    return { name: holderName, country, kind, bic, number: await this.payees.numberOf(tx, id, why) };
  }
}

const replaced =
  'The bank details were replaced after this was released. Record it as failed, and release it again to the new ones.';

const namesOf = (paid: readonly Paid[], account: string): string =>
  paid
    .filter(({ bankAccountId }) => bankAccountId === account)
    .map(({ title, number }) => `Instalment ${number} of “${title}”`)
    .join(', ');

/** @param here today where whoever asks is: in America it is still the day before */
function dayOf(executeOn: string | undefined, today: string, here: string): string {
  if (executeOn === undefined) return today;
  if (executeOn < today && executeOn < here) throw new Invalid({ executeOn: ['Choose today or a later day.'] });
  if (executeOn > plusDays(today, farthest))
    throw new Invalid({ executeOn: [`Choose a day within ${farthest} days.`] });
  return executeOn;
}

const transferOf = ({ id, endToEnd, payCents, payCurrency, title, number }: Paid, payee: BankAddress): Transfer => ({
  ...{ id, endToEnd, cents: payCents, currency: payCurrency, payee },
  about: `Instalment ${number}, ${title}`,
});
