import type { Events } from '../events';
import { moneySamples } from './samples-money';

const due = { dueAt: '2026-11-30T22:59:59.000Z', dueZone: 'Europe/Oslo' };
const soon = { ...due, days: -3 };
const id = (last: number): string => `00000000-0000-4000-8000-00000000000${last}`;
const lead = { leadId: id(1) };
const because = { reason: 'Please add the letter of the harbour authority.\nIt is named in the plan.' };

const round = { roundId: id(2), round: 'Round 4', deadlineAt: '2026-11-30T22:59:59.000Z', deadlineZone: 'Europe/Oslo' };
const application = { applicationId: id(3), title: 'Heat from the harbour', round: 'Round 4', ...lead };
const review = {
  ...{ reviewId: id(4), reviewerId: id(5), reviewer: 'Sam Reviewer', applicationId: id(3) },
  ...{ title: 'Heat from the harbour', round: 'Round 4', ...due },
};
const report = {
  reportId: id(6),
  awardId: id(7),
  title: 'Interim report',
  award: 'Heat from the harbour',
  ...lead,
  ...due,
};
const person = { personId: id(5), person: 'Nora New', role: 'finance' as const };

/** One complete case of each event: what an editor shows where there is no real one yet, and which fields a letter has. */
export const samples: Events = {
  'person.let_in': { ...person, again: false, waits: true },
  'person.confirmed': person,
  'person.shut_out': { ...person, reason: 'Nobody here knows this address.' },
  'person.sign_in_requested': { personId: id(5), token: 'an-example', expiresAt: '2026-11-27T10:15:00.000Z' },
  'person.step_up_requested': { personId: id(5), code: '123456', expiresAt: '2026-11-27T10:15:00.000Z' },
  'organisation.changed': { organisation: 'Oslo', changes: 'Working hours: 08:00–16:00, before 09:00–17:00.' },
  'round.budget_raised': { ...round, cents: 50_000_00, currency: 'USD' },
  'round.budget_lowered': { ...round, cents: 50_000_00, currency: 'USD' },
  'round.opened': { ...round, budgetCents: 650_000_00, currency: 'USD' },
  'round.closed': round,
  'round.postponed': round,
  'round.review_started': round,
  'round.decided': round,
  'round.archived': round,
  'application.started': application,
  'application.submitted': { ...application, requestedCents: 80_000_00, currency: 'USD' },
  'application.returned': { ...application, ...because },
  'application.withdrawn': application,
  'application.review_started': application,
  'application.approved': application,
  'application.waitlisted': application,
  'application.declined': { ...application, ...because },
  'application.reconsidered': application,
  'application.reminder': { ...application, ...soon, returned: false },
  'draft.reminder': {
    ...{ ...application, ...soon, returned: false, days: 10, dueAt: '2026-11-10T15:30:00.000Z' },
    ...{ deadlineAt: round.deadlineAt, deadlineZone: round.deadlineZone },
  },
  'review.assigned': review,
  'review.rescheduled': review,
  'review.started': review,
  'review.submitted': review,
  'review.declined': { ...review, ...because },
  'review.recalled': review,
  'review.reminder': { ...review, ...soon },
  'report.scheduled': report,
  'report.rescheduled': report,
  'report.started': report,
  'report.submitted': report,
  'report.returned': { ...report, ...because },
  'report.accepted': report,
  'report.reminder': { ...report, ...soon },
  'deadline.escalated': {
    ...{ ...soon, days: 14, what: 'report', title: 'Interim report for Heat from the harbour', who: 'Oslo' },
    page: `/reports/${id(6)}`,
  },
  'reminders.changed': { roundId: id(2), round: 'Round 4', changes: 'Report due: 14 and 3 days before' },
  'letter.changed': {
    letter: 'report.reminder/ahead',
    place: `round:${id(2)}`,
    version: 2,
    reason: 'Round 4, version 2',
  },
  'letter.tried': {
    ...{ letter: 'report.reminder/ahead', subject: 'Report due in 3 days, by 30 November', button: 'Open the report' },
    ...{ body: 'Your interim report is due in 3 days.\n\nThank you.', page: `/reports/${id(6)}` },
  },
  'mail.digest': {
    ...{ personId: id(5), on: '2026-11-27' },
    items: [
      {
        ...{ mailId: id(8), title: 'Report due in 3 days, by 30 November: Interim report', link: `/reports/${id(6)}` },
        ...{ line: 'The report “Interim report” on your grant is due in 3 days.', group: 'Due within a week' },
      },
    ],
  },
  'mail.stopped': { reason: 'Letters of round 4 name the wrong date.' },
  'mail.resumed': { reason: 'The date is right again.' },
  'mail.brakes_changed': { reason: 'At most 10 letters a day go to one person.' },
  'mail.alarm': { sent: 750, planned: 240, hour: '2026-11-27T10:00:00.000Z' },
  'mail.sent_again': { mailId: id(8), title: 'Your grant has started', reason: 'It never arrived.' },
  'mail.settled': { mailId: id(8), title: 'Your grant has started', reason: 'It arrived, they say.' },
  'address.suppressed': { address: 'nora@oslo.example', mailId: id(8), reason: '550 There is no such mailbox.' },
  'address.released': { address: 'nora@oslo.example', reason: 'The mailbox is there again.' },
  ...moneySamples,
};
