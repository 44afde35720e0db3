/** Every event in the system, what it carries, and the sentence that history shows of it. Instants are ISO 8601, amounts minor units. */
interface OfRound {
  roundId: string;
  round: string;
  deadlineAt: string;
  deadlineZone: string;
}
interface OfApplication {
  applicationId: string;
  title: string;
  leadId: string;
  round: string;
}
interface OfReview {
  reviewId: string;
  reviewerId: string;
  reviewer: string;
  applicationId: string;
  title: string;
  round: string;
  dueAt: string;
  dueZone: string;
}
interface OfAward {
  awardId: string;
  title: string;
  leadId: string;
  fund: string;
  amountCents: number;
  currency: string;
}
interface OfInstalment {
  awardId: string;
  instalmentId: string;
  title: string;
  leadId: string;
  number: number;
  amountCents: number;
  currency: string;
}
interface OfReport {
  reportId: string;
  awardId: string;
  title: string;
  award: string;
  leadId: string;
  dueAt: string;
  dueZone: string;
}
interface OfContribution {
  contributionId: string;
  fund: string;
  funder: string;
  netCents: number;
  currency: string;
}
type Because = { reason: string };
/** How far from the due date a reminder is: −7 is a week before, 0 the day itself, 3 three days after. */
type Reminder = { days: number };

export interface Events {
  'person.sign_in_requested': { personId: string; token: string; expiresAt: string };
  'contribution.received': OfContribution;
  'contribution.corrected': OfContribution & Because;
  'round.opened': OfRound & { budgetCents: number; currency: string };
  'round.closed': OfRound;
  'round.postponed': OfRound;
  'round.review_started': OfRound;
  'round.decided': OfRound;
  'round.archived': OfRound;
  'application.started': OfApplication;
  'application.submitted': OfApplication & { requestedCents: number; currency: string };
  'application.returned': OfApplication & Because;
  'application.withdrawn': OfApplication;
  'application.review_started': OfApplication;
  'application.approved': OfApplication;
  'application.waitlisted': OfApplication;
  'application.declined': OfApplication & Because;
  'application.reconsidered': OfApplication;
  'review.assigned': OfReview;
  'review.rescheduled': OfReview;
  'review.started': OfReview;
  'review.submitted': OfReview;
  'review.declined': OfReview & Because;
  'review.recalled': OfReview;
  'review.reminder': OfReview & Reminder;
  'award.proposed': OfAward;
  'award.endorsed': OfAward & { given: number; needed: number };
  'award.approved': OfAward;
  'award.rejected': OfAward & Because;
  'award.offered': OfAward & { expiresAt: string; expiresZone: string };
  'award.accepted': OfAward;
  'award.declined': OfAward & Because;
  'award.expired': OfAward;
  /** `internal` while it was never offered: then it is nothing that the city reads. */
  'award.cancelled': OfAward & Because & { internal?: boolean };
  'award.activated': OfAward;
  'award.completed': OfAward;
  'instalments.planned': OfAward & { count: number };
  'instalment.endorsed': OfInstalment & { given: number; needed: number };
  'instalment.approved': OfInstalment;
  'instalment.revoked': OfInstalment & Because;
  'instalment.released': OfInstalment;
  'instalment.settled': OfInstalment & { settledOn: string };
  'instalment.failed': OfInstalment & Because;
  'report.scheduled': OfReport;
  'report.rescheduled': OfReport;
  'report.started': OfReport;
  'report.submitted': OfReport;
  'report.returned': OfReport & Because;
  'report.accepted': OfReport;
  'report.reminder': OfReport & Reminder;
}

export type EventName = keyof Events;

/** What history says; the reader sees the person's name before it. Events that history leaves out are null. */
export const told: { [E in EventName]: string | null } = {
  'person.sign_in_requested': null,
  'contribution.received': 'recorded the contribution',
  'contribution.corrected': 'corrected the contribution',
  'round.opened': 'opened the round and set its budget aside',
  'round.closed': 'closed the round',
  'round.postponed': 'moved the deadline of the round',
  'round.review_started': 'started the reviews',
  'round.decided': 'marked the round as decided',
  'round.archived': 'archived the round',
  'application.started': 'started the application',
  'application.submitted': 'submitted the application',
  'application.returned': 'returned the application for changes',
  'application.withdrawn': 'withdrew the application',
  'application.review_started': 'took the application into review',
  'application.approved': 'approved the application for an award',
  'application.waitlisted': 'put the application on the waiting list',
  'application.declined': 'declined the application',
  'application.reconsidered': 'took the application back into consideration',
  'review.assigned': 'assigned the review',
  'review.rescheduled': 'moved the due date of the review',
  'review.started': 'started the review',
  'review.submitted': 'submitted the review',
  'review.declined': 'declined the review',
  'review.recalled': 'recalled the review',
  'review.reminder': null,
  'award.proposed': 'proposed the award',
  'award.endorsed': 'approved the award; one more person has to',
  'award.approved': 'approved the award; its money is set aside',
  'award.rejected': 'rejected the proposed award',
  'award.offered': 'offered the award',
  'award.accepted': 'accepted the award; its money is committed',
  'award.declined': 'declined the award; its money is free again',
  'award.expired': 'recorded that the offer expired; its money is free again',
  'award.cancelled': 'cancelled the award; what was not paid is free again',
  'award.activated': 'started the grant',
  'award.completed': 'completed the grant',
  'instalments.planned': 'planned the instalments',
  'instalment.endorsed': 'approved the instalment; one more person has to',
  'instalment.approved': 'approved the instalment',
  'instalment.revoked': 'revoked the approval of the instalment',
  'instalment.released': 'released the instalment to the bank',
  'instalment.settled': 'recorded the payment as settled',
  'instalment.failed': 'recorded the payment as failed',
  'report.scheduled': 'scheduled the report',
  'report.rescheduled': 'moved the due date of the report',
  'report.started': 'started the report',
  'report.submitted': 'submitted the report',
  'report.returned': 'returned the report for changes',
  'report.accepted': 'accepted the report',
  'report.reminder': null,
};

/** What cities do not read in a history: how they were judged, before and besides what they are told. */
export const internal: ReadonlySet<string> = new Set<EventName>([
  'review.assigned',
  'review.rescheduled',
  'review.started',
  'review.submitted',
  'review.declined',
  'review.recalled',
  'award.proposed',
  'award.endorsed',
  'award.approved',
  'award.rejected',
  'instalment.endorsed',
  'instalment.revoked',
]);
