import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { Budgets } from '../fund/budgets.service';
import { Funds } from '../fund/funds.service';
import { type Actor, staff } from '../kernel/access';
import { Conflict, Forbidden, Invalid, Missing } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { instantOf } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Deadlines } from '../reminders/deadlines.service';
import { Round } from './round.entity';
import { RoundPostponements } from './round-postponements.service';
import { roundLifecycle, seesDrafts } from './round.rules';
import type { RoundInput } from './rounds.dto';

export type { Round } from './round.entity';

/** Where no contributions are named, its budget is drawn from all that fit. */
export type RoundTerms = Omit<RoundInput, 'contributionIds'> & Partial<RoundInput>;

/** Rounds: planned, opened with their budget, closed, reviewed, decided, archived. */
@Injectable()
export class Rounds {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly funds: Funds,
    private readonly budgets: Budgets,
    private readonly deadlines: Deadlines,
    private readonly postponements: RoundPostponements,
  ) {}

  /** @throws Missing, also for a draft that is not the reader's to see */
  async find(actor: Actor | null, id: string, within: EntityManager = this.database.manager): Promise<Round> {
    const round = await within.findOneBy(Round, { id, ...(seesDrafts(actor) ? {} : { status: Not('draft') }) });
    if (!round) throw new Missing('round');
    return round;
  }

  /** Newest first; there are few, so the list has no pages. */
  async list(actor: Actor | null): Promise<Round[]> {
    const where = seesDrafts(actor) ? {} : { status: Not('draft' as const) };
    return this.database.manager.find(Round, { where, order: { seq: 'DESC' }, take: 200 });
  }

  async plan(actor: Actor, { contributionIds = [], ...terms }: RoundTerms, note = ''): Promise<Round> {
    const input = { ...terms, contributionIds };
    check(input);
    return this.work.run(actor, async (tx) => {
      const { currency } = await this.funds.find(input.fundId, tx);
      await this.budgets.check(input.fundId, input.contributionIds, tx);
      const round = tx.create(Round, {
        ...fields(input),
        currency,
        note,
        status: 'draft',
        reservations: 0,
        returns: 0,
        version: 1,
        createdAt: tx.now,
        createdBy: actor.id,
      });
      return tx.save(round);
    });
  }

  /** Changes a draft. @throws Conflict once it is open, or when somebody else saved `version` before */
  async change(actor: Actor, id: string, input: RoundInput, version: number): Promise<Round> {
    check(input);
    return this.work.run(actor, async (tx) => {
      const round = await this.claim(tx, id);
      if (round.status !== 'draft') throw new Conflict('This round is open: its terms stay as cities have read them.');
      if (round.version !== version)
        throw new Conflict('Somebody else changed this round meanwhile. Look at it again first.');
      if (round.fundId !== input.fundId) throw new Invalid({ fundId: ['A round stays with its fund.'] });
      await this.budgets.check(input.fundId, input.contributionIds, tx);
      return tx.save(Object.assign(round, fields(input), { version: version + 1 }));
    });
  }

  /** Moves the deadline of an open round to a later time. */
  async postpone(actor: Actor, id: string, deadline: { local: string; zone: string }): Promise<Round> {
    return this.work.run(actor, async (tx) => {
      const round = await this.claim(tx, id);
      const at = instantOf(deadline.local, deadline.zone);
      if (round.status !== 'open') throw new Conflict('Only the deadline of an open round can be moved.');
      if (at <= round.deadlineAt)
        throw new Invalid({ deadlineLocal: ['A deadline that cities count on only moves to a later time.'] });
      Object.assign(round, { deadlineLocal: deadline.local, deadlineZone: deadline.zone, deadlineAt: at });
      await publish(tx, 'round.postponed', facts(round), [`round:${id}`]);
      await tx.save(round);
      await this.postponements.follow(tx, round);
      return round;
    });
  }

  async open(actor: Actor, id: string): Promise<Round> {
    return this.move(actor, id, 'open', async (tx, round) => {
      await publish(tx, 'round.opened', { ...facts(round), budgetCents: round.budgetCents, currency: round.currency }, [
        `round:${id}`,
        `fund:${round.fundId}`,
      ]);
      round.reservations += 1;
      await tx.save(round);
      await this.budgets.reserve(tx, round.fundId, { ...round, occurrence: round.reservations }, round.budgetCents);
    });
  }

  async close(actor: Actor, id: string): Promise<Round> {
    return this.move(actor, id, 'close', async (tx, round) => {
      // What is a draft now stays one.
      await this.deadlines.callOffWithin(tx, `round:${id}`);
      await publish(tx, 'round.closed', facts(round), [`round:${id}`]);
    });
  }

  async startReview(actor: Actor, id: string): Promise<Round> {
    return this.move(actor, id, 'start-review', (tx, round) =>
      publish(tx, 'round.review_started', facts(round), [`round:${id}`]),
    );
  }

  async decide(actor: Actor, id: string): Promise<Round> {
    return this.move(actor, id, 'decide', (tx, round) => publish(tx, 'round.decided', facts(round), [`round:${id}`]));
  }

  async archive(actor: Actor, id: string): Promise<Round> {
    return this.move(actor, id, 'archive', async (tx, round) => {
      await publish(tx, 'round.archived', facts(round), [`round:${id}`, `fund:${round.fundId}`]);
      round.returns += 1;
      await tx.save(round);
      await this.budgets.giveBack(tx, round.fundId, { ...round, occurrence: round.returns });
    });
  }

  /** Locks the round. @throws Missing */
  async claim(tx: Tx, id: string): Promise<Round> {
    const round = await tx.findOne(Round, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!round) throw new Missing('round');
    return round;
  }

  /** The round in the state in which it stays until the transaction ends. @throws Missing */
  async hold(tx: Tx, id: string): Promise<Round> {
    const round = await tx.findOne(Round, { where: { id }, lock: { mode: 'pessimistic_read' } });
    if (!round) throw new Missing('round');
    return round;
  }

  private async move(
    actor: Actor,
    id: string,
    name: string,
    then: (tx: Tx, round: Round) => Promise<void>,
  ): Promise<Round> {
    if (!staff.includes(actor.role)) throw new Forbidden('Rounds are run by the program staff.');
    return this.work.run(actor, async (tx) => {
      const round = await this.claim(tx, id);
      roundLifecycle.apply(round, name, { actor, now: tx.now });
      await tx.save(round);
      await then(tx, round);
      return round;
    });
  }
}

const facts = (round: Round): { roundId: string; round: string; deadlineAt: string; deadlineZone: string } => ({
  roundId: round.id,
  round: round.name,
  deadlineAt: round.deadlineAt.toISOString(),
  deadlineZone: round.deadlineZone,
});

const fields = (input: RoundInput): Partial<Round> => ({
  ...input,
  deadlineAt: instantOf(input.deadlineLocal, input.deadlineZone),
});

function check({ floorCents, ceilingCents, budgetCents, rubric }: RoundInput): void {
  if (floorCents !== null && ceilingCents !== null && floorCents > ceilingCents) {
    throw new Invalid({ ceilingCents: ['The largest award is smaller than the smallest.'] });
  }
  if ((floorCents ?? ceilingCents ?? 0) > budgetCents) {
    throw new Invalid({ budgetCents: ['The budget does not suffice for a single award of the smallest size.'] });
  }
  const weights = rubric.reduce((sum, { weight }) => sum + weight, 0);
  if (rubric.length > 0 && weights !== 100) {
    throw new Invalid({ rubric: [`The weights of the rubric add up to ${weights}, not to 100.`] });
  }
}
