import { Injectable } from '@nestjs/common';
import { hash, randomUUID } from 'node:crypto';
import { type Paid, Payments } from '../disbursements/payments.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { dateIn } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Cipher } from '../payees/cipher.service';
import { StepUp } from '../people/step-up.service';
import { PaymentFile } from './bank.entity';
import type { NewPaymentFile } from './banking.dto';
import { Orders } from './orders.service';
import { writeOrder } from './pain001';

/** Files that ask the bank to pay: sealed, each payment in one of them, the same bytes whenever they are asked for. */
@Injectable()
export class PaymentFiles {
  constructor(
    private readonly work: Work,
    private readonly stepUp: StepUp,
    private readonly payments: Payments,
    private readonly orders: Orders,
    private readonly cipher: Cipher,
  ) {}

  /** @throws Conflict where nothing waits for a file, or an account cannot be used now */
  async make(actor: Actor, fundId: string, { paymentIds, executeOn }: NewPaymentFile): Promise<{ id: string }> {
    this.stepUp.require(actor);
    const waiting = await this.payments.unfiled(fundId);
    return this.work.run(actor, async (tx) => {
      const fund = await fundOf(tx, fundId);
      const chosen = choose(waiting, paymentIds);
      const id = randomUUID();
      const messageId = `IF-${dateIn(tx.now, 'UTC').replaceAll('-', '')}-${id.replaceAll('-', '').slice(0, 12)}`;
      const { xml, ...numbers } = writeOrder(await this.orders.compose(tx, fundId, messageId, chosen, executeOn));
      const sha256 = hash('sha256', xml, 'buffer');
      const made = { id, fundId, messageId, ...numbers, sha256, madeBy: actor.id, madeAt: tx.now };
      await tx.insert(PaymentFile, { ...made, cipher: this.cipher.seal(xml, aboutOf(id)) });
      await this.file(tx, chosen, id);
      const told = { fileId: id, fund: fund.name, payments: numbers.payments };
      await publish(tx, 'payment_file.made', told, [`payment_file:${id}`, `fund:${fundId}`]);
      return { id };
    });
  }

  /** The bytes, the same each time; that they were read is written down for every account in them. */
  async download(actor: Actor, id: string): Promise<{ name: string; content: Buffer }> {
    this.stepUp.require(actor);
    // What is read must not become the kept answer of a command.
    return this.work.run({ ...actor, command: undefined }, async (tx) => {
      const row = await tx.findOne(PaymentFile, {
        where: { id },
        select: { id: true, messageId: true, fundId: true, sha256: true, cipher: true },
      });
      if (!row?.cipher) throw new Missing('payment file');
      const content = Buffer.from(this.open(row.cipher, id));
      if (!hash('sha256', content, 'buffer').equals(row.sha256)) throw altered();
      await this.orders.noteReading(tx, row);
      return { name: `${row.messageId}.xml`, content };
    });
  }

  private open(sealed: Buffer, id: string): string {
    try {
      return this.cipher.open(sealed, aboutOf(id));
    } catch {
      throw altered();
    }
  }

  /** Whoever makes another file at the same moment comes second here, and finds them taken. */
  private async file(tx: Tx, chosen: readonly Paid[], fileId: string): Promise<void> {
    try {
      await this.payments.file(
        tx,
        chosen.map(({ id }) => id),
        fileId,
      );
    } catch (error) {
      throw error instanceof Missing ? taken() : error;
    }
  }
}

const aboutOf = (id: string): string => `payment_file:${id}`;

const taken = (): Conflict =>
  new Conflict(
    'Some of these payments went into another file meanwhile, or the bank has answered. Load the page again.',
  );
const altered = (): Conflict =>
  new Conflict(
    'This file cannot be opened, or is not the one that was made. Do not pay with it; tell an administrator.',
  );

function choose(waiting: Paid[], ids: string[] | undefined): Paid[] {
  if (waiting.length === 0) throw new Conflict('No released payment waits for a file. Release one first.');
  if (ids === undefined) return waiting;
  if (ids.length === 0) throw new Invalid({ paymentIds: ['Choose at least one payment.'] });
  const chosen = waiting.filter(({ id }) => ids.includes(id));
  if (chosen.length !== ids.length) throw taken();
  return chosen;
}

async function fundOf(tx: Tx, id: string): Promise<{ name: string }> {
  const [fund] = (await tx.query('select name from fund where id = $1', [id])) as { name: string }[];
  if (!fund) throw new Missing('fund');
  return fund;
}
