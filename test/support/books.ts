import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../../src/kernel/access';
import { Clock } from '../../src/kernel/clock';
import { readConfig } from '../../src/kernel/config';
import { connection } from '../../src/kernel/database';
import { Queries } from '../../src/kernel/queries';
import { Work } from '../../src/kernel/transaction';
import { Ledger, type Posting } from '../../src/ledger/ledger.service';
import { type Purse, received, reserved } from '../../src/ledger/postings';
import { bankKey } from './keys';
import { createDatabase } from './postgres';

const plain = { SMTP_URL: 'smtp://127.0.0.1:1', NODE_ENV: 'test', BANK_KEY: bankKey };

interface Given {
  restriction: string | null;
  cents: number;
  feeCents: number;
  seq: number;
}

interface Account {
  book: string;
  kind: string;
  restriction: string | null;
  contribution: string | null;
  round: string | null;
  award: string | null;
  cents: number;
}

/** What money of a fund besides grants is moved by: proposed by Finn, approved by Anna and Bo. */
export interface Instruction {
  kind: 'restriction_move' | 'donor_refund' | 'pledge_write_off' | 'overhead';
  cents: number;
  contribution?: string;
  restriction?: string | null;
  to?: string | null;
  status?: 'proposed' | 'carried_out';
}

/** The ledger on a database of its own, without the application around it: `owner` may do anything, `ledger` what the application may. */
export class Books {
  readonly actor: Actor;
  readonly work: Work;
  readonly ledger: Ledger;
  readonly fund: string = randomUUID();
  readonly round: string = randomUUID();
  readonly funder: string = randomUUID();
  /** Anna and Bo, who never propose anything. */
  readonly others: [string, string] = [randomUUID(), randomUUID()];

  private constructor(
    readonly owner: Client,
    readonly database: DataSource,
    private readonly end: () => Promise<void>,
  ) {
    const id = randomUUID();
    this.actor = {
      id,
      name: 'Finn',
      role: 'finance',
      cityRight: null,
      organisationId: null,
      organisation: null,
      timeZone: 'UTC',
    };
    this.work = new Work(database, new Clock());
    this.ledger = new Ledger(new Queries(database));
  }

  static async open(): Promise<Books> {
    const { url, drop } = await createDatabase();
    const owner = new Client({ connectionString: url });
    await owner.connect();
    const settings = connection(readConfig({ ...plain, DATABASE_URL: url }));
    const database = await new DataSource(settings).initialize();
    const books = new Books(owner, database, async () => {
      await Promise.all([owner.end(), database.destroy()]);
      await drop();
    });
    await books.addFund('USD', books.fund);
    await books.addPeople();
    return books;
  }

  private async addPeople(): Promise<void> {
    const [anna, bo] = this.others;
    await this.owner.query(`
      insert into organisation (id, kind, name) values ('${this.funder}', 'funder', 'A Foundation');
      insert into person (id, name, email, role) values ('${this.actor.id}', 'Finn', 'finn@example.org', 'finance'),
        ('${anna}', 'Anna', 'anna@example.org', 'program'), ('${bo}', 'Bo', 'bo@example.org', 'program')`);
  }

  close(): Promise<void> {
    return this.end();
  }

  async addFund(currency = 'USD', id: string = randomUUID()): Promise<string> {
    await this.owner.query('insert into fund (id, name, currency) values ($1::uuid, $1::uuid::text, $2)', [
      id,
      currency,
    ]);
    return id;
  }

  async addRestriction(sector = 'energy use', fund = this.fund): Promise<string> {
    const id = randomUUID();
    await this.owner.query(
      'insert into restriction (id, fund_id, name, sectors) values ($1::uuid, $2, $1::uuid::text, array[$3])',
      [id, fund, sector],
    );
    return id;
  }

  purse(...order: (string | null)[]): Purse {
    return { fund: this.fund, currency: 'USD', order: order.length > 0 ? order : [null] };
  }

  /** Posts as the application does. @returns the number of the transaction */
  post(posting: Posting, refuse?: (held: number) => Error): Promise<number> {
    return this.work.run(this.actor, (tx) => this.ledger.post(tx, posting, refuse));
  }

  reverse(subject: string, seq: number, occurrence = 1): Promise<number> {
    return this.work.run(this.actor, (tx) => this.ledger.reverse(tx, subject, seq, occurrence));
  }

  async receive(
    grossCents: number,
    feeCents = 0,
    restriction: string | null = null,
  ): Promise<{ subject: string; seq: number }> {
    const subject = `contribution:${randomUUID()}`;
    const lines = received({ id: this.fund, currency: 'USD' }, { restriction }, grossCents, feeCents);
    return { subject, seq: await this.post({ kind: 'contribution.received', subject, lines }) };
  }

  /** Money in a pot of its own. @returns the contribution */
  async give(cents: number, restriction: string | null = null, feeCents = 0): Promise<string> {
    const id = randomUUID();
    const lines = received({ id: this.fund, currency: 'USD' }, { contribution: id, restriction }, cents, feeCents);
    await this.work.run(this.actor, async (tx) => {
      const subject = `contribution:${id}`;
      const seq = await this.ledger.post(tx, { kind: 'contribution.received', subject, lines });
      await this.record(tx, id, { restriction, cents, feeCents, seq });
    });
    return id;
  }

