import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type OpenRefund, Refunds } from '../amendments/refunds.service';
import { Missing } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { type Known, type KnownPayment, propose, type Proposal, referencesIn } from './bank-match.rules';
import { BankEntry } from './bank.entity';
import { knownPayments, onTheirWay } from './bank.queries';
import type { PaymentRow } from './bank-view.dto';

/** Something that an entry can be said to be. */
export interface Choice {
  value: string;
  text: string;
}

/** How many entries are looked at in one go. */
const atOnce = 500;

/** What the movements on the account seem to be. It only looks; a person decides. */
@Injectable()
export class Matches {
  constructor(
    private readonly database: DataSource,
    private readonly openRefunds: Refunds,
  ) {}

  /** @throws Missing */
  async find(id: string): Promise<BankEntry> {
    const entry = await this.database.manager.findOneBy(BankEntry, { id });
    if (!entry) throw new Missing('entry of the bank');
    return entry;
  }

  refunds(fundId: string): Promise<OpenRefund[]> {
    return this.openRefunds.open(fundId);
  }

  async currency(within: EntityManager, fundId: string): Promise<string> {
    const [fund] = (await within.query('select currency from fund where id = $1', [fundId])) as { currency: string }[];
    return fund?.currency ?? '';
  }

  /** @param match what a person chose besides what the entries name */
  async payments(within: EntityManager, entries: readonly BankEntry[], match?: string): Promise<KnownPayment[]> {
    const [first] = entries;
    if (!first) return [];
    const [, chosen] = match?.split(':') ?? [];
    const references = entries.flatMap(referencesIn);
    return within.query<KnownPayment[]>(knownPayments, [first.fundId, references, chosen ? [chosen] : []]);
  }

  /** Of open entries of one fund. */
  async proposals(entries: readonly BankEntry[]): Promise<Map<string, Proposal>> {
    const open = entries.filter(({ status }) => status === 'open');
    const [first] = open;
    if (!first) return new Map();
    const within = this.database.manager;
    const known: Known = { payments: await this.payments(within, open), refunds: await this.refunds(first.fundId) };
    const currency = await this.currency(within, first.fundId);
    return new Map(open.map((entry) => [entry.id, propose(entry, known, currency)]));
  }

  async proposal(id: string): Promise<Proposal> {
    const entry = await this.find(id);
    if (entry.status !== 'open') return { match: null, sentence: 'It is not open any more.' };
    return (await this.proposals([entry])).get(id) ?? { match: null, sentence: '' };
  }

  /** What it can be at all: payments on their way where money left, refunds that are waited for where some arrived. @throws Missing */
  async choices(id: string): Promise<Choice[]> {
    const { fundId, direction } = await this.find(id);
    if (direction === 'credit') {
      const open = await this.refunds(fundId);
      return open.map(({ id: refund, title, lead, outstandingCents, currency }) => ({
        value: `refund:${refund}`,
        text: `Refund of “${title}”, ${lead}, ${formatMoney(outstandingCents, currency)}`,
      }));
    }
    const moving = await this.database.query<PaymentRow[]>(onTheirWay, [fundId]);
    return moving.map(({ id: payment, title, number, payee, amountCents, currency }) => ({
      value: `settle:${payment}`,
      text: `Instalment ${number} of “${title}”, ${payee}, ${formatMoney(amountCents, currency)}`,
    }));
  }

  /** The open entries of a statement, in its order. @throws Missing */
  async proposed(statementId: string): Promise<BankEntry[]> {
    const [known] = await this.database.query<unknown[]>('select id from bank_statement where id = $1', [statementId]);
    if (!known) throw new Missing('statement');
    const where = { statementId, status: 'open' as const };
    return this.database.manager.find(BankEntry, { where, order: { number: 'ASC' }, take: atOnce });
  }
}
