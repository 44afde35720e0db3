import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Min,
} from 'class-validator';
import type { Actor } from '../kernel/access';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import type { Offer } from '../kernel/lifecycle';
import { centsFrom } from '../kernel/money';
import { PageQuery } from '../kernel/paging';
import {
  isSealed,
  mayEdit,
  mayReschedule,
  type ReviewCase,
  reviewLifecycle,
  type ReviewStatus,
  type Urgency,
  urgencyOf,
} from './review.rules';
import type { Criterion, Scored, Scores } from './review.scoring';

export class Rescheduling {
  /** The last day, in the zone of the round's deadline. */
  @IsPlainDate()
  dueOn: string;
}

export class Assignment extends Rescheduling {
  @IsArray({ message: 'Choose reviewers from the list.' })
  @ArrayMinSize(1, { message: 'Choose at least one reviewer.' })
  @ArrayMaxSize(50, { message: 'At most 50 reviewers at once.' })
  @ArrayUnique({ message: 'A reviewer stands in the list twice.' })
  @IsUUID('all', { each: true, message: 'Choose reviewers from the list.' })
  reviewerIds: string[];
}

/** What a reviewer writes; a draft may be incomplete. */
export class SavedReview {
  /** The version that was read; another one saved meanwhile is a conflict. */
  @IsInt({ message: 'Send the version that you read.' })
  @Min(1, { message: 'Versions start at 1.' })
  version: number;

  /** By the keys of the rubric: `{"impact": {"score": 4, "reason": "…"}}`; a score is null while it is open. */
  @IsObject({ message: 'Send the scores as an object, by the keys of the rubric.' })
  scores: Record<string, Partial<Scored>> = {};

  @IsText('The comment', 20_000, { optional: true })
  comment = '';

  @IsOptional()
  @IsCents(0)
  recommendedCents: number | null = null;
}

export class Submission {
  /** The version that was read; left out, what is saved now is submitted. */
  @IsOptional()
  @IsInt({ message: 'Send the version that you read.' })
  @Min(1, { message: 'Versions start at 1.' })
  version?: number;
}

export class DeclinedReview {
  @IsText('A reason', 5000)
  reason: string;
}

/** Which reviews are asked for. */
export class ReviewsQuery extends PageQuery {
  @IsOptional()
  @IsIn(['open', 'done'], { message: 'Reviews are open or done.' })
  state?: 'open' | 'done';
}

type Typed = Record<string, unknown>;
const whole = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value];
const object = (value: unknown): Typed => (typeof value === 'object' && value !== null ? (value as Typed) : {});

/** What the page's form typed, as the API would send it. */
export const assignmentFrom = (form: Typed): Typed => ({ reviewerIds: list(form.reviewerIds), dueOn: form.dueOn });

/** What the page's form typed, as the API would send it. */
export const reviewFrom = (form: Typed, currency: string): Typed => ({
  version: whole(form.version),
  scores: Object.fromEntries(
    Object.entries(object(form.scores)).map(([key, typed]) => {
      const { score, reason } = object(typed);
      return [key, { score: score === undefined || score === '' ? null : whole(score), reason: reason ?? '' }];
    }),
  ),
  comment: form.comment ?? '',
  recommendedCents: centsFrom(form.recommendedCents, currency) ?? null,
});

/** What assigning came to, in a sentence. */
export function assignedSentence(count: number, skipped: { already: number; ownCity: number }): string {
  const reviews = (number: number): string => (number === 1 ? '1 review' : `${number} reviews`);
  const parts = [
    count === 0 ? 'Nothing new was assigned.' : `${reviews(count)} assigned. The reviewers are told by email.`,
    skipped.already > 0 && `${reviews(skipped.already)} left out that the reviewers have or had already.`,
    skipped.ownCity > 0 && `${reviews(skipped.ownCity)} left out of applications that the reviewer’s own city leads.`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** What a reviewer reads of an application. Amounts in minor units of `currency`. */
export interface Material {
  title: string;
  lead: string;
  summary: string;
  sectors: string[];
  stage: string | null;
  partners: { name: string }[];
  budgetLines: { item: string; cents: number }[];
  requestedCents: number | null;
  currency: string;
  answers: { key: string; question: string; answer: string }[];
  illustrative: string;
}

/** A review as its readers see it; what is sealed from the reader is null. Amounts in minor units of `currency`, instants in UTC. */
export interface ReviewView {
  id: string;
  applicationId: string;
  title: string;
  lead: string;
  roundId: string;
  round: string;
  reviewerId: string;
  reviewer: string;
  status: ReviewStatus;
  dueOn: string;
  dueZone: string;
  dueAt: string;
  urgency: Urgency | null;
  assignedAt: string;
  submittedAt: string | null;
  rubric: Criterion[];
  sealed: boolean;
  scores: Scores | null;
  /** Percent of the best there is, with two decimals. */
  score: number | null;
  recommendedCents: number | null;
  requestedCents: number | null;
  currency: string;
  comment: string | null;
  illustrative: boolean;
  version: number;
  editable: boolean;
  reschedulable: boolean;
  moves: Offer[];
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
