import type { Events } from '../events';
import { type Actor, staff } from '../kernel/access';
import { type Circumstances, Lifecycle } from '../kernel/lifecycle';
import { plusDays } from '../kernel/time';
import type { Review } from './review.entity';
import type { Criterion } from './review.scoring';

export const reviewStatuses = ['assigned', 'draft', 'submitted', 'declined', 'recalled'] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** Those that wait for their reviewer. */
export const openStatuses: readonly ReviewStatus[] = ['assigned', 'draft'];

/** What stands around a review: its application, its round and its reviewer. */
export interface Setting {
  title: string;
  lead: string;
  applicationStatus: string;
  requestedCents: number | null;
  currency: string;
  round: string;
  rubric: Criterion[];
  questions: { key: string; text: string }[];
  reviewer: string;
}

/** A review with what its lifecycle looks at around it. */
export type ReviewCase = Review & { setting: Setting };

/** What the events of a review carry. */
export const facts = (review: ReviewCase): Events['review.assigned'] => ({
  reviewId: review.id,
  reviewerId: review.reviewerId,
  reviewer: review.setting.reviewer,
  applicationId: review.applicationId,
  title: review.setting.title,
  round: review.setting.round,
  dueAt: review.dueAt.toISOString(),
  dueZone: review.dueZone,
});

/** In whose history its events stand. */
export const subjects = ({ id, applicationId }: Review): [`review:${string}`, `application:${string}`] => [
  `review:${id}`,
  `application:${applicationId}`,
];

const decidable = ['in_review', 'waitlisted'];
const isOwn = ({ reviewerId }: Review, { actor }: Circumstances): boolean => reviewerId === actor.id;
const isWanted = ({ setting }: ReviewCase): boolean => decidable.includes(setting.applicationStatus);

const own = { 'Only the reviewer it is assigned to can do this.': isOwn };
const notWanted = 'This application is not in review any more: the review is not needed.';
const wanted = { [notWanted]: isWanted };

export const reviewLifecycle = new Lifecycle<ReviewStatus, ReviewCase>('review', reviewStatuses, [
  {
    move: 'start',
    label: 'Start the review',
    from: ['assigned'],
    to: 'draft',
    by: ['reviewer'],
    guards: { ...own, ...wanted },
    emits: 'review.started',
    through: 'saving it for the first time',
  },
  {
    move: 'submit',
    label: 'Submit the review',
    from: ['assigned', 'draft'],
    to: 'submitted',
    by: ['reviewer'],
    guards: { ...own, ...wanted },
    emits: 'review.submitted',
  },
  {
    move: 'decline',
    label: 'Decline the review',
    from: ['assigned', 'draft'],
    to: 'declined',
    by: ['reviewer'],
    guards: own,
    emits: 'review.declined',
  },
  {
    move: 'recall',
    label: 'Recall the review',
    from: ['assigned', 'draft'],
    to: 'recalled',
    by: ['program'],
    emits: 'review.recalled',
    confirm: 'The reviewer is told that the review is not needed any more, and what was drafted is not used.',
  },
]);

/** Reviewers see their own reviews, staff and auditors that each exists; cities see none. */
export function visibleTo(actor: Actor): { reviewerId?: string } | null {
  if (actor.role === 'reviewer') return { reviewerId: actor.id };
  return overlooks(actor) ? {} : null;
}

/** Whether this person sees the reviews of others at all. */
export const overlooks = ({ role }: Actor): boolean => [...staff, 'auditor'].includes(role);

/** What a reviewer thinks is sealed until it is submitted; from everybody but its author. */
export const isSealed = ({ reviewerId, status }: Review, actor: Actor): boolean =>
  reviewerId !== actor.id && status !== 'submitted';

export const mayEdit = (review: ReviewCase, actor: Actor): boolean =>
  actor.role === 'reviewer' && review.reviewerId === actor.id && isOpen(review) && isWanted(review);

/** Who gave a review back, or had it taken back, does not read the application on. */
export const mayReadApplication = ({ reviewerId, status }: Review, actor: Actor): boolean =>
  overlooks(actor) || (reviewerId === actor.id && status !== 'declined' && status !== 'recalled');

/** Whether this person may propose an award for an application in this state. */
export const mayBeAwarded = (applicationStatus: string, { role }: Actor): boolean =>
  role === 'program' && decidable.includes(applicationStatus);

export const mayReschedule = (review: ReviewCase, actor: Actor): boolean =>
  actor.role === 'program' && writingFault(review) === undefined;

export const isOpen = ({ status }: Review): boolean => openStatuses.includes(status);

export const urgencies = ['overdue', 'soon', 'later'] as const;
export type Urgency = (typeof urgencies)[number];

/** How pressing an open review is: its day has passed, is at most three days away, or is later. */
export function urgencyOf(review: Review, now: Date): Urgency | null {
  if (!isOpen(review)) return null;
  const left = review.dueAt.getTime() - now.getTime();
  if (left < 0) return 'overdue';
  return left <= 3 * 24 * 60 * 60 * 1000 ? 'soon' : 'later';
}

/** The sentence that keeps it as it is, or undefined. */
export function writingFault(review: ReviewCase): string | undefined {
  if (!isOpen(review)) return `This review is ${review.status}: it cannot be changed any more.`;
  return isWanted(review) ? undefined : notWanted;
}

/** The sentence that keeps a date from being a due date, or undefined. */
export function dateFault(dueOn: string, dueAt: Date, today: string, now: Date): string | undefined {
  if (dueAt <= now) return 'Choose a day that is still to come.';
  return dueOn > plusDays(today, 730) ? 'Choose a day within the next two years.' : undefined;
}

/** The sentence that keeps reviewers from being assigned in a round, or undefined. */
export function roundFault(status: string): string | undefined {
  if (status === 'closed' || status === 'in_review') return undefined;
  return ['draft', 'open'].includes(status)
    ? 'Reviewers are assigned when the round has closed: until then cities may change or withdraw what they sent.'
    : `This round is ${status}: it takes no more reviews.`;
}

/** The sentence that keeps reviewers from being assigned to an application, or undefined. */
export function applicationFault(status: string): string | undefined {
  if (status === 'submitted' || status === 'in_review') return undefined;
  return `This application is ${status.replaceAll('_', ' ')}: reviewers are assigned to submitted applications.`;
}
