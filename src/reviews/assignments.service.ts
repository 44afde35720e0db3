import { Injectable } from '@nestjs/common';
import { Applications } from '../applications/applications.service';
import type { Actor } from '../kernel/access';
import { Conflict, Forbidden, Invalid } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { dateIn, endOfDay } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Deadlines, type Expected } from '../reminders/deadlines.service';
import { Rounds } from '../rounds/rounds.service';
import { deadlineOf } from './review-deadline';
import { Review } from './review.entity';
import type { Assigned } from './ranking.dto';
import { ReviewRows } from './review-rows.service';
import { refuse, type Reviewer, Reviewers } from './reviewers.service';
import {
  applicationFault,
  dateFault,
  facts,
  type ReviewCase,
  reviewLifecycle,
  roundFault,
  subjects,
  writingFault,
} from './review.rules';
import type { Assignment } from './reviews.dto';

interface Due {
  dueOn: string;
  dueZone: string;
  dueAt: Date;
}

/** An application that takes reviewers, with its round. */
type Reviewable = Awaited<ReturnType<Applications['claim']>>;

/** Who reviews what by when: the program staff's side of reviews. */
@Injectable()
export class Assignments {
  constructor(
    private readonly work: Work,
    private readonly applications: Applications,
    private readonly rounds: Rounds,
    private readonly reviewers: Reviewers,
    private readonly rows: ReviewRows,
    private readonly deadlines: Deadlines,
  ) {}

  /** Assigns all of them or, with a sentence that says why, none. @param illustrative whether their scores will be invented */
  async assign(actor: Actor, applicationId: string, input: Assignment, illustrative = false): Promise<Review[]> {
    onlyProgram(actor);
    return this.work.run(actor, async (tx) => {
      const application = await this.applications.claim(tx, actor, applicationId);
      const fault = applicationFault(application.status) ?? roundFault(application.round.status);
      if (fault) throw new Conflict(fault);
      const due = dueOf(input.dueOn, application.round.deadlineZone, tx.now);
      const reviewers = await this.reviewers.claim(tx, input.reviewerIds);
      const had = await this.reviewers.whoHad(tx, [applicationId]);
      refuse(reviewers.filter(ownCity(application)), 'works for the city that leads this application');
      refuse(
        reviewers.filter(({ id }) => had.has(`${applicationId} ${id}`)),
        'has or had this application to review',
      );
      const given = await this.give(tx, application, reviewers, due, illustrative);
      await this.deadlines.expectMany(tx, given.map(deadlineOf));
      return given;
    });
  }

  /** Assigns every reviewer to every application of the round that takes reviewers, and skips what they have. */
  async assignRound(actor: Actor, roundId: string, input: Assignment, illustrative = false): Promise<Assigned> {
    onlyProgram(actor);
    return this.work.run(actor, async (tx) => {
      const round = await this.rounds.claim(tx, roundId);
      const fault = roundFault(round.status);
      if (fault) throw new Conflict(fault);
      const due = dueOf(input.dueOn, round.deadlineZone, tx.now);
      const reviewers = await this.reviewers.claim(tx, input.reviewerIds);
      const ids = (await tx.query<{ id: string }[]>(reviewable, [roundId])).map(({ id }) => id);
      if (ids.length === 0) throw new Conflict('No application of this round takes reviewers now.');
      const had = await this.reviewers.whoHad(tx, ids);
      const result: Assigned = { reviews: [], skipped: { already: 0, ownCity: 0 } };
      const expected: Expected<'review_due'>[] = [];
      for (const id of ids) {
        const application = await this.applications.claim(tx, actor, id);
        const free = reviewers.filter((reviewer) => !had.has(`${id} ${reviewer.id}`));
        const fitting = free.filter((reviewer) => !ownCity(application)(reviewer));
        result.skipped.already += reviewers.length - free.length;
        result.skipped.ownCity += free.length - fitting.length;
        const given = await this.give(tx, application, fitting, due, illustrative);
        result.reviews.push(
          ...given.map(({ id: given, applicationId, reviewerId }) => ({ id: given, applicationId, reviewerId })),
        );
        expected.push(...given.map(deadlineOf));
      }
      await this.deadlines.expectMany(tx, expected);
      return result;
    });
  }

  /** Moves the date, and its reminders with it. The application is locked first: deciding it calls all of them off. */
  async reschedule(actor: Actor, id: string, dueOn: string): Promise<Review> {
    onlyProgram(actor);
    return this.work.run(actor, async (tx) => {
      await this.applications.claim(tx, actor, (await this.rows.find(actor, id, tx)).applicationId);
      const review = await this.rows.claim(tx, id);
      const closed = writingFault(review);
      if (closed) throw new Conflict(closed);
      if (review.dueOn === dueOn) throw new Invalid({ dueOn: ['It is due on this day already.'] });
      Object.assign(review, dueOf(dueOn, review.dueZone, tx.now));
      await publish(tx, 'review.rescheduled', facts(review), subjects(review));
      await this.deadlines.expect(tx, deadlineOf(review));
      return this.rows.store(tx, review);
    });
  }

  async recall(actor: Actor, id: string): Promise<Review> {
    return this.work.run(actor, async (tx) => {
      const review = await this.rows.claim(tx, id);
      reviewLifecycle.apply(review, 'recall', { actor, now: tx.now });
      await this.deadlines.callOff(tx, `review:${id}`);
      await publish(tx, 'review.recalled', facts(review), subjects(review));
      return this.rows.store(tx, review);
    });
  }

  /** Why nobody can be assigned to it by this person now; null where they can. */
  async closed(actor: Actor, applicationId: string): Promise<string | null> {
    const { status, round } = await this.applications.find(actor, applicationId);
    const fault = applicationFault(status) ?? roundFault(round.status);
    return fault ?? (actor.role === 'program' ? null : 'Program staff assign reviewers.');
  }

  private async give(
    tx: Tx,
    application: Reviewable,
    reviewers: Reviewer[],
    due: Due,
    illustrative: boolean,
  ): Promise<ReviewCase[]> {
    if (reviewers.length === 0) return [];
    if (application.status === 'submitted') await this.applications.follow(tx, application.id, 'start-review');
    const { id: applicationId, roundId } = application;
    const blank = {
      status: 'assigned' as const,
      scores: {},
      score: null,
      recommendedCents: null,
      comment: '',
      version: 1,
    };
    const given = { assignedBy: tx.actor.id, assignedAt: tx.now, submittedAt: null, illustrative };
    const rows = await tx.save(
      reviewers.map(({ id }) =>
        tx.create(Review, { applicationId, roundId, reviewerId: id, ...due, ...blank, ...given }),
      ),
    );
    const reviews = await this.rows.completed(rows, tx);
    for (const review of reviews) await publish(tx, 'review.assigned', facts(review), subjects(review));
    return reviews;
  }
}

const reviewable = `select id from application where round_id = $1 and status in ('submitted', 'in_review') order by id`;

function onlyProgram({ role }: Actor): void {
  if (role !== 'program') throw new Forbidden('Reviewers are assigned by the program staff.');
}

const ownCity =
  ({ leadId }: { leadId: string }) =>
  ({ organisationId }: Reviewer): boolean =>
    organisationId === leadId;

function dueOf(dueOn: string, dueZone: string, now: Date): Due {
  const dueAt = endOfDay(dueOn, dueZone);
  const fault = dateFault(dueOn, dueAt, dateIn(now, dueZone), now);
  if (fault) throw new Invalid({ dueOn: [fault] });
  return { dueOn, dueZone, dueAt };
}
