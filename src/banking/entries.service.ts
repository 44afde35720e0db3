import { Injectable } from '@nestjs/common';
import { Refunds } from '../amendments/refunds.service';
import { Payments } from '../disbursements/payments.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { publish, type Subject } from '../kernel/outbox';
import { refusalOf } from '../kernel/refusals';
import { type Tx, Work } from '../kernel/transaction';
import { entryLifecycle } from './bank-entry.rules';
import { judge, propose, type Proposal } from './bank-match.rules';
import { BankEntry } from './bank.entity';
import type { Outcome } from './bank-view.dto';
import { Matches } from './matches.service';

/** What people say of the movements on the account: each moves the money and is confirmed at once, or stays as it was. */
@Injectable()
export class Entries {
  constructor(
    private readonly work: Work,
    private readonly matches: Matches,
    private readonly payments: Payments,
    private readonly refunds: Refunds,
  ) {}

  /** @param match what it is; what is proposed unless given @throws Conflict where that does not fit */
  async confirm(
    actor: Actor,
    id: string,
    match?: string,
  ): Promise<{ id: string; statementId: string; sentence: string }> {
    const { fundId } = await this.matches.find(id);
    const refunds = await this.matches.refunds(fundId);
    return this.work.run(actor, async (tx) => {
      const entry = await claim(tx, id);
      entryLifecycle.apply(entry, 'confirm', { actor, now: tx.now });
      const known = { payments: await this.matches.payments(tx, [entry], match), refunds };
      const currency = await this.matches.currency(tx, fundId);
      const found = match === undefined ? propose(entry, known, currency) : judge(entry, match, known, currency);
      if (found.match === null) throw new Conflict(found.sentence);
      await this.decide(tx, entry, { ...linkOf(found.match), reason: '' });
      await publish(tx, 'bank_entry.confirmed', factsOf(entry), subjectsOf(entry));
      await this.move(tx, entry, found.match);
      return { id, statementId: entry.statementId, sentence: found.sentence };
    });
  }

  /** Each by itself: what cannot be confirmed is named and stays, the others are confirmed. */
  async confirmAll(actor: Actor, statementId: string, seen?: readonly string[]): Promise<Outcome[]> {
    const wanted = seen?.map((one) => one.split('=') as [string, string]);
    const open = await this.matches.proposed(statementId);
    const chosen = wanted ? open.filter(({ id }) => wanted.some(([entry]) => entry === id)) : open;
    const outcomes: Outcome[] = [];
    for (const { id, number } of chosen) {
      const expected = wanted?.find(([entry]) => entry === id)?.[1];
      outcomes.push({ entryId: id, number, ...(await this.tried(actor, id, expected)) });
    }
    // Asked again under the same key there is nothing left to confirm: the first answer is the one that counts.
    return this.work.run(actor, () => Promise.resolve(outcomes));
  }

  private async tried(
    actor: Actor,
    id: string,
    expected: string | undefined,
  ): Promise<Pick<Outcome, 'confirmed' | 'sentence'>> {
    try {
      const proposal = await this.matches.proposal(id);
      if (expected === undefined && proposal.match === null) return { confirmed: false, sentence: proposal.sentence };
      if (expected !== undefined && proposal.match !== expected)
        return { confirmed: false, sentence: changed(proposal) };
      const { sentence } = await this.confirm({ ...actor, command: undefined }, id, expected);
      return { confirmed: true, sentence };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      return { confirmed: false, sentence: refusal.message };
    }
  }

  async setAside(actor: Actor, id: string, reason: string): Promise<BankEntry> {
    return this.work.run(actor, async (tx) => {
      const entry = await claim(tx, id);
      entryLifecycle.apply(entry, 'set-aside', { actor, now: tx.now });
      await this.decide(tx, entry, { reason });
      await publish(tx, 'bank_entry.set_aside', { ...factsOf(entry), reason }, subjectsOf(entry));
      return entry;
    });
  }

  async takeUp(actor: Actor, id: string): Promise<BankEntry> {
    return this.work.run(actor, async (tx) => {
      const entry = await claim(tx, id);
      entryLifecycle.apply(entry, 'take-up', { actor, now: tx.now });
      await this.decide(tx, entry, { reason: '' });
      await publish(tx, 'bank_entry.taken_up', factsOf(entry), subjectsOf(entry));
      return entry;
    });
  }

  private async decide(tx: Tx, entry: BankEntry, changes: Partial<BankEntry>): Promise<void> {
    const open = entry.status === 'open';
    const decided = { decidedBy: open ? null : tx.actor.id, decidedAt: open ? null : tx.now };
    Object.assign(entry, changes, decided, { version: entry.version + 1 });
    await tx.save(entry);
  }

  /** The last step: it locks the ledger. */
  private async move(tx: Tx, entry: BankEntry, match: string): Promise<void> {
    const [kind, id = ''] = match.split(':');
    const { amountCents, bookedOn, bankReference, note } = entry;
    try {
      if (kind === 'settle') {
        await this.payments.settle(tx, id, { settledOn: bookedOn, bankReference, chargedCents: amountCents });
      } else if (kind === 'return') {
        const reason = note || 'The bank sent it back and did not say why.';
        await this.payments.giveBack(tx, id, { returnedOn: bookedOn, reason });
      } else {
        await this.refunds.receive(tx, id, { amountCents, receivedOn: bookedOn, reference: bankReference });
      }
    } catch (error) {
      // There are no fields for it here: the bank has filled them in.
      throw error instanceof Invalid ? new Conflict(Object.values(error.fields).flat()[0] ?? error.message) : error;
    }
  }
}

const changed = ({ sentence }: Proposal): string => `It is proposed differently by now: ${sentence}`;

function linkOf(match: string): Partial<BankEntry> {
  const [kind, id = ''] = match.split(':');
  return kind === 'refund' ? { refundId: id } : { paymentId: id };
}

async function claim(tx: Tx, id: string): Promise<BankEntry> {
  const entry = await tx.findOne(BankEntry, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!entry) throw new Missing('entry of the bank');
  return entry;
}

const factsOf = ({ id, statementId, bankReference }: BankEntry) => ({
  entryId: id,
  statementId,
  reference: bankReference,
});

const subjectsOf = ({ id, statementId }: BankEntry): [Subject, Subject] => [
  `bank_entry:${id}`,
  `bank_statement:${statementId}`,
];