  /** The row that an account of a contribution needs. */
  async record(within: EntityManager, id: string, given: Given): Promise<void> {
    await within.query(
      `insert into contribution (id, fund_id, funder_id, restriction_id, gross_cents, fee_cents, currency, received_on,
         posted_seq, created_at, created_by) values ($1, $2, $3, $4, $5, $6, 'USD', '2026-01-15', $7, now(), $8)`,
      [id, this.fund, this.funder, given.restriction, given.cents, given.feeCents, given.seq, this.actor.id],
    );
  }

  /** @returns the instruction */
  async instruct({ kind, cents, contribution, restriction, to, status = 'carried_out' }: Instruction): Promise<string> {
    const [id, pledge] = [randomUUID(), kind === 'pledge_write_off' ? await this.pledge(cents) : null];
    await this.owner.query(
      `insert into instruction (id, fund_id, kind, amount_cents, currency, contribution_id, restriction_id, to_restriction_id, pledge_id,
         expense, reason, proposed_by, proposed_at) values ($1, $2, $3, $4, 'USD', $5, $6, $7, $8, 'admin_expense', 'A letter', $9, now())`,
      [id, this.fund, kind, cents, contribution ?? null, restriction ?? null, to ?? null, pledge, this.actor.id],
    );
    if (status === 'proposed') return id;
    await this.owner.query(
      `insert into approval (subject_kind, subject_id, approver_id, at) select 'instruction', $1, unnest($2::uuid[]), now()`,
      [id, this.others],
    );
    await this.owner.query(`update instruction set status = 'carried_out' where id = $1`, [id]);
    return id;
  }

  private async pledge(cents: number): Promise<string> {
    const id = randomUUID();
    await this.owner.query(`
      insert into pledge (id, fund_id, funder_id, amount_cents, currency, signed_on, created_at, created_by)
        values ('${id}', '${this.fund}', '${this.funder}', ${cents}, 'USD', '2026-01-15', now(), '${this.actor.id}');
      insert into pledge_part (pledge_id, number, due_on, amount_cents) values ('${id}', 1, '2026-06-30', ${cents})`);
    return id;
  }

  reserve(cents: number, purse = this.purse(), round = this.round): Promise<number> {
    return this.post({ kind: 'round.reserved', subject: `round:${round}`, lines: reserved(purse, round, cents) });
  }

  /** All balances of the fund by book and kind, without what is nothing: `{ 'budget available': 100 }`. */
  async balances(where = 'true'): Promise<Record<string, number>> {
    const { rows } = await this.owner.query<{ name: string; cents: string }>(
      `select book || ' ' || kind as name, sum(balance) as cents from ledger.account
        where fund_id = $1 and ${where} group by 1 having sum(balance) <> 0 order by 1`,
      [this.fund],
    );
    return Object.fromEntries(rows.map(({ name, cents }) => [name, Number(cents)]));
  }

  /** Everything that is not nothing, account by account. */
  async accounts(): Promise<Account[]> {
    const { rows } = await this.owner.query<Account>({
      name: 'accounts',
      text: `select book, kind, restriction_id as restriction, contribution_id as contribution, round_id as round, award_id as award,
               balance::float8 as cents from ledger.account where fund_id = $1 and balance <> 0`,
      values: [this.fund],
    });
    return rows;
  }

  /** The budget's stages by restriction, as its accounts have them. */
  budget(): Promise<unknown[]> {
    return this.sums('ledger.account', 'balance', `and book = 'budget'`);
  }

  /** The same, summed from what is kept of each day. */
  days(): Promise<unknown[]> {
    return this.sums('ledger.day', 'cents');
  }

  private async sums(table: string, what: string, also = ''): Promise<unknown[]> {
    const { rows } = await this.owner.query(
      `select kind, restriction_id, sum(${what}) as cents from ${table} where fund_id = $1 ${also}
        group by 1, 2 having sum(${what}) <> 0 order by 1, 2`,
      [this.fund],
    );
    return rows;
  }

  async faults(): Promise<string[]> {
    const { rows } = await this.owner.query<{ fault: string }>('select fault from ledger.verify()');
    return rows.map(({ fault }) => fault);
  }

  /** Does it as the owner or as the application, in a transaction that is taken back. @returns the code or constraint that refused it, or 'done' */
  async attempt(as: 'owner' | 'app', attack: string, before = ''): Promise<string> {
    await this.owner.query(`begin; ${before}`);
    try {
      if (as === 'app') await this.owner.query('set local role innovation_fund_app');
      await this.owner.query(attack);
      await this.owner.query('set constraints all immediate');
      return 'done';
    } catch (error) {
      const { code, constraint } = error as { code: string; constraint?: string };
      return constraint ?? code;
    } finally {
      await this.owner.query('rollback');
    }
  }

  /** The SQL that posts this, for attempts. */
  posting(entry: Record<string, unknown>): string {
    const whole = {
      subject: 'attack:1',
      occurrence: 1,
      key: 'attack',
      actor: this.actor.id,
      at: '2026-01-01T00:00:00Z',
      ...entry,
    };
    return `select ledger.post('${JSON.stringify(whole)}')`;
  }
}
