import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Forbidden, Missing } from '../kernel/errors';
import { publish, type Subject } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { StepUp } from '../people/step-up.service';
import { Deadlines } from '../reminders/deadlines.service';
import { asBanksWriteIt, type TypedDetails } from './account-number.rules';
import { Cipher } from './cipher.service';
import { facts, unconfirmed } from './details-deadline';
import { Holders } from './holders.service';
import { BankAccount, BankReading } from './payee.entity';
import {
  heldReason,
  type Holder,
  mayEnter,
  mayRead,
  type PayeeAccount,
  payeeLifecycle,
  type PayeeState,
} from './payee.rules';
import type { NewDetails } from './payees.dto';

export type { PayeeAccount, PayeeState } from './payee.rules';

const DAY = 86_400_000;

/** Where money goes: bank details entered by one person, confirmed by another, and held back for some days when they change. */
@Injectable()
export class Payees {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly holders: Holders,
    private readonly cipher: Cipher,
    private readonly clock: Clock,
    private readonly stepUp: StepUp,
    private readonly deadlines: Deadlines,
  ) {}

  /** @param holderId an organisation, or the fund itself */
  async state(holderId: string, within: EntityManager = this.database.manager): Promise<PayeeState> {
    const live = await within.findBy(BankAccount, { holderId, status: In(['entered', 'confirmed']) });
    const account = live.find(({ status }) => status === 'confirmed') ?? null;
    const waiting = live.find(({ status }) => status === 'entered') ?? null;
    return { account, waiting, held: heldReason(account, waiting !== null, this.clock.now()) };
  }

  /** What waited before is superseded; what is confirmed stays until somebody else confirms these. @throws Invalid, Forbidden, Missing */
  enter(actor: Actor, holderId: string, input: NewDetails): Promise<PayeeAccount> {
    return this.work.run(actor, async (tx) => {
      const holder = await this.holders.claim(tx, holderId);
      if (!mayEnter(actor, holder))
        throw new Forbidden('Bank details are entered by the signatory of the city, or by finance.');
      const { account: former, waiting } = await this.state(holderId, tx);
      const details = asBanksWriteIt(input, former !== null);
      if (waiting) {
        payeeLifecycle.apply(waiting, 'supersede', { actor, now: tx.now });
        await tx.save(BankAccount, Object.assign(waiting, { rejectReason: 'Superseded by details entered later.' }));
      }
      const entered = await this.keep(tx, holder, details, former !== null);
      const about = { change: former !== null, holdUntil: entered.holdUntil.toISOString() };
      const formerContactId = former?.enteredBy ?? null;
      await publish(
        tx,
        'bank_details.entered',
        { ...facts(entered, holder), ...about, formerContactId },
        subjects(entered),
      );
      await this.deadlines.expect(tx, unconfirmed(entered, holder));
      if (waiting) await this.deadlines.callOff(tx, `bank_account:${waiting.id}`);
      return entered;
    });
  }

  /** @param how it was made sure that they are right @throws Conflict for whoever entered them */
  confirm(actor: Actor, id: string, how: string, holderId?: string): Promise<PayeeAccount> {
    return this.work.run(actor, async (tx) => {
      const { account, holder } = await this.claim(tx, id, holderId);
      payeeLifecycle.apply(account, 'confirm', { actor, now: tx.now });
      const { account: former } = await this.state(holder.id, tx);
      if (former) {
        payeeLifecycle.apply(former, 'replace', { actor, now: tx.now });
        await tx.save(BankAccount, former);
      }
      const made = { confirmedBy: actor.id, confirmedAt: tx.now, confirmedHow: how };
      await tx.save(BankAccount, Object.assign(account, made));
      await publish(tx, 'bank_details.confirmed', facts(account, holder), subjects(account));
      await this.deadlines.met(tx, 'details_unconfirmed', `bank_account:${id}`);
      return account;
    });
  }

  reject(actor: Actor, id: string, reason: string, holderId?: string): Promise<PayeeAccount> {
    return this.work.run(actor, async (tx) => {
      const { account, holder } = await this.claim(tx, id, holderId);
      payeeLifecycle.apply(account, 'reject', { actor, now: tx.now });
      await tx.save(BankAccount, Object.assign(account, { rejectReason: reason }));
      await publish(tx, 'bank_details.rejected', { ...facts(account, holder), reason }, subjects(account));
      await this.deadlines.callOff(tx, `bank_account:${id}`);
      return account;
    });
  }

  /** Shows the full number to whoever may see it and has proved that it is they; each time is written down. @throws Forbidden, Missing, StepUpNeeded */
  async read(actor: Actor, holderId: string, id: string, why: string): Promise<string> {
    await this.mayRead(actor, holderId, id);
    // Without its key: an answer that is kept for repetition would keep the number.
    return this.work.run({ ...actor, command: undefined }, (tx) => this.numberOf(tx, id, why));
  }

  /** @throws Forbidden, Missing, StepUpNeeded */
  async mayRead(actor: Actor, holderId: string, id: string): Promise<PayeeAccount> {
    const holder = await this.holders.find(actor, holderId);
    const account = await this.database.manager.findOneBy(BankAccount, { id, holderId });
    if (!account) throw new Missing('bank account');
    if (!mayRead(actor, holder)) throw new Forbidden('The full number is for finance and for the city’s signatory.');
    this.stepUp.require(actor);
    return account;
  }

  /**
   * Opens the number and writes down who read it, when and why. Joins a transaction: what it returns must not become the answer of a
   * command, which is kept.
   */
  async numberOf(tx: Tx, accountId: string, why: string): Promise<string> {
    const found = await tx.findOne(BankAccount, {
      where: { id: accountId },
      select: { id: true, holderKind: true, holderId: true, cipher: true },
    });
    if (!found?.cipher) throw new Missing('bank account');
    await tx.insert(BankReading, { bankAccountId: accountId, personId: tx.actor.id, at: tx.now, why });
    return this.cipher.open(found.cipher, rowOf(found));
  }

  /** Locks everything about its holder. @throws Missing, also where it is not the actor's to see */
  private async claim(tx: Tx, id: string, holderId?: string): Promise<{ account: PayeeAccount; holder: Holder }> {
    const known = await tx.findOneBy(BankAccount, { id, ...(holderId && { holderId }) });
    if (!known) throw new Missing('bank account');
    const holder = await this.holders.claim(tx, known.holderId);
    return { account: await tx.findOneByOrFail(BankAccount, { id }), holder };
  }

  private async keep(tx: Tx, holder: Holder, typed: TypedDetails, change: boolean): Promise<PayeeAccount> {
    const { accountNumber, ...details } = typed;
    const row = { id: randomUUID(), holderKind: holder.kind, holderId: holder.id };
    const days = change ? await this.holders.holdDays(tx, holder) : 0;
    const made = { enteredBy: tx.actor.id, enteredAt: tx.now, holdUntil: new Date(tx.now.getTime() + days * DAY) };
    const open = { confirmedBy: null, confirmedAt: null, confirmedHow: '', rejectReason: '', version: 1 };
    const account = { ...details, ...row, ...made, ...open, lastFour: accountNumber.slice(-4) };
    await tx.insert(BankAccount, {
      ...account,
      status: 'entered',
      cipher: this.cipher.seal(accountNumber, rowOf(row)),
    });
    return tx.findOneByOrFail(BankAccount, { id: row.id });
  }
}

/** What a sealed number is bound to: it opens in its own row, for its own holder. */
const rowOf = ({ id, holderKind, holderId }: Pick<BankAccount, 'id' | 'holderKind' | 'holderId'>): string =>
  `bank_account:${id}:${holderKind}:${holderId}`;

const subjects = ({ id, holderId }: PayeeAccount): [Subject, Subject] => [`bank_account:${id}`, `payee:${holderId}`];
