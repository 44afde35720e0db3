import type { Subject } from '../kernel/outbox';
import type { LettersOf } from './letter';
import { accountLetters, signInLetters } from './letters-people';
import { ahead, city, overdue, program, remindedStaff, text, toApplication, today, toRound } from './words';

const closes = {
  anchor: 'round_closes',
  subject: ({ roundId }: { roundId: string }): Subject => `round:${roundId}`,
} as const;
const closing = (of: { round: string; deadlineAt: string; deadlineZone: string }) => ({
  ...{ title: of.round, dueAt: of.deadlineAt, dueZone: of.deadlineZone },
});

/** Signing in, the fund's income, rounds and applications. */
export const roundLetters: LettersOf<'person' | 'contribution' | 'round' | 'application' | 'draft'> = {
  // Staff see the round's budget on its page; cities were told what they can count on when it opened.
  'round.budget_raised': null,
  'round.budget_lowered': null,
  ...accountLetters,
  ...signInLetters,

  // The fund page shows income; nobody has to do anything about it.
  'contribution.received': null,
  'contribution.corrected': {
    to: () => ({ roles: ['finance', 'admin'] }),
    kind: 'decision',
    subject: 'Contribution of {{funder}} corrected',
    body: text(
      'The contribution of {{funder}} to {{fund}} over {{net}} was corrected. The reason given:',
      '{{reason}}',
    ),
    button: 'See the fund',
    link: () => '/fund',
  },

  'round.opened': {
    to: () => ({ everyCity: true }),
    kind: 'call',
    subject: '{{round}} is open, apply by {{deadlineDay}}',
    body: text(
      '{{round}} of the Innovation Fund takes applications now. {{budget}} is set aside for it.',
      'Applications have to be in by {{deadline}}. You can begin today and come back to your draft as often as you like.',
    ),
    button: 'See what the round asks',
    link: toRound,
    calendar: { ...closes, as: 'entry', offered: closing },
  },
  'round.postponed': {
    to: () => ({ everyCity: true }),
    kind: 'duty',
    subject: 'New deadline for {{round}}: {{deadlineDay}}',
    body: 'The deadline of {{round}} has moved. Applications now have to be in by {{deadline}}.',
    button: 'See the round',
    link: toRound,
    calendar: { ...closes, as: 'entry', offered: closing },
  },
  // Whoever applied hears about their own application; the steps of the round itself are staff's work.
  'round.closed': null,
  'round.review_started': null,
  'round.decided': null,
  'round.archived': null,

  'application.started': null,
  'application.submitted': {
    city: {
      to: city,
      kind: 'decision',
      subject: 'We have your application: {{title}}',
      body: text(
        'Thank you. Your application “{{title}}” to {{round}}, for {{requested}}, has arrived complete.',
        'Nothing more is needed from you now. We write when it goes into review and when it is decided.',
      ),
      button: 'See your application',
      link: toApplication,
    },
    staff: {
      to: () => program,
      kind: 'duty',
      subject: 'New application: {{title}}',
      body: '“{{title}}” was submitted to {{round}}. It asks for {{requested}}.',
      button: 'Read the application',
      link: toApplication,
    },
  },
  'application.returned': {
    to: city,
    kind: 'duty',
    subject: 'Please change your application: {{title}}',
    body: text(
      'Your application “{{title}}” to {{round}} came back to you, so that you can change it and submit it again. What we ask for:',
      '{{reason}}',
    ),
    button: 'Change your application',
    link: toApplication,
    calendar: {
      ...{ anchor: 'round_closes', as: 'entry' },
      subject: ({ applicationId }) => `application:${applicationId}`,
    },
  },
  'application.withdrawn': {
    city: {
      to: city,
      kind: 'decision',
      subject: 'Application withdrawn: {{title}}',
      body: 'Your application “{{title}}” to {{round}} is withdrawn, as you asked. It stays here for you to read.',
      button: 'See the application',
      link: toApplication,
    },
    staff: {
      to: () => program,
      kind: 'notice',
      subject: 'Application withdrawn: {{title}}',
      body: 'The city withdrew “{{title}}” from {{round}}.',
      button: 'See the application',
      link: toApplication,
    },
  },
  'application.review_started': {
    to: city,
    kind: 'notice',
    subject: 'Your application is in review: {{title}}',
    body: 'Reviewers are reading your application “{{title}}” to {{round}} now. We write as soon as it is decided.',
    button: 'Follow your application',
    link: toApplication,
  },
  // An award still needs its approvals and may fall through: the city hears with the offer.
  'application.approved': null,
  'application.reconsidered': null,
  'application.waitlisted': {
    to: city,
    kind: 'decision',
    subject: 'On the waiting list: {{title}}',
    body: text(
      'Your application “{{title}}” to {{round}} is on the waiting list. It was found worth funding, but the money set aside does not reach that far for now.',
      'Should money become free, it is among the next to get it. You need not do anything, and you may withdraw at any time.',
    ),
    button: 'See your application',
    link: toApplication,
  },
  'application.declined': {
    to: city,
    kind: 'decision',
    subject: 'Decision on your application: {{title}}',
    body: text(
      'We are sorry: your application “{{title}}” to {{round}} will not be funded. The reason:',
      '{{reason}}',
      'Thank you for the work that went into it. You are welcome to apply again in a later round.',
    ),
    button: 'See your application',
    link: toApplication,
  },

  'application.reminder': {
    ahead: {
      ...ahead,
      to: city,
      kind: 'duty',
      subject: 'Submit {{away}}, by {{dueDay}}: {{title}}',
      body: text(
        'Your application “{{title}}” to {{round}} {{stands}}. It is due {{away}}, by {{due}}.',
        'Its page lists what is still missing. What you have written is kept.',
      ),
      button: 'Go on with your application',
      link: toApplication,
    },
    today: {
      ...today,
      to: city,
      kind: 'duty',
      subject: 'Submit today, {{dueDay}}: {{title}}',
      body: text(
        'Your application “{{title}}” to {{round}} {{stands}}. Today is the last day: it has to be in by {{due}}.',
        'Its page lists what is still missing.',
      ),
      button: 'Submit your application',
      link: toApplication,
    },
    overdue: {
      ...overdue,
      to: city,
      kind: 'duty',
      subject: 'Not submitted by {{dueDay}}: {{title}}',
      body: text(
        'Your application “{{title}}” to {{round}} {{stands}}. It had to be in by {{due}}.',
        'If something kept you from it, please tell us.',
      ),
      button: 'See your application',
      link: toApplication,
    },
    staff: {
      to: remindedStaff,
      kind: 'duty',
      subject: 'Not submitted, due {{away}}, {{dueDay}}: {{title}}',
      body: 'The application “{{title}}” to {{round}} {{stands}}. It {{falls}}, by {{due}}.',
      button: 'See the application',
      link: toApplication,
    },
  },
  'draft.reminder': {
    city: {
      to: city,
      kind: 'duty',
      subject: 'Your application waits, submit by {{deadlineDay}}: {{title}}',
      body: text(
        'Your application “{{title}}” to {{round}} {{stands}}, and nobody has written on it for {{span}}. The round takes it until {{deadline}}.',
        'You can go on where you stopped. If you do not want to submit it after all, withdraw it, and we stop reminding you.',
      ),
      button: 'Go on with your application',
      link: toApplication,
    },
    staff: {
      to: remindedStaff,
      kind: 'duty',
      subject: 'Application untouched for {{span}}, due by {{deadlineDay}}: {{title}}',
      body: 'The application “{{title}}” to {{round}} {{stands}}, and nobody has written on it for {{span}}. The round takes it until {{deadline}}.',
      button: 'See the application',
      link: toApplication,
    },
  },
};
