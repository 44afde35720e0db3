import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { stages } from '../kernel/vocabulary';
import {
  isSealed,
  mayEdit,
  mayReschedule,
  type ReviewCase,
  reviewLifecycle,
  type ReviewStatus,
  reviewStatuses,
  type Urgency,
  urgencies,
  urgencyOf,
} from './review.rules';
import type { Criterion, Scored, Scores } from './review.scoring';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const moves = { type: 'array', items: { $ref: '#/components/schemas/Move' } } as const;

export class ScoredView implements Scored {
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, description: 'At most the `max` of its criterion.' })
  score: number | null;
  @ApiProperty() reason: string;
}

export class CriterionView implements Criterion {
  @ApiProperty({ example: 'impact' }) key: string;
  @ApiProperty() name: string;
  @ApiProperty() help: string;
  @ApiProperty({ description: 'Percent; the weights add up to 100.' }) weight: number;
  @ApiProperty({ description: 'The best score; the worst is 1.' }) max: number;
}

export class MaterialLine {
  @ApiProperty() item: string;
  @ApiProperty(amount) cents: number;
}

export class MaterialAnswer {
  @ApiProperty() key: string;
  @ApiProperty() question: string;
  @ApiProperty() answer: string;
}

export class MaterialPartner {
  @ApiProperty() name: string;
}

/** What a reviewer reads of an application. Amounts in minor units of `currency`. */
export class Material {
  @ApiProperty() title: string;
  @ApiProperty({ description: 'The name of the lead city.' }) lead: string;
  @ApiProperty() summary: string;
  @ApiProperty({ type: [String] }) sectors: string[];
  @ApiProperty({ type: String, enum: stages, nullable: true }) stage: string | null;
  @ApiProperty({ type: [MaterialPartner] }) partners: MaterialPartner[];
  @ApiProperty({ type: [MaterialLine] }) budgetLines: MaterialLine[];
  @ApiProperty({ ...amount, nullable: true }) requestedCents: number | null;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ type: [MaterialAnswer] }) answers: MaterialAnswer[];
  @ApiProperty({ description: 'Says what of it is invented; empty for a real application.' }) illustrative: string;
}

/** A review as its readers see it; what is sealed from the reader is null. Amounts in minor units of `currency`, instants in UTC. */
export class ReviewView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) applicationId: string;
  @ApiProperty({ description: 'The title of the application.' }) title: string;
  @ApiProperty({ description: 'The name of its lead city.' }) lead: string;
  @ApiProperty({ format: 'uuid' }) roundId: string;
  @ApiProperty({ description: 'The name of the round.' }) round: string;
  @ApiProperty({ format: 'uuid' }) reviewerId: string;
  @ApiProperty({ description: 'The name of the reviewer.' }) reviewer: string;
  @ApiProperty({ enum: reviewStatuses }) status: ReviewStatus;
  @ApiProperty({ format: 'date', description: 'The last day, in `dueZone`.' }) dueOn: string;
  @ApiProperty({ example: 'Europe/Oslo' }) dueZone: string;
  @ApiProperty({ format: 'date-time' }) dueAt: string;
  @ApiProperty({ type: String, enum: urgencies, nullable: true, description: 'Null once it is done.' })
  urgency: Urgency | null;
  @ApiProperty({ format: 'date-time' }) assignedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) submittedAt: string | null;
  @ApiProperty({ type: [CriterionView] }) rubric: Criterion[];
  @ApiProperty({ description: 'What the reviewer wrote is not yours to see.' }) sealed: boolean;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/ScoredView' },
    nullable: true,
    description: 'By the keys of the rubric.',
  })
  scores: Scores | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 87.5,
    description: 'Percent of the best there is, with two decimals.',
  })
  score: number | null;
  @ApiProperty({ ...amount, nullable: true }) recommendedCents: number | null;
  @ApiProperty({ ...amount, nullable: true, description: 'What the city asks for.' }) requestedCents: number | null;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ type: String, nullable: true }) comment: string | null;
  @ApiProperty({ description: 'Its scores and words are invented.' }) illustrative: boolean;
  @ApiProperty({ description: 'Send it back with your changes.' }) version: number;
  @ApiProperty({ description: 'Whether you may write it now.' }) editable: boolean;
  @ApiProperty({ description: 'Whether you may move its due date now.' }) reschedulable: boolean;
  @ApiProperty(moves) moves: Offer[];
}

/** A review with what it is about. */
export class ReviewInFull extends ReviewView {
  @ApiProperty({ type: Material, nullable: true, description: 'Null for a reviewer who does not review it any more.' })
  application: Material | null;
}

/** Reviews in the order in which they are due. */
export class ReviewList {
  @ApiProperty({ type: [ReviewView] }) items: ReviewView[];
  @ApiProperty({ type: String, nullable: true, description: 'Ask for what comes `after` this; null at the end.' })
  next: string | null;
}

/** The reviews of one application. */
export class ApplicationReviews {
  @ApiProperty({ type: [ReviewView] }) items: ReviewView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

export function reviewView(review: ReviewCase, actor: Actor, now: Date): ReviewView {
  const { id, applicationId, roundId, reviewerId, status, dueOn, dueZone, illustrative, version, setting } = review;
  const { title, lead, round, reviewer, rubric, requestedCents, currency } = setting;
  return {
    ...{ id, applicationId, title, lead, roundId, round, reviewerId, reviewer, status, dueOn, dueZone },
    dueAt: review.dueAt.toISOString(),
    urgency: urgencyOf(review, now),
    assignedAt: review.assignedAt.toISOString(),
    submittedAt: review.submittedAt?.toISOString() ?? null,
    ...{ rubric, requestedCents, currency, illustrative, version },
    ...judgement(review, isSealed(review, actor)),
    editable: mayEdit(review, actor),
    reschedulable: mayReschedule(review, actor),
    moves: reviewLifecycle.moves(review, { actor, now }),
  };
}

function judgement({ scores, score, recommendedCents, comment }: ReviewCase, sealed: boolean) {
  if (sealed) return { sealed, scores: null, score: null, recommendedCents: null, comment: null };
  return { sealed, scores, score: score === null ? null : Number(score), recommendedCents, comment };
}
