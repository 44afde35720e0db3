import type { Letters } from './letter';

/** What is due, and what happens to mail itself. */
export const mailLetters = {
  'draft.reminder': null,
  'offer.reminder': null,
  'agreement.reminder': null,
  'deadline.escalated': null,
  'reminders.changed': null,
  'letter.changed': null,
  'letter.tried': null,
  'mail.digest': null,
  'mail.stopped': null,
  'mail.resumed': null,
  'mail.brakes_changed': null,
  'mail.alarm': null,
  'mail.sent_again': null,
  'mail.settled': null,
  'address.suppressed': null,
  'address.released': null,
} satisfies Partial<Letters>;
