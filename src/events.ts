import type { Role } from './kernel/access';

/** Every event in the system and what it carries; event-words.ts says what history shows of it. Instants are ISO 8601, amounts minor units. */
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
type Unsent = { returned: boolean };
type Due = { dueAt: string; dueZone: string };
interface OfBankEntry {
  entryId: string;
  statementId: string;
  /** What the bank calls it. */
  reference: string;
}
/** A letter that waited for the one of the morning: its subject, its first sentence, and where it leads, a path of ours. */
export interface DigestItem {
  mailId: string;
  title: string;
  line: string;
  link: string;
  /** Under which heading it stands: “Overdue”, “Due today”. */
  group: string;
}
type Because = { reason: string };
type Progress = { given: number; needed: number };
/** How far from the due date a reminder is: −7 is a week before, 0 the day itself, 3 three days after; whether its hour has passed. */
type Reminder = { days: number; passed?: boolean };

export interface Events {
  /** `waits` until a second member of staff confirms it. */
  'person.let_in': { personId: string; person: string; role: Role; again: boolean; waits: boolean };
  'person.confirmed': { personId: string; person: string; role: Role };
  /** Disabled, or not let in; then there is a reason. */
  'person.shut_out': { personId: string; person: string; role: Role; reason: string };
  'person.sign_in_requested': { personId: string; token: string; expiresAt: string };
  'organisation.changed': { organisation: string; changes: string };
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
  /** Of an application that is still a draft, or was `returned`: its round closes. */
  'application.reminder': OfApplication & Unsent & Due & Reminder;
  /** Of a draft that nobody has written on since `dueAt`. */
  'draft.reminder': OfApplication & Unsent & Due & Reminder & { deadlineAt: string; deadlineZone: string };
  'offer.reminder': OfAward & Due & Reminder;
  'agreement.reminder': OfAward & Due & Reminder;
  'instalment.reminder': OfInstalment & Due & Reminder;
  'bank_details.reminder': OfBankDetails & Due & Reminder;
  /** Something is so many days overdue that more people hear of it; `page` is where it is seen. */
  'deadline.escalated': Due & Reminder & { what: string; title: string; who: string; page: string };
  /** Of one round, or where it is null of all that have no rules of their own; `changes` in words. */
  'reminders.changed': { roundId: string | null; round: string | null; changes: string };
  /** The reason says where, and which version it is. */
  'letter.changed': { letter: string; place: string; version: number } & Because;
  'letter.tried': { letter: string; subject: string; body: string; button: string; page: string };
  /** The letters of a day in one; what is due first stands first. */
  'mail.digest': { personId: string; on: string; items: DigestItem[] };
  'mail.stopped': Because;
  'mail.resumed': Because;
  /** How much may leave; the reason says what holds now. */
  'mail.brakes_changed': Because;
  'mail.alarm': { sent: number; planned: number; hour: string };
  'mail.sent_again': { mailId: string; title: string } & Because;
  'mail.settled': { mailId: string; title: string } & Because;
  'address.suppressed': { address: string; mailId: string | null } & Because;
  'address.released': { address: string } & Because;
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
  'instalment.given_up': OfInstalment & Because;
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
  // Why is for those who decided it: a city reads the histories, and no reason there that is not meant for it.
  'refund.written_off': OfRefund & { why: string };
  'report.scheduled': OfReport;
  'report.rescheduled': OfReport;
  'report.started': OfReport;
  'report.submitted': OfReport;
  'report.returned': OfReport & Because;
  'report.accepted': OfReport;
  'report.reminder': OfReport & Reminder;
}

export type EventName = keyof Events;
