import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Funds } from '../../src/fund/funds.service';
import type { Role } from '../../src/kernel/access';
import { Work } from '../../src/kernel/transaction';
import { Ledger, type PostingKind } from '../../src/ledger/ledger.service';
import * as postings from '../../src/ledger/postings';
import type { Organisation } from '../../src/people/organisation.entity';
import type { Person } from '../../src/people/person.entity';
import { createWorld, type World } from './world';

/**
 * A fund whose whole life is written down day by day: the money through the ledger itself, what stands around it as the owner of the
 * database, so that every figure can be worked out by hand.
 */
export class MoneyScene {
  readonly fund = { id: '', currency: 'USD' };
  energy = '';
  kresge!: Organisation;
  barr!: Organisation;
  finn!: Person;
  readonly ids: Record<string, string> = {};

  private constructor(
    readonly world: World,
    readonly owner: Client,
  ) {}

  static async open(): Promise<MoneyScene> {
    const world = await createWorld();
    const owner = new Client({ connectionString: world.databaseUrl });
    await owner.connect();
    await owner.query('set session_replication_role = replica');
    const scene = new MoneyScene(world, owner);
    scene.at('2026-01-10');
    scene.finn = await world.person({ role: 'finance', name: 'Finn Finance' });
    scene.kresge = await world.organisation('The Kresge Foundation', 'funder');
    scene.barr = await world.organisation('Barr Foundation', 'funder');
    scene.ids.oslo = (await world.organisation('Oslo', 'city', 'Europe/Oslo')).id;
    await scene.begin('Innovation Fund');
    return scene;
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.world.close();
  }

  at(day: string): void {
    this.world.clock.pin(new Date(`${day}T12:00:00Z`));
  }

  as(role: Role) {
    return this.world.person({ role }).then((person) => this.world.as(person));
  }

  async begin(name: string): Promise<void> {
    const input = { name, purpose: '', currency: 'USD', approvalsRequired: 2 };
    this.fund.id = (await this.world.get(Funds).open(this.world.actor(this.finn), input)).id;
    await this.owner.query(`update fund set began_on = '2026-01-10' where id = $1`, [this.fund.id]);
    this.energy = await this.insert('restriction', {
      fund_id: this.fund.id,
      name: 'Energy only',
      sectors: '{energy use}',
    });
  }

  /** As the owner, without the guards that are not the matter here. */
  async insert(table: string, row: Record<string, unknown>): Promise<string> {
    const id = randomUUID();
    const all = Object.entries({ id, ...row });
    await this.owner.query(
      `insert into ${table} (${all.map(([name]) => name).join(', ')}) values (${all.map((_, i) => `$${i + 1}`).join(', ')})`,
      all.map(([, value]) => value),
    );
    return id;
  }

  async post(kind: PostingKind, subject: string, lines: postings.Line[], occurrence = 1): Promise<number> {
    const { world } = this;
    return world
      .get(Work)
      .run(world.actor(this.finn), (tx) => world.get(Ledger).post(tx, { kind, subject, occurrence, lines }));
  }

  async gift(day: string, funder: Organisation, restriction: string | null, gross: number, fee = 0, pledge?: string) {
    this.at(day);
    const { id: fund_id, currency } = this.fund;
    const id = await this.insert('contribution', {
      ...{ fund_id, currency, funder_id: funder.id, restriction_id: restriction, gross_cents: gross, fee_cents: fee },
      ...{
        received_on: day,
        created_at: `${day}T12:00:00Z`,
        created_by: this.finn.id,
        posted_seq: 1,
        pledge_id: pledge ?? null,
      },
    });
    const lines = postings.received(this.fund, { contribution: id, restriction }, gross, fee, pledge !== undefined);
    await this.post('contribution.received', `contribution:${id}`, lines);
    return id;
  }

  purse = (...order: (string | null)[]): postings.Purse => ({
    ...{ fund: this.fund.id, currency: 'USD' },
    order: order.length > 0 ? order : [this.energy, null],
  });

  async round(day: string, name: string, cents: number): Promise<string> {
    this.at(day);
    const id = await this.insert('round', {
      ...{
        fund_id: this.fund.id,
        name,
        status: 'in_review',
        currency: 'USD',
        budget_cents: cents,
        sectors: '{energy use}',
        stages: '{test}',
      },
      ...{ deadline_local: '2026-03-10T17:00', deadline_zone: 'UTC', deadline_at: '2026-03-10T17:00:00Z' },
      ...{ created_at: `${day}T12:00:00Z`, created_by: this.finn.id },
    });
    await this.post('round.reserved', `round:${id}`, postings.reserved(this.purse(), id, cents));
    return id;
  }

  async award(day: string, round: string, title: string, cents: number): Promise<string> {
    this.at(day);
    const id = await this.insert('award', {
      ...{
        application_id: randomUUID(),
        round_id: round,
        fund_id: this.fund.id,
        lead_id: this.ids.oslo,
        title,
        sectors: '{energy use}',
      },
      ...{ amount_cents: cents, original_cents: cents, currency: 'USD', status: 'active', proposed_by: this.finn.id },
      ...{ proposed_at: `${day}T12:00:00Z`, accepted_at: `${day}T12:00:00Z` },
    });
    await this.post('award.approved', `award:${id}`, postings.offered(this.purse(), round, id, cents));
    return id;
  }

