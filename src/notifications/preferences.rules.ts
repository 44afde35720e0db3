import type { MailKind } from './mail-rows';

/** Each letter at once, or those that can wait in one letter a morning. */
export const rhythms = ['each', 'digest'] as const;
export type Rhythm = (typeof rhythms)[number];

/** What may be switched off. */
export const optionalLetters = ['notice', 'call'] as const satisfies readonly MailKind[];
export type OptionalLetter = (typeof optionalLetters)[number];

export const rhythmWords: Record<Rhythm, { name: string; about: string }> = {
  each: { name: 'Each letter at once', about: 'As soon as there is something to tell.' },
  digest: {
    name: 'One letter a morning',
    about: 'Reminders, tasks and notices of the day before come together, at half past nine on working days.',
  },
};

/** What comes at once whatever somebody chose. */
export const neverWaits = [
  'links to sign in, codes, and what concerns the safety of your account or of bank details',
  'decisions: offers, approvals, payments and agreements',
  'anything with a deadline before the next morning letter',
  'calls for applications, as long as you have them switched on',
];

export const kindsOfLetters: Record<MailKind, { name: string; about: string }> = {
  security: {
    name: 'Security',
    about: 'Links to sign in, codes, and whatever concerns your account or bank details.',
  },
  decision: { name: 'Decisions', about: 'Offers, approvals, payments and agreements.' },
  duty: {
    name: 'Deadlines and tasks',
    about: 'What is due, what is asked of you, and what waits for you, with its reminders.',
  },
  notice: {
    name: 'Notices',
    about: 'They are good to know and ask nothing of you: that your application is being read, for example.',
  },
  call: {
    name: 'Calls for applications',
    about: 'They tell those who act for a city that a round opens to which cities can apply.',
  },
};

export const fixedKinds = ['security', 'decision', 'duty'] as const satisfies readonly MailKind[];
