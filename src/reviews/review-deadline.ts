import type { Expected } from '../reminders/deadlines.service';
import { facts, type ReviewCase } from './review.rules';

/** A review as something that its reviewer has to do by its day. */
export const deadlineOf = (review: ReviewCase): Expected<'review_due'> => ({
  anchor: 'review_due',
  subject: `review:${review.id}`,
  within: [`application:${review.applicationId}`, `round:${review.roundId}`],
  roundId: review.roundId,
  personId: review.reviewerId,
  staffRole: 'program',
  title: `Review: ${review.setting.title} for ${review.setting.round}`,
  at: review.dueAt,
  zone: review.dueZone,
  data: facts(review),
});
