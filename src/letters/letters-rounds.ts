import { formatInstant } from '../kernel/time';
import { formatMoney } from '../kernel/money';
import type { LettersOf } from './letter';
import { accountLetters } from './letters-people';
import { because, city, program, toApplication, toRound, when } from './words';

/** Signing in, the fund's income, rounds and applications. */
export const roundLetters: LettersOf<'person' | 'contribution' | 'round' | 'application'> = {
  'application.reminder': null,
  // Staff see the round's budget on its page; cities were told what they can count on when it opened.
  'round.budget_raised': null,
  'round.budget_lowered': null,
  ...accountLetters,
  'person.sign_in_requested': {
    to: ({ personId }) => ({ person: personId }),
    subject: () => 'Your link to sign in',
    lines: ({ expiresAt }, reader) => [
      'Somebody, most likely you, asked to sign in to the Innovation Fund with this address.',
      `The link works once, until ${formatInstant(new Date(expiresAt), reader.timeZone)}. If you did not ask for it, nothing happens as long as nobody uses it.`,
    ],
    action: ({ token }) => ({ text: 'Sign in', href: `/sign-in/${encodeURIComponent(token)}` }),
    secret: 'token',
    until: ({ expiresAt }) => expiresAt,
  },

  'person.step_up_requested': {
    to: ({ personId }) => ({ person: personId }),
    subject: () => 'Your code to prove that it is you',
    lines: ({ code, expiresAt }, reader) => [
      'Somebody, most likely you, asked for this code in a browser in which you are signed in to the Innovation Fund:',
      { quote: code },
      `It works once, until ${formatInstant(new Date(expiresAt), reader.timeZone)}, in that browser only. We never ask you for it by mail or telephone.`,
      'If you did not ask for it, somebody else uses your account: sign out everywhere on your account page, and tell us.',
    ],
    action: () => ({ text: 'Enter the code', href: '/account/step-up' }),
    secret: 'code',
    until: ({ expiresAt }) => expiresAt,
  },

  // The fund page shows income; nobody has to do anything about it.
  'contribution.received': null,
  'contribution.corrected': {
    to: () => ({ roles: ['finance', 'admin'] }),
    subject: ({ funder }) => `Contribution of ${funder} corrected`,
    lines: ({ funder, fund, netCents, currency, reason }) => [
      `The contribution of ${funder} to ${fund} over ${formatMoney(netCents, currency)} was corrected. The reason given:`,
      ...because(reason),
    ],
    action: () => ({ text: 'See the fund', href: '/fund' }),
  },

  'round.opened': {
    to: () => ({ everyCity: true }),
    subject: ({ round }) => `${round} is open`,
    lines: ({ round, budgetCents, currency, deadlineAt, deadlineZone }, reader) => [
      `${round} of the Innovation Fund takes applications now. ${formatMoney(budgetCents, currency)} is set aside for it.`,
      `Applications have to be in by ${when(deadlineAt, deadlineZone, reader)}. You can begin today and come back to your draft as often as you like.`,
    ],
    action: (round) => ({ text: 'See what the round asks', href: toRound(round) }),
  },
  'round.postponed': {
    to: () => ({ everyCity: true }),
    subject: ({ round }) => `New deadline for ${round}`,
    lines: ({ round, deadlineAt, deadlineZone }, reader) => [
      `The deadline of ${round} has moved. Applications now have to be in by ${when(deadlineAt, deadlineZone, reader)}.`,
    ],
    action: (round) => ({ text: 'See the round', href: toRound(round) }),
  },
  // Whoever applied hears about their own application; the steps of the round itself are staff's work.
  'round.closed': null,
  'round.review_started': null,
  'round.decided': null,
  'round.archived': null,

  'application.started': null,
  'application.submitted': [
    {
      to: city,
      subject: ({ title }) => `We have your application: ${title}`,
      lines: ({ title, round, requestedCents, currency }) => [
        `Thank you. Your application “${title}” to ${round}, for ${formatMoney(requestedCents, currency)}, has arrived complete.`,
        'Nothing more is needed from you now. We write when it goes into review and when it is decided.',
      ],
      action: (application) => ({ text: 'See your application', href: toApplication(application) }),
    },
    {
      to: () => program,
      subject: ({ title }) => `New application: ${title}`,
      lines: ({ title, round, requestedCents, currency }) => [
        `“${title}” was submitted to ${round}. It asks for ${formatMoney(requestedCents, currency)}.`,
      ],
      action: (application) => ({ text: 'Read the application', href: toApplication(application) }),
    },
  ],
  'application.returned': {
    to: city,
    subject: ({ title }) => `Please change your application: ${title}`,
    lines: ({ title, round, reason }) => [
      `Your application “${title}” to ${round} came back to you, so that you can change it and submit it again. What we ask for:`,
      ...because(reason),
    ],
    action: (application) => ({ text: 'Change your application', href: toApplication(application) }),
  },
  'application.withdrawn': [
    {
      to: city,
      subject: ({ title }) => `Application withdrawn: ${title}`,
      lines: ({ title, round }) => [
        `Your application “${title}” to ${round} is withdrawn, as you asked. It stays here for you to read.`,
      ],
      action: (application) => ({ text: 'See the application', href: toApplication(application) }),
    },
    {
      to: () => program,
      subject: ({ title }) => `Application withdrawn: ${title}`,
      lines: ({ title, round }) => [`The city withdrew “${title}” from ${round}.`],
      action: (application) => ({ text: 'See the application', href: toApplication(application) }),
    },
  ],
  'application.review_started': {
    to: city,
    subject: ({ title }) => `Your application is in review: ${title}`,
    lines: ({ title, round }) => [
      `Reviewers are reading your application “${title}” to ${round} now. We write as soon as it is decided.`,
    ],
    action: (application) => ({ text: 'Follow your application', href: toApplication(application) }),
  },
  // An award still needs its approvals and may fall through: the city hears with the offer.
  'application.approved': null,
  'application.reconsidered': null,
  'application.waitlisted': {
    to: city,
    subject: ({ title }) => `On the waiting list: ${title}`,
    lines: ({ title, round }) => [
      `Your application “${title}” to ${round} is on the waiting list. It was found worth funding, but the money set aside does not reach that far for now.`,
      'Should money become free, it is among the next to get it. You need not do anything, and you may withdraw at any time.',
    ],
    action: (application) => ({ text: 'See your application', href: toApplication(application) }),
  },
  'application.declined': {
    to: city,
    subject: ({ title }) => `Decision on your application: ${title}`,
    lines: ({ title, round, reason }) => [
      `We are sorry: your application “${title}” to ${round} will not be funded. The reason:`,
      ...because(reason),
      'Thank you for the work that went into it. You are welcome to apply again in a later round.',
    ],
    action: (application) => ({ text: 'See your application', href: toApplication(application) }),
  },
};
