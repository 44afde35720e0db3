import type { Subject } from '../kernel/outbox';
import type { LettersOf } from './letter';
import { ahead, city, overdue, program, remindedStaff, text, today, toReport, toReview } from './words';

const ofReview = {
  anchor: 'review_due',
  subject: ({ reviewId }: { reviewId: string }): Subject => `review:${reviewId}`,
} as const;
const ofReport = {
  anchor: 'report_due',
  subject: ({ reportId }: { reportId: string }): Subject => `report:${reportId}`,
} as const;
const reviewer = ({ reviewerId }: { reviewerId: string }) => ({ person: reviewerId });

/** What is due on a date: reviews and reports, with their reminders. */
export const reviewLetters: LettersOf<'review' | 'report'> = {
  'review.assigned': {
    to: reviewer,
    kind: 'duty',
    subject: 'Please review by {{dueDay}}: {{title}}',
    body: text(
      'You are asked to review “{{title}}” in {{round}}.',
      'Please submit your scores by {{due}}. If you cannot, or if you have an interest in it, decline the review, so that somebody else can be asked in time.',
    ),
    button: 'Open the review',
    link: toReview,
    calendar: { ...ofReview, as: 'entry' },
  },
  'review.rescheduled': {
    to: reviewer,
    kind: 'duty',
    subject: 'Your review is now due by {{dueDay}}: {{title}}',
    body: 'Your review of “{{title}}” in {{round}} is now due by {{due}}.',
    button: 'Open the review',
    link: toReview,
    calendar: { ...ofReview, as: 'entry' },
  },
  'review.started': null,
  'review.submitted': {
    to: () => program,
    kind: 'notice',
    subject: 'Review submitted: {{title}}',
    body: '{{reviewer}} submitted a review of “{{title}}” in {{round}}.',
    button: 'Read the review',
    link: toReview,
  },
  'review.declined': {
    to: () => program,
    kind: 'duty',
    subject: 'Review declined, it was due by {{dueDay}}: {{title}}',
    body: text(
      '{{reviewer}} will not review “{{title}}” in {{round}}; another reviewer is needed. The reason given:',
      '{{reason}}',
    ),
    button: 'See the review',
    link: toReview,
  },
  'review.recalled': {
    to: reviewer,
    kind: 'duty',
    subject: 'No review needed any more: {{title}}',
    body: 'Your review of “{{title}}” in {{round}} is not needed any more. Thank you for having been ready to do it.',
    button: 'See the review',
    link: toReview,
    calendar: { ...ofReview, as: 'cancel' },
  },
  'review.reminder': {
    ahead: {
      ...ahead,
      to: reviewer,
      kind: 'duty',
      subject: 'Review due {{away}}, by {{dueDay}}: {{title}}',
      body: text(
        'Your review of “{{title}}” in {{round}} is due {{away}}, by {{due}}.',
        'If you cannot do it in time, decline it, so that somebody else can step in.',
      ),
      button: 'Open the review',
      link: toReview,
    },
    today: {
      ...today,
      to: reviewer,
      kind: 'duty',
      subject: 'Review due today, {{dueDay}}: {{title}}',
      body: text(
        'Your review of “{{title}}” in {{round}} is due today, by {{due}}.',
        'It still counts if you submit it today.',
      ),
      button: 'Open the review',
      link: toReview,
    },
    overdue: {
      ...overdue,
      to: reviewer,
      kind: 'duty',
      subject: 'Review overdue since {{dueDay}}: {{title}}',
      body: text(
        'Your review of “{{title}}” in {{round}} was due {{away}}, by {{due}}.',
        'The decision waits for it. Please submit it as soon as you can, or decline it, so that somebody else can step in.',
      ),
      button: 'Open the review',
      link: toReview,
    },
    staff: {
      to: remindedStaff,
      kind: 'duty',
      subject: 'Review by {{reviewer}}, due {{away}}, {{dueDay}}: {{title}}',
      body: 'The review of “{{title}}” in {{round}} by {{reviewer}} is not submitted. It {{falls}}, by {{due}}.',
      button: 'See the review',
      link: toReview,
    },
  },

  'report.scheduled': {
    to: city,
    kind: 'duty',
    subject: 'Report due by {{dueDay}}: {{title}} for {{award}}',
    body: 'The report “{{title}}” on your grant “{{award}}” is due by {{due}}. We remind you before.',
    button: 'See what the report asks',
    link: toReport,
    calendar: { ...ofReport, as: 'entry' },
  },
  'report.rescheduled': {
    to: city,
    kind: 'duty',
    subject: 'Report now due by {{dueDay}}: {{title}} for {{award}}',
    body: 'The report “{{title}}” on your grant “{{award}}” is now due by {{due}}.',
    button: 'Open the report',
    link: toReport,
    calendar: { ...ofReport, as: 'entry' },
  },
  'report.started': null,
  'report.submitted': {
    city: {
      to: city,
      kind: 'decision',
      subject: 'We have your report: {{title}} for {{award}}',
      body: 'Thank you. Your report “{{title}}” on “{{award}}” has arrived. We write when it is accepted, or if something is missing.',
      button: 'See your report',
      link: toReport,
      calendar: { ...ofReport, as: 'cancel' },
    },
    staff: {
      to: () => program,
      kind: 'duty',
      subject: 'Report to read: {{title}} for {{award}}',
      body: 'The report “{{title}}” on the grant “{{award}}” was submitted. It waits to be accepted or returned.',
      button: 'Read the report',
      link: toReport,
    },
  },
  'report.returned': {
    to: city,
    kind: 'duty',
    subject: 'Please change your report: {{title}} for {{award}}',
    body: text(
      'Your report “{{title}}” on “{{award}}” came back to you, so that you can change it and submit it again. What we ask for:',
      '{{reason}}',
    ),
    button: 'Change your report',
    link: toReport,
    calendar: { ...ofReport, as: 'entry' },
  },
  'report.accepted': {
    to: city,
    kind: 'decision',
    subject: 'Report accepted: {{title}} for {{award}}',
    body: 'Your report “{{title}}” on “{{award}}” is accepted. Thank you.',
    button: 'See your report',
    link: toReport,
  },
  'report.reminder': {
    ahead: {
      ...ahead,
      to: city,
      kind: 'duty',
      subject: 'Report due {{away}}, by {{dueDay}}: {{title}} for {{award}}',
      body: 'The report “{{title}}” on your grant “{{award}}” is due {{away}}, by {{due}}.',
      button: 'Open the report',
      link: toReport,
    },
    today: {
      ...today,
      to: city,
      kind: 'duty',
      subject: 'Report due today, {{dueDay}}: {{title}} for {{award}}',
      body: text(
        'The report “{{title}}” on your grant “{{award}}” is due today, by {{due}}.',
        'There is still time to submit it today.',
      ),
      button: 'Open the report',
      link: toReport,
    },
    overdue: {
      ...overdue,
      to: city,
      kind: 'duty',
      subject: 'Report overdue since {{dueDay}}: {{title}} for {{award}}',
      body: text(
        'The report “{{title}}” on your grant “{{award}}” was due {{away}}, by {{due}}.',
        'Payments that depend on it wait until it is accepted. If something keeps you from it, please tell us.',
      ),
      button: 'Open the report',
      link: toReport,
    },
    staff: {
      to: remindedStaff,
      kind: 'duty',
      subject: 'Report due {{away}}, {{dueDay}}: {{title}} for {{award}}',
      body: 'The report “{{title}}” on the grant “{{award}}” is not submitted. It {{falls}}, by {{due}}.',
      button: 'See the report',
      link: toReport,
    },
  },
};
