import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Applications } from '../applications/applications.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { publish } from '../kernel/outbox';
import { type Page, pageOf, placeAfter, rowsToRead } from '../kernel/paging';
import { type Tx, Work } from '../kernel/transaction';
import { Deadlines } from '../reminders/deadlines.service';
import { Review } from './review.entity';
import { ReviewRows } from './review-rows.service';
import {
  facts,
  isOpen,
  mayReadApplication,
  openStatuses,
  overlooks,
  type ReviewCase,
  reviewLifecycle,
  subjects,
  visibleTo,
  writingFault,
} from './review.rules';
import { misfits, openOf, tidied, weightedScore } from './review.scoring';
import { type Material, type ReviewView, reviewView } from './review-view.dto';
import type { ReviewsQuery, SavedReview } from './reviews.dto';

/** Reviews: written by the reviewers they are assigned to, submitted once, sealed until then. */
@Injectable()
export class Reviews {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly applications: Applications,
    private readonly rows: ReviewRows,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing, also where it is somebody else's */
  async view(actor: Actor, id: string): Promise<ReviewView> {
    return reviewView(await this.rows.find(actor, id), actor, this.clock.now());
  }

  /** What the review is about; null for a reviewer whose review was declined or recalled. */
  async material(actor: Actor, id: string): Promise<Material | null> {
    const review = await this.rows.find(actor, id);
    if (!mayReadApplication(review, actor)) return null;
    const application = await this.applications.read(review.applicationId);
    const { title, summary, sectors, stage, partners, budgetLines, requestedCents, currency } = application;
    const { lead, questions } = review.setting;
    const answers = questions.map(({ key, text }) => ({ key, question: text, answer: application.answers[key] ?? '' }));
    const words = { title, lead, summary, sectors, stage, partners, answers, illustrative: application.illustrative };
    return { ...words, budgetLines, requestedCents, currency };
  }

  /** In the order in which they are due; what is done, the latest first. @throws Missing for whoever sees no reviews at all */
  async list(actor: Actor, query: ReviewsQuery): Promise<Page<ReviewView>> {
    const visible = visibleTo(actor);
    if (!visible) throw new Missing();
    const asked = this.database.manager.createQueryBuilder(Review, 'review').where(visible);
    if (query.state) {
      asked.andWhere(`review.status ${query.state === 'open' ? 'in' : 'not in'} (:...open)`, { open: openStatuses });
    }
    const [beyond, order] = query.state === 'done' ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
    const [at, seq] = placeAfter(query, 2) ?? [];
    if (at !== undefined) asked.andWhere(`(review.dueAt, review.seq) ${beyond} (:at, :seq)`, { at, seq });
    asked.orderBy('review.dueAt', order).addOrderBy('review.seq', order);
    const rows = await asked.limit(rowsToRead(query)).getMany();
    const now = this.clock.now();
    return pageOf(
      await this.rows.completed(rows),
      query,
      ({ dueAt, seq }) => [dueAt.toISOString(), seq],
      (row) => reviewView(row, actor, now),
    );
  }

  /** Every review of an application, for those who oversee them. @throws Missing for everybody else */
  async ofApplication(actor: Actor, applicationId: string): Promise<ReviewView[]> {
    if (!overlooks(actor)) throw new Missing();
    await this.applications.find(actor, applicationId);
    const rows = await this.database.manager.find(Review, { where: { applicationId }, order: { seq: 'ASC' } });
    const now = this.clock.now();
    return (await this.rows.completed(rows)).map((row) => reviewView(row, actor, now));
  }

  /** Keeps what was written. @throws Conflict when somebody saved after `input.version` was read; nothing is overwritten */
  async save(actor: Actor, id: string, input: SavedReview): Promise<Review> {
    return this.work.run(actor, async (tx) => {
      const review = await this.rows.claim(tx, id);
      write(review, input);
      if (review.status === 'assigned') {
        reviewLifecycle.apply(review, 'start', { actor, now: tx.now });
        await publish(tx, 'review.started', facts(review), subjects(review));
      }
      return this.rows.store(tx, review);
    });
  }

  /** Submits what is saved. @throws Invalid with what is still open, by field; Conflict when `version` is not what is saved */
  async submit(actor: Actor, id: string, version?: number): Promise<Review> {
    return this.work.run(actor, async (tx) => {
      const review = await this.rows.claim(tx, id);
      if (version !== undefined && isOpen(review)) sameVersion(review, version);
      return this.finish(tx, review);
    });
  }

  /** Keeps what was written and submits it, or does neither. */
  async saveAndSubmit(actor: Actor, id: string, input: SavedReview): Promise<Review> {
    return this.work.run(actor, async (tx) => {
      const review = await this.rows.claim(tx, id);
      write(review, input);
      return this.finish(tx, review);
    });
  }

  async decline(actor: Actor, id: string, reason: string): Promise<Review> {
    return this.work.run(actor, async (tx) => {
      const review = await this.rows.claim(tx, id);
      reviewLifecycle.apply(review, 'decline', { actor, now: tx.now });
      await this.deadlines.callOff(tx, `review:${id}`);
      await publish(tx, 'review.declined', { ...facts(review), reason }, subjects(review));
      return this.rows.store(tx, review);
    });
  }

  private async finish(tx: Tx, review: ReviewCase): Promise<Review> {
    const { rubric } = review.setting;
    reviewLifecycle.apply(review, 'submit', { actor: tx.actor, now: tx.now });
    const open = openOf(rubric, review.scores);
    if (Object.keys(open).length > 0) throw new Invalid(open, 'The review is not complete yet.');
    Object.assign(review, { score: weightedScore(rubric, review.scores), submittedAt: tx.now });
    await this.deadlines.met(tx, 'review_due', `review:${review.id}`);
    await publish(tx, 'review.submitted', facts(review), subjects(review));
    return this.rows.store(tx, review);
  }
}

function sameVersion(review: Review, version: number): void {
  if (review.version === version) return;
  throw new Conflict(
    'This review was saved in another window meanwhile. Compare what is saved now with your text, then save again.',
  );
}

/** @throws Conflict where it cannot be changed any more or was saved meanwhile, Invalid for what cannot be kept */
function write(review: ReviewCase, { version, scores, comment, recommendedCents }: SavedReview): void {
  const closed = writingFault(review);
  if (closed) throw new Conflict(closed);
  sameVersion(review, version);
  const faults = misfits(review.setting.rubric, scores);
  const { requestedCents, currency } = review.setting;
  if (recommendedCents !== null && requestedCents !== null && recommendedCents > requestedCents) {
    faults.recommendedCents = [`Recommend at most what the city asks for: ${formatMoney(requestedCents, currency)}.`];
  }
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  Object.assign(review, { scores: tidied(scores), comment, recommendedCents });
}
