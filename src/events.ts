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
interface OfPledge {
  pledgeId: string;
  fund: string;
  funder: string;
  amountCents: number;
  currency: string;
}
interface OfInstruction {
  instructionId: string;
  fund: string;
  /** What it does, in words: “Refund to a donor”. */
  what: string;
  amountCents: number;
  currency: string;
}
interface OfAmendment extends OfAward {
  amendmentId: string;
  number: number;
  /** What changes, in words. */
  changes: string;
}
interface OfRefund {
  refundId: string;
  awardId: string;
  title: string;
  leadId: string;
  amountCents: number;
  currency: string;
}
interface OfBankDetails {
  bankAccountId: string;
  /** A city or another payee; for the fund's own account, its id. */
  holderId: string;
  holder: string;
  lastFour: string;
}
interface OfBankEntry {
  entryId: string;
  statementId: string;
  /** What the bank calls it. */
  reference: string;
}
type Because = { reason: string };
type Progress = { given: number; needed: number };
/** How far from the due date a reminder is: −7 is a week before, 0 the day itself, 3 three days after. */
type Reminder = { days: number };

export interface Events {
  'person.sign_in_requested': { personId: string; token: string; expiresAt: string };
  'contribution.received': OfContribution;
  'contribution.corrected': OfContribution & Because;
  'journal.sealed': { transactions: number; head: string; on: string };
  'restriction.recorded': { restrictionId: string; fund: string; restriction: string };
  'fund.settings_changed': { fundId: string; fund: string } & Because;
  'pledge.signed': OfPledge;
  'pledge.written_off': OfPledge;
  'instruction.proposed': OfInstruction & Because;
  'instruction.endorsed': OfInstruction & Progress;
  'instruction.carried_out': OfInstruction & Because;
  'instruction.rejected': OfInstruction & Because;
  'person.step_up_requested': { personId: string; code: string; expiresAt: string };
  'round.budget_raised': OfRound & { cents: number; currency: string };
  'round.budget_lowered': OfRound & { cents: number; currency: string };
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
  'award.split_chosen': OfAward & Because;
  'award.endorsed': OfAward & Progress & { proposerId: string };
  'award.approved': OfAward;
  'award.rejected': OfAward & Because;
  'award.offered': OfAward & { expiresAt: string; expiresZone: string };
  'award.accepted': OfAward;
  'award.declined': OfAward & Because;
  'award.expired': OfAward;
  /** `internal` while it was never offered: then it is nothing that the city reads. */
  'award.cancelled': OfAward & Because & { internal?: boolean };
  'award.activated': OfAward;
  'award.agreement_recorded': OfAward & { signedOn: string };
  'award.suspended': OfAward & Because;
  'award.resumed': OfAward;
  'amendment.proposed': OfAmendment & Because;
  'amendment.endorsed': OfAmendment & Progress;
  'amendment.approved': OfAmendment;
  'amendment.rejected': OfAmendment & Because;
  'amendment.noted': OfAmendment & Because;
  'award.closed_out': OfAward & Because & { freedCents: number };
  'award.completed': OfAward;
  'instalments.planned': OfAward & { count: number };
  'instalment.requested': OfInstalment;
  'instalment.sent_back': OfInstalment & Because;
  'instalment.evidence_given': OfInstalment & { evidence: string };
  'instalment.evidence_accepted': OfInstalment & { evidence: string };
  'instalment.evidence_refused': OfInstalment & Because & { evidence: string };
  'instalment.dropped': OfInstalment;
  'instalment.endorsed': OfInstalment & { given: number; needed: number };
  'instalment.approved': OfInstalment;
  'instalment.revoked': OfInstalment & Because;
  'instalment.released': OfInstalment;
  'instalment.settled': OfInstalment & { settledOn: string };
  'instalment.failed': OfInstalment & Because;
  'instalment.returned': OfInstalment & Because;
  'payment_file.made': { fileId: string; fund: string; payments: number };
  'bank_statement.read': { statementId: string; fund: string; entries: number };
  'bank_entry.confirmed': OfBankEntry;
  'bank_entry.set_aside': OfBankEntry & Because;
  'bank_entry.taken_up': OfBankEntry;
  'bank_details.entered': OfBankDetails & { change: boolean; holdUntil: string; formerContactId: string | null };
  'bank_details.confirmed': OfBankDetails;
  'bank_details.rejected': OfBankDetails & Because;
  'refund.demanded': OfRefund & Because & { dueOn: string };
  'refund.received': OfRefund & { receivedCents: number };
  'refund.write_off_proposed': OfRefund & Because;
  'refund.write_off_endorsed': OfRefund & Progress;
  'refund.write_off_withdrawn': OfRefund;
  'refund.written_off': OfRefund & Because;
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
  'journal.sealed': null,
  'restriction.recorded': 'recorded a donor’s restriction',
  'fund.settings_changed': 'changed the settings of the fund',
  'pledge.signed': 'recorded the pledge',
  'pledge.written_off': 'wrote the rest of the pledge off',
  'instruction.proposed': 'proposed the instruction',
  'instruction.endorsed': 'approved the instruction; one more person has to',
  'instruction.carried_out': 'approved the instruction; it is carried out',
  'instruction.rejected': 'rejected the instruction',
  'person.step_up_requested': null,
  'round.budget_raised': 'set more aside for the round',
  'round.budget_lowered': 'gave some of the round’s budget back',
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
  'award.split_chosen': 'chose from which money the award is drawn',
  'award.endorsed': 'approved the award; one more person has to',
  'award.approved': 'approved the award; its money is set aside',
  'award.rejected': 'rejected the proposed award',
  'award.offered': 'offered the award',
  'award.accepted': 'accepted the award; its money is committed',
  'award.declined': 'declined the award; its money is free again',
  'award.expired': 'recorded that the offer expired; its money is free again',
  'award.cancelled': 'cancelled the award; what was not paid is free again',
  'award.activated': 'started the grant',
  'award.agreement_recorded': 'recorded the signed agreement',
  'award.suspended': 'suspended the grant',
  'award.resumed': 'resumed the grant',
  'amendment.proposed': 'proposed an amendment',
  'amendment.endorsed': 'approved the amendment; one more person has to',
  'amendment.approved': 'approved the amendment; it holds from now on',
  'amendment.rejected': 'rejected the amendment',
  'amendment.noted': 'noted a small change of the budget lines',
  'award.closed_out': 'closed the grant out: what was never paid is free again',
  'award.completed': 'completed the grant',
  'instalments.planned': 'planned the instalments',
  'instalment.requested': 'requested the instalment',
  'instalment.sent_back': 'sent the request for the instalment back',
  'instalment.evidence_given': 'gave the evidence for the instalment',
  'instalment.evidence_accepted': 'accepted the evidence for the instalment',
  'instalment.evidence_refused': 'did not accept the evidence for the instalment',
  'instalment.dropped': 'dropped the instalment: it will not be paid',
  'instalment.endorsed': 'approved the instalment; one more person has to',
  'instalment.approved': 'approved the instalment',
  'instalment.revoked': 'revoked the approval of the instalment',
  'instalment.released': 'released the instalment to the bank',
  'instalment.settled': 'recorded the payment as settled',
  'instalment.failed': 'recorded the payment as failed',
  'instalment.returned': 'recorded that the payment came back',
  'payment_file.made': 'made a payment file',
  'bank_statement.read': 'read a bank statement',
  'bank_entry.confirmed': 'confirmed an entry of the bank',
  'bank_entry.set_aside': 'set an entry of the bank aside',
  'bank_entry.taken_up': 'took an entry of the bank up again',
  'bank_details.entered': 'entered bank details',
  'bank_details.confirmed': 'confirmed the bank details',
  'bank_details.rejected': 'rejected the bank details',
  'refund.demanded': 'demanded unspent money back',
  'refund.received': 'recorded unspent money that came back',
  'refund.write_off_proposed': 'proposed to write the demand off',
  'refund.write_off_endorsed': 'approved the write-off; one more person has to',
  'refund.write_off_withdrawn': 'withdrew the proposal to write the demand off',
  'refund.written_off': 'approved the write-off: the demand is written off',
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
  'award.split_chosen',
  'award.endorsed',
  'award.approved',
  'award.rejected',
  'instalment.endorsed',
  'instalment.revoked',
  'amendment.endorsed',
  'refund.write_off_proposed',
  'refund.write_off_endorsed',
  'refund.write_off_withdrawn',
]);
