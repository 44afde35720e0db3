import type { LettersOf, Reader } from './letter';
import { because, city, daysAway, program, toReport, toReview, when } from './words';

const due = (of: { dueAt: string; dueZone: string }, reader: Reader): string => when(of.dueAt, of.dueZone, reader);
/** What is due in so many days, was due then, or is due on this very day. */
const lead = (days: number): string => (days > 0 ? 'Overdue' : days === 0 ? 'Due today' : 'Reminder');

/** What is due on a date: reviews and reports, with their reminders. */
export const reviewLetters: LettersOf<'review' | 'report'> = {
  'review.assigned': {
    to: ({ reviewerId }) => ({ person: reviewerId }),
    subject: ({ title }) => `Please review: ${title}`,
    lines: (review, reader) => [
      `You are asked to review “${review.title}” in ${review.round}.`,
      `Please submit your scores by ${due(review, reader)}. If you cannot, or if you have an interest in it, decline the review, so that somebody else can be asked in time.`,
    ],
    action: (review) => ({ text: 'Open the review', href: toReview(review) }),
  },
  'review.rescheduled': {
    to: ({ reviewerId }) => ({ person: reviewerId }),
    subject: ({ title }) => `New date for your review: ${title}`,
    lines: (review, reader) => [
      `Your review of “${review.title}” in ${review.round} is now due by ${due(review, reader)}.`,
    ],
    action: (review) => ({ text: 'Open the review', href: toReview(review) }),
  },
  'review.started': null,
  'review.submitted': {
    to: () => program,
    subject: ({ title }) => `Review submitted: ${title}`,
    lines: ({ reviewer, title, round }) => [`${reviewer} submitted a review of “${title}” in ${round}.`],
    action: (review) => ({ text: 'Read the review', href: toReview(review) }),
  },
  'review.declined': {
    to: () => program,
    subject: ({ title }) => `Review declined: ${title}`,
    lines: ({ reviewer, title, round, reason }) => [
      `${reviewer} will not review “${title}” in ${round}; another reviewer is needed. The reason given:`,
      ...because(reason),
    ],
    action: (review) => ({ text: 'See the review', href: toReview(review) }),
  },
  'review.recalled': {
    to: ({ reviewerId }) => ({ person: reviewerId }),
    subject: ({ title }) => `No review needed any more: ${title}`,
    lines: ({ title, round }) => [
      `Your review of “${title}” in ${round} is not needed any more. Thank you for having been ready to do it.`,
    ],
    action: (review) => ({ text: 'See the review', href: toReview(review) }),
  },
  'review.reminder': {
    to: ({ reviewerId }) => ({ person: reviewerId }),
    subject: ({ title, days }) => `${lead(days)}: your review of ${title}`,
    lines: (review, reader) => {
      const { title, round, days } = review;
      if (days > 0) {
        return [
          `Your review of “${title}” in ${round} was due ${daysAway(days)}, by ${due(review, reader)}.`,
          'The decision waits for it. Please submit it as soon as you can, or decline it, so that somebody else can step in.',
        ];
      }
      const text = `Your review of “${title}” in ${round} is due ${daysAway(days)}, by ${due(review, reader)}.`;
      return days === 0 ? [text, 'It still counts if you submit it today.'] : [text];
    },
    action: (review) => ({ text: 'Open the review', href: toReview(review) }),
  },

  'report.scheduled': {
    to: city,
    subject: ({ title, award }) => `${title} for ${award}: when it is due`,
    lines: (report, reader) => [
      `The report “${report.title}” on your grant “${report.award}” is due by ${due(report, reader)}. We remind you before.`,
    ],
    action: (report) => ({ text: 'See what the report asks', href: toReport(report) }),
  },
  'report.rescheduled': {
    to: city,
    subject: ({ title, award }) => `${title} for ${award}: new date`,
    lines: (report, reader) => [
      `The report “${report.title}” on your grant “${report.award}” is now due by ${due(report, reader)}.`,
    ],
    action: (report) => ({ text: 'Open the report', href: toReport(report) }),
  },
  'report.started': null,
  'report.submitted': [
    {
      to: city,
      subject: ({ title, award }) => `We have your report: ${title} for ${award}`,
      lines: ({ title, award }) => [
        `Thank you. Your report “${title}” on “${award}” has arrived. We write when it is accepted, or if something is missing.`,
      ],
      action: (report) => ({ text: 'See your report', href: toReport(report) }),
    },
    {
      to: () => program,
      subject: ({ title, award }) => `Report to read: ${title} for ${award}`,
      lines: ({ title, award }) => [
        `The report “${title}” on the grant “${award}” was submitted. It waits to be accepted or returned.`,
      ],
      action: (report) => ({ text: 'Read the report', href: toReport(report) }),
    },
  ],
  'report.returned': {
    to: city,
    subject: ({ title, award }) => `Please change your report: ${title} for ${award}`,
    lines: ({ title, award, reason }) => [
      `Your report “${title}” on “${award}” came back to you, so that you can change it and submit it again. What we ask for:`,
      ...because(reason),
    ],
    action: (report) => ({ text: 'Change your report', href: toReport(report) }),
  },
  'report.accepted': {
    to: city,
    subject: ({ title, award }) => `Report accepted: ${title} for ${award}`,
    lines: ({ title, award }) => [`Your report “${title}” on “${award}” is accepted. Thank you.`],
    action: (report) => ({ text: 'See your report', href: toReport(report) }),
  },
  'report.reminder': {
    to: city,
    subject: ({ title, award, days }) => `${lead(days)}: ${title} for ${award}`,
    lines: (report, reader) => {
      const { title, award, days } = report;
      if (days > 0) {
        return [
          `The report “${title}” on your grant “${award}” was due ${daysAway(days)}, by ${due(report, reader)}.`,
          'Payments that depend on it wait until it is accepted. If something keeps you from it, please tell us.',
        ];
      }
      const text = `The report “${title}” on your grant “${award}” is due ${daysAway(days)}, by ${due(report, reader)}.`;
      return days === 0 ? [text, 'There is still time to submit it today.'] : [text];
    },
    action: (report) => ({ text: 'Open the report', href: toReport(report) }),
  },
};
