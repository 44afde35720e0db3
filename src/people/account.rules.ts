import { type Role, staff } from '../kernel/access';
import { type Circumstances, Lifecycle } from '../kernel/lifecycle';
import type { Person } from './person.entity';

export const accountStatuses = ['waiting', 'standing', 'disabled'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

/** Those whose account a second person confirms: staff, and auditors, who read everything. */
export const isOffice = (role: Role): boolean => role === 'auditor' || staff.includes(role);

const notSelf = (sentence: string) => ({
  [sentence]: ({ id }: Person, { actor }: Circumstances) => id !== actor.id,
});

export const accountLifecycle = new Lifecycle<AccountStatus, Person>('person', accountStatuses, [
  {
    move: 'confirm',
    label: 'Confirm the account',
    from: ['waiting'],
    to: 'standing',
    by: staff,
    guards: {
      'You let this person in: somebody else has to confirm their account.': ({ letInBy }, { actor }) =>
        letInBy !== actor.id,
      ...notSelf('Somebody else has to confirm your account.'),
    },
    emits: 'person.confirmed',
    confirm: 'You know this person, and the address is theirs. They may sign in, and approve, from now on.',
  },
  {
    move: 'reject',
    label: 'Reject the account',
    from: ['waiting'],
    to: 'disabled',
    by: staff,
    emits: 'person.shut_out',
  },
  {
    move: 'disable',
    label: 'Disable',
    from: ['standing'],
    to: 'disabled',
    by: ['admin'],
    guards: notSelf('You cannot disable yourself. Ask another administrator.'),
    emits: 'person.shut_out',
    confirm: 'They are signed out everywhere at once.',
  },
  {
    move: 'enable',
    label: 'Enable',
    from: ['disabled'],
    to: 'waiting',
    by: ['admin'],
    when: { text: 'of staff and auditors', holds: ({ role }) => isOffice(role) },
    emits: 'person.let_in',
  },
  {
    move: 'enable',
    label: 'Enable',
    from: ['disabled'],
    to: 'standing',
    by: ['admin'],
    when: { text: 'of anybody else', holds: ({ role }) => !isOffice(role) },
    emits: 'person.let_in',
  },
]);
