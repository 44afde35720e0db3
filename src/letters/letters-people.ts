import { roleNames, staff } from '../kernel/access';
import type { Audience, Letters } from './letter';
import { text } from './words';

const office: Audience = { roles: [...staff, 'auditor'] };
const among = ({ role }: { role: keyof typeof roleNames }): boolean => role === 'auditor' || staff.includes(role);
const everybody = { button: 'See everybody', link: () => '/people', kind: 'security' } as const;

type Account = 'person.let_in' | 'person.confirmed' | 'person.shut_out';
type SignIn = 'person.sign_in_requested' | 'person.step_up_requested';

/** Who comes in among the staff, and who goes. Two people approve and release money: whoever let people in unseen could be all of them. */
export const accountLetters: Pick<Letters, Account> = {
  'person.let_in': {
    asked_auditor: {
      to: (person) => (among(person) ? office : { roles: [] }),
      when: ({ waits }, { role }) => waits && role === 'auditor',
      kind: 'security',
      subject: '{{person}} waits for a second person',
      body: text(
        'An administrator let {{person}} in, among the {{role}}.',
        'The account opens nothing until a second member of staff confirms it.',
        'If you do not know this person, ask before anybody relies on their approval.',
      ),
      button: 'See who waits',
      link: () => '/people#waiting',
    },
    asked: {
      to: (person) => (among(person) ? office : { roles: [] }),
      when: ({ waits }) => waits,
      kind: 'security',
      subject: '{{person}} waits for a second person',
      body: text(
        'An administrator let {{person}} in, among the {{role}}.',
        'The account opens nothing until a second member of staff confirms it. That may be you: confirm it only if you know {{person}}, and know that the address is theirs.',
        'If you do not know this person, ask before anybody relies on their approval.',
      ),
      button: 'See who waits',
      link: () => '/people#waiting',
    },
    again: {
      ...everybody,
      to: (person) => (among(person) ? office : { roles: [] }),
      when: ({ again }) => again,
      subject: '{{person}} may sign in again as one of us',
      body: text(
        'An administrator let {{person}} in again, among the {{role}}.',
        'From now on {{person}} may act as such.',
      ),
    },
    added: {
      ...everybody,
      to: (person) => (among(person) ? office : { roles: [] }),
      subject: '{{person}} was added as one of us',
      body: text('An administrator added {{person}}, among the {{role}}.', 'From now on {{person}} may act as such.'),
    },
  },
  'person.confirmed': {
    to: ({ personId }) => ({ person: personId }),
    kind: 'security',
    subject: 'You may sign in to the Innovation Fund',
    body: text(
      'Your account is confirmed: you are among the {{role}} now.',
      'Sign in with this address. We send you a link each time, so there is no password to keep.',
    ),
    button: 'Sign in',
    link: () => '/sign-in',
  },
  'person.shut_out': {
    rejected: {
      ...everybody,
      to: () => office,
      when: ({ reason }) => reason !== '',
      subject: '{{person}} was not let in',
      body: text(
        '{{person}}, among the {{role}}, waited for a second person, who rejected the account:',
        '{{reason}}',
        'Whatever waits for an approval of {{person}} needs one of somebody else.',
      ),
    },
    outsider: {
      ...everybody,
      to: () => office,
      when: (person) => !among(person),
      subject: '{{person}} may not sign in any more',
      body: '{{person}}, among the {{role}}, was disabled and is signed out everywhere.',
    },
    disabled: {
      ...everybody,
      to: () => office,
      subject: '{{person}} may not sign in any more',
      body: text(
        '{{person}}, among the {{role}}, was disabled and is signed out everywhere.',
        'Whatever waits for an approval of {{person}} needs one of somebody else.',
      ),
    },
  },
};

/** Signing in, and proving it. */
export const signInLetters: Pick<Letters, SignIn> = {
  'person.sign_in_requested': {
    to: ({ personId }) => ({ person: personId }),
    kind: 'security',
    subject: 'Your link to sign in',
    body: text(
      'Somebody, most likely you, asked to sign in to the Innovation Fund with this address.',
      'The link works once, until {{expires}}. If you did not ask for it, nothing happens as long as nobody uses it.',
    ),
    button: 'Sign in',
    link: ({ token }) => `/sign-in/${encodeURIComponent(token)}`,
    secret: 'token',
    until: ({ expiresAt }) => expiresAt,
  },
  'person.step_up_requested': {
    to: ({ personId }) => ({ person: personId }),
    kind: 'security',
    subject: 'Your code to prove that it is you',
    body: text(
      'Somebody, most likely you, asked for this code in a browser in which you are signed in to the Innovation Fund:',
      '{{code}}',
      'It works once, until {{expires}}, in that browser only. We never ask you for it by mail or telephone.',
      'If you did not ask for it, somebody else uses your account: sign out everywhere on your account page, and tell us.',
    ),
    button: 'Enter the code',
    link: () => '/account/step-up',
    secret: 'code',
    until: ({ expiresAt }) => expiresAt,
  },
};
