import { roleNames, staff } from '../kernel/access';
import type { Audience, Letters } from './letter';
import { because } from './words';

const office: Audience = { roles: [...staff, 'auditor'] };
const among = (role: keyof typeof roleNames): boolean => role === 'auditor' || staff.includes(role);

/** Who comes in among the staff, and who goes. Two people approve and release money: whoever let people in unseen could be all of them. */
export const accountLetters: Pick<Letters, 'person.let_in' | 'person.confirmed' | 'person.shut_out'> = {
  'person.let_in': {
    to: ({ role }) => (among(role) ? office : { roles: [] }),
    subject: ({ person, again, waits }) =>
      waits
        ? `${person} waits for a second person`
        : `${person} ${again ? 'may sign in again' : 'was added'} as one of us`,
    lines: ({ person, role, again, waits }, reader) => [
      `An administrator ${again ? 'let' : 'added'} ${person}${again ? ' in again' : ''}, among the ${roleNames[role]}.`,
      ...(waits ? asked(person, reader.role === 'auditor') : [`From now on ${person} may act as such.`]),
    ],
    action: ({ waits }) =>
      waits ? { text: 'See who waits', href: '/people#waiting' } : { text: 'See everybody', href: '/people' },
  },
  'person.confirmed': {
    to: ({ personId }) => ({ person: personId }),
    subject: () => 'You may sign in to the Innovation Fund',
    lines: ({ role }) => [
      `Your account is confirmed: you are among the ${roleNames[role]} now.`,
      'Sign in with this address. We send you a link each time, so there is no password to keep.',
    ],
    action: () => ({ text: 'Sign in', href: '/sign-in' }),
  },
  'person.shut_out': {
    to: () => office,
    subject: ({ person, reason }) => `${person} ${reason === '' ? 'may not sign in any more' : 'was not let in'}`,
    lines: ({ person, role, reason }) => [
      `${person}, among the ${roleNames[role]}, ${reason === '' ? 'was disabled and is signed out everywhere.' : 'waited for a second person, who rejected the account:'}`,
      ...because(reason),
      ...(among(role) ? [`Whatever waits for an approval of ${person} needs one of somebody else.`] : []),
    ],
    action: () => ({ text: 'See everybody', href: '/people' }),
  },
};

const asked = (person: string, readsOnly: boolean): string[] => [
  readsOnly
    ? `The account opens nothing until a second member of staff confirms it.`
    : `The account opens nothing until a second member of staff confirms it. That may be you: confirm it only if you know ${person}, and know that the address is theirs.`,
  'If you do not know this person, ask before anybody relies on their approval.',
];