  async accept(day: string, award: string, cents: number): Promise<void> {
    this.at(day);
    await this.post('award.accepted', `award:${award}`, postings.committed(this.purse(), award, cents));
  }

  async instalment(award: string, number: number, cents: number, due_on: string, status: string): Promise<string> {
    return this.insert('instalment', {
      ...{ award_id: award, lead_id: this.ids.oslo, number, amount_cents: cents, currency: 'USD', due_on, status },
      ...{ planned_by: this.finn.id, planned_at: '2026-04-02T12:00:00Z' },
    });
  }

  async pay(day: string, award: string, instalment: string, cents: number, settledOn?: string): Promise<string> {
    this.at(day);
    await this.post('instalment.approved', `instalment:${instalment}`, postings.approved(this.purse(), award, cents));
    const id = await this.insert('payment', {
      ...{
        instalment_id: instalment,
        attempt: 1,
        amount_cents: cents,
        currency: 'USD',
        pay_cents: cents,
        pay_currency: 'USD',
      },
      ...{ status: settledOn ? 'settled' : 'in_transit', end_to_end: randomUUID(), released_by: this.finn.id },
      ...{ released_at: `${day}T12:00:00Z`, settled_on: settledOn ?? null },
    });
    await this.post('payment.released', `payment:${id}`, postings.released(this.purse(), award, cents));
    if (settledOn) {
      this.at(settledOn);
      await this.post('payment.settled', `payment:${id}`, postings.settled(this.purse(), award, cents));
    }
    return id;
  }

  async pledge(day: string, cents: number, parts: [string, number][], received = 0): Promise<string> {
    this.at(day);
    const id = await this.insert('pledge', {
      ...{
        fund_id: this.fund.id,
        funder_id: this.kresge.id,
        amount_cents: cents,
        received_cents: received,
        currency: 'USD',
      },
      ...{ signed_on: day, created_at: `${day}T12:00:00Z`, created_by: this.finn.id },
    });
    for (const [index, [due, part]] of parts.entries())
      await this.owner.query(
        'insert into pledge_part (pledge_id, number, due_on, amount_cents) values ($1, $2, $3, $4)',
        [...[id, index + 1, due, part]],
      );
    await this.post('pledge.signed', `pledge:${id}`, postings.pledged(this.fund, null, cents));
    return id;
  }

  /** January to the middle of June 2026; the figures that come of it stand in the test. */
  async play(): Promise<void> {
    const { ids } = this;
    ids.first = await this.gift('2026-01-15', this.kresge, null, 1_000_000, 1_000);
    ids.second = await this.gift('2026-02-10', this.barr, this.energy, 500_000);
    ids.round = await this.round('2026-03-05', 'Spring round', 700_000);
    ids.heat = await this.award('2026-03-20', ids.round, '=Heat; from "sewage": (phase 2)', 400_000);
    ids.wind = await this.award('2026-03-20', ids.round, 'Wind', 250_000);
    await this.accept('2026-04-02', ids.heat, 400_000);
    const settled = await this.instalment(ids.heat, 1, 150_000, '2026-05-01', 'settled');
    await this.pay('2026-05-04', ids.heat, settled, 150_000, '2026-05-06');
    ids.pledge = await this.pledge(
      '2026-05-15',
      300_000,
      [
        ['2026-06-01', 100_000],
        ['2026-09-15', 200_000],
      ],
      40_000,
    );
    ids.sun = await this.award('2026-06-01', ids.round, 'Sun', 50_000);
    await this.accept('2026-06-02', ids.sun, 50_000);
    const onItsWay = await this.instalment(ids.heat, 2, 100_000, '2026-06-05', 'released');
    ids.payment = await this.pay('2026-06-05', ids.heat, onItsWay, 100_000);
    await this.instalment(ids.heat, 3, 150_000, '2026-08-20', 'planned');
    ids.third = await this.gift('2026-06-08', this.kresge, null, 40_000, 0, ids.pledge);
    this.at('2026-06-10');
    const cost = await this.insert('instruction', {
      ...{
        fund_id: this.fund.id,
        kind: 'overhead',
        amount_cents: 9_000,
        currency: 'USD',
        expense: 'admin_expense',
        reason: 'Audit',
      },
      ...{ status: 'carried_out', proposed_by: this.finn.id, proposed_at: '2026-06-10T12:00:00Z' },
    });
    const lines = postings.spentOnRunning(this.purse(null), 'admin_expense', 9_000);
    await this.post('overhead.paid', `instruction:${cost}`, lines);
    this.at('2026-06-12');
    ids.refund = await this.insert('refund', {
      ...{ award_id: ids.heat, amount_cents: 10_000, currency: 'USD', reason: 'Unspent', due_on: '2026-06-10' },
      ...{ demanded_by: this.finn.id, demanded_at: '2026-06-12T12:00:00Z' },
    });
    await this.post('refund.demanded', `refund:${ids.refund}`, postings.refundDemanded(this.purse(), ids.heat, 10_000));
    this.at('2026-06-15');
  }
}
