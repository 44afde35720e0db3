import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Conflict, Forbidden, Invalid, Missing } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { type Round, Rounds } from '../rounds/rounds.service';
import { checklist } from './application.checklist';
import { ApplicationDeadlines } from './application-deadlines.service';
import { fits } from './application-fits';
import { Application } from './application.entity';
import { type ApplicationCase, applicationLifecycle, mayEdit, visibleTo } from './application.rules';
import { type ApplicationView, applicationView } from './application-view.dto';
import type { NewApplication, SavedApplication } from './applications.dto';
import { Reconsiderations } from './reconsiderations.service';

type Moved =
  | 'application.withdrawn'
  | 'application.review_started'
  | 'application.waitlisted'
  | 'application.approved'
  | 'application.reconsidered';

export type { Application } from './application.entity';

/** Applications: written by cities, submitted, taken through review to a decision. */
@Injectable()
export class Applications {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly rounds: Rounds,
    private readonly deadlines: ApplicationDeadlines,
    private readonly reconsiderations: Reconsiderations,
    private readonly clock: Clock,
  ) {}

  /** The application with its round. @throws Missing, also where it is somebody else's */
  async find(
    actor: Actor,
    id: string,
    within: EntityManager = this.database.manager,
  ): Promise<ApplicationCase & { round: Round }> {
    const visible = visibleTo(actor);
    const row = visible && (await within.findOneBy(Application, { id, ...visible }));
    if (!row) throw new Missing('application');
    return withRound(row, await this.rounds.find(actor, row.roundId, within));
  }

  /** For those who reach it through their review: whoever calls has checked that they may. @throws Missing */
  async read(id: string): Promise<Application> {
    const row = await this.database.manager.findOneBy(Application, { id });
    if (!row) throw new Missing('application');
    return row;
  }

  async view(actor: Actor, id: string): Promise<ApplicationView> {
    const row = await this.find(actor, id);
    const [lead] = (await this.database.query('select name from organisation where id = $1', [row.leadId])) as {
      name: string;
    }[];
    return applicationView(row, lead?.name ?? '', actor, this.clock.now());
  }

  async start(actor: Actor, input: NewApplication, illustrative = ''): Promise<Application> {
    const leadId = startingCity(actor);
    return this.work.run(actor, async (tx) => {
      await this.rounds.find(actor, input.roundId, tx);
      // Its deadline does not move before what is due by it is written down.
      const round = await this.rounds.hold(tx, input.roundId);
      takesApplications(round, tx.now);
      const { roundId, ...content } = input;
      fits(content, round);
      const times = { createdAt: tx.now, createdBy: actor.id, updatedAt: tx.now, updatedBy: actor.id };
      const fixed = {
        roundId,
        leadId,
        currency: round.currency,
        status: 'draft' as const,
        version: 1,
        submittedAt: null,
      };
      const row = await tx.save(tx.create(Application, { ...content, ...fixed, ...times, illustrative }));
      const started = withRound(row, round);
      await publish(tx, 'application.started', facts(started), [`application:${row.id}`]);
      await this.deadlines.written(tx, started);
      return row;
    });
  }

  /** Keeps what was written. @throws Conflict when somebody else saved after `input.version` was read; nothing is overwritten */
  async save(actor: Actor, id: string, input: SavedApplication): Promise<Application> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, actor, id);
      const { version, ...content } = input;
      if (!mayEdit(row, actor))
        throw new Conflict(`This application is ${row.status.replace('_', ' ')}: it cannot be changed now.`);
      if (row.version !== version) {
        throw new Conflict(
          'Somebody else saved this application while you were writing, or you did in another window. Compare what is saved now with your text, then save again.',
        );
      }
      fits(content, row.round);
      const { title, updatedAt } = row;
      const { round: _round, ...own } = Object.assign(row, content);
      await this.deadlines.written(tx, row, { title, updatedAt });
      return tx.save(Application, { ...own, version: version + 1, updatedAt: tx.now, updatedBy: actor.id });
    });
  }

  /** @throws Invalid with what is missing, by field */
  async submit(actor: Actor, id: string): Promise<Application> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, actor, id);
      const around = { actor, now: tx.now };
      const missing = checklist(row, row.round);
      applicationLifecycle.apply(row, 'submit', around);
      if (Object.keys(missing).length > 0) throw new Invalid(missing, 'The application is not complete yet.');
      row.submittedAt = tx.now;
      await this.deadlines.submitted(tx, id);
      await publish(
        tx,
        'application.submitted',
        { ...facts(row), requestedCents: row.requestedCents ?? 0, currency: row.currency },
        [`application:${id}`],
      );
      return this.store(tx, row);
    });
  }

  async withdraw(actor: Actor, id: string): Promise<Application> {
    return this.work.run(actor, (tx) => this.move(tx, id, 'withdraw', 'application.withdrawn'));
  }

  async startReview(actor: Actor, id: string): Promise<Application> {
    return this.work.run(actor, (tx) => this.move(tx, id, 'start-review', 'application.review_started'));
  }

  async waitlist(actor: Actor, id: string): Promise<Application> {
    return this.work.run(actor, (tx) => this.move(tx, id, 'waitlist', 'application.waitlisted'));
  }

  async return(actor: Actor, id: string, reason: string): Promise<Application> {
    return this.work.run(actor, (tx) => this.moveBecause(tx, id, 'return', 'application.returned', reason));
  }

  async decline(actor: Actor, id: string, reason: string): Promise<Application> {
    return this.work.run(actor, (tx) => this.moveBecause(tx, id, 'decline', 'application.declined', reason));
  }

  /** Steps of a review or an award in whose transaction the application moves along. */
  async follow(tx: Tx, id: string, move: 'start-review' | 'approve' | 'reconsider' | 'give-up'): Promise<Application> {
    const events = {
      'start-review': 'application.review_started',
      approve: 'application.approved',
      reconsider: 'application.reconsidered',
      'give-up': 'application.withdrawn',
    } as const;
    const row = await this.move(tx, id, move, events[move]);
    if (move === 'reconsider') await this.reconsiderations.follow(tx, id);
    return row;
  }

  /** Locks the application. @throws Missing */
  async claim(tx: Tx, actor: Actor, id: string): Promise<ApplicationCase & { round: Round }> {
    const visible = visibleTo(actor);
    const row =
      visible && (await tx.findOne(Application, { where: { id, ...visible }, lock: { mode: 'pessimistic_write' } }));
    if (!row) throw new Missing('application');
    return withRound(row, await this.rounds.find(actor, row.roundId, tx));
  }

  private async move(tx: Tx, id: string, name: string, event: Moved): Promise<Application> {
    const row = await this.claim(tx, tx.actor, id);
    applicationLifecycle.apply(row, name, { actor: tx.actor, now: tx.now });
    await publish(tx, event, facts(row), [`application:${id}`]);
    return this.store(tx, row);
  }

  private async moveBecause(
    tx: Tx,
    id: string,
    name: string,
    event: 'application.returned' | 'application.declined',
    reason: string,
  ): Promise<Application> {
    const row = await this.claim(tx, tx.actor, id);
    applicationLifecycle.apply(row, name, { actor: tx.actor, now: tx.now });
    await publish(tx, event, { ...facts(row), reason }, [`application:${id}`]);
    if (name === 'return') await this.deadlines.written(tx, row);
    return this.store(tx, row);
  }

  private async store(tx: Tx, row: ApplicationCase): Promise<Application> {
    if (['approved', 'declined', 'withdrawn'].includes(row.status)) await this.deadlines.ended(tx, row.id);
    const { round: _round, ...own } = row;
    return tx.save(Application, own);
  }
}

/** @throws Forbidden for whoever may not begin one */
export function startingCity({ role, organisationId, cityRight }: Actor): string {
  if (role === 'city' && organisationId !== null && cityRight !== 'viewer') return organisationId;
  throw new Forbidden('Only officers of a city who may write can start an application.');
}

/** @throws Conflict once the deadline has passed, and while the round is not open */
export function takesApplications({ status, deadlineAt }: Round, now: Date): void {
  if (status === 'open' && now > deadlineAt) throw new Conflict('The deadline of this round has passed.');
  if (status !== 'open') throw new Conflict('This round does not take applications now.');
}

const withRound = (row: Application, round: Round): ApplicationCase & { round: Round } => Object.assign(row, { round });

const facts = (
  row: Application & { round: Round },
): { applicationId: string; title: string; leadId: string; round: string } => ({
  applicationId: row.id,
  title: row.title,
  leadId: row.leadId,
  round: row.round.name,
});
