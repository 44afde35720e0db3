import { Injectable } from '@nestjs/common';
import { hash } from 'node:crypto';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { dateIn, formatDate, furthestDay } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Payees } from '../payees/payees.service';
import { BankStatement } from './bank.entity';
import type { Statement } from './camt053';
import { StatementReader } from './statement-reader.service';
import { Unfit } from './xml';

/** What the bank says happened: read as a whole or not at all, each movement once. */
@Injectable()
export class Statements {
  constructor(
    private readonly work: Work,
    private readonly funds: Funds,
    private readonly payees: Payees,
    private readonly reader: StatementReader,
  ) {}

  /** The same file again is the same statement. @throws Invalid on `fileId` with a sentence for what is not believed */
  async read(actor: Actor, fundId: string, content: Buffer): Promise<{ id: string }> {
    const fund = await this.funds.find(fundId);
    const statement = await this.parsed(content, fund.currency);
    const sha256 = hash('sha256', content, 'buffer');
    return this.work.run(actor, async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`bank:${fundId}`]);
      const same = await tx.findOneBy(BankStatement, { fundId, sha256 });
      if (same) return { id: same.id };
      await this.ownAccount(tx, fundId, statement.account);
      await isNew(tx, fundId, statement);
      const { id } = await keep(tx, fundId, statement, sha256);
      const told = { statementId: id, fund: fund.name, entries: statement.lines.length };
      await publish(tx, 'bank_statement.read', told, [`bank_statement:${id}`, `fund:${fundId}`]);
      return { id };
    });
  }

  private async parsed(content: Buffer, currency: string): Promise<Statement> {
    try {
      return await this.reader.read(content, currency);
    } catch (error) {
      throw error instanceof Unfit ? unfit(error.message) : error;
    }
  }

  /** Only four characters of either are looked at: nobody needs to open the number for this. */
  private async ownAccount(tx: Tx, fundId: string, number: string): Promise<void> {
    const { account } = await this.payees.state(fundId, tx);
    if (!account)
      throw new Conflict('The fund has no confirmed account of its own yet. Enter it under “Payees” first.');
    const lastFour = lastOf(number);
    if (lastFour.toUpperCase() === account.lastFour.toUpperCase()) return;
    throw unfit(
      `This is the statement of an account that ends in ${lastFour}; the fund’s ends in ${account.lastFour}.`,
    );
  }
}

const lastOf = (number: string): string => number.replaceAll(/\s/g, '').slice(-4);

const unfit = (sentence: string): Invalid => new Invalid({ fileId: [sentence] });

async function isNew(tx: Tx, fundId: string, { id: statementId, toOn, lines }: Statement): Promise<void> {
  if (toOn > furthestDay(tx.now)) {
    throw unfit(`The statement ends on ${formatDate(toOn)}, which is still to come. Ask the bank.`);
  }
  const earlier = await tx.findOneBy(BankStatement, { fundId, statementId });
  if (earlier) {
    throw unfit(
      `The statement ${statementId} was read on ${formatDate(dateIn(earlier.readAt, 'UTC'))} already, with other content. Ask the bank.`,
    );
  }
  const [known] = (await tx.query(
    `select e.bank_reference as reference, s.statement_id as statement from bank_entry e join bank_statement s on s.id = e.statement_id
      where e.fund_id = $1 and e.bank_reference = any($2) order by e.number limit 1`,
    [fundId, lines.map(({ bankReference }) => bankReference)],
  )) as { reference: string; statement: string }[];
  if (known)
    throw unfit(
      `The entry ${known.reference} was read already, in the statement ${known.statement}. Nothing was read.`,
    );
}

async function keep(tx: Tx, fundId: string, statement: Statement, sha256: Buffer): Promise<BankStatement> {
  const { id: statementId, account, currency, fromOn, toOn, openingCents, closingCents, lines } = statement;
  const row = await tx.save(
    tx.create(BankStatement, {
      ...{ fundId, statementId, accountLastFour: lastOf(account), fromOn, toOn, openingCents, closingCents, currency },
      ...{ entries: lines.length, sha256, readBy: tx.actor.id, readAt: tx.now },
    }),
  );
  for (let from = 0; from < lines.length; from += atOnce) {
    await tx.query(keepLines, [row.id, fundId, JSON.stringify(lines.slice(from, from + atOnce))]);
  }
  return row;
}

/** So many lines at once, as JSON: built into a statement of SQL one by one, thousands would keep everybody else waiting. */
const atOnce = 1000;

const keepLines = `
  insert into bank_entry (statement_id, fund_id, number, direction, amount_cents, booked_on, bank_reference, end_to_end, counterparty, note)
  select $1::uuid, $2::uuid, number, direction, "amountCents", "bookedOn", "bankReference", "endToEnd", counterparty, note
    from json_to_recordset($3::json) as line (number int, direction text, "amountCents" bigint, "bookedOn" date, "bankReference" text,
      "endToEnd" text, counterparty text, note text)`;
