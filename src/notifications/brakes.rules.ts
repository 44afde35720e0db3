import { Lifecycle } from '../kernel/lifecycle';
import type { Subject } from '../kernel/outbox';

export const brakeStates = ['open', 'stopped'] as const;
export type BrakeState = (typeof brakeStates)[number];

/** The one brake of all mail, as its lifecycle looks at it. */
export interface Brake {
  status: BrakeState;
}

/** Under which its history is kept: there is one of it. */
export const brakeSubject: Subject = 'brakes:00000000-0000-4000-8000-000000000001';

/** So many times what was planned for an hour may leave in it. */
export const timesPlanned = 3;

export const brakeLifecycle = new Lifecycle<BrakeState, Brake>('mail', brakeStates, [
  {
    move: 'stop',
    label: 'Stop all mail',
    from: ['open'],
    to: 'stopped',
    by: ['program', 'admin'],
    emits: 'mail.stopped',
  },
  {
    move: 'resume',
    label: 'Let mail leave again',
    from: ['stopped'],
    to: 'open',
    by: ['program', 'admin'],
    emits: 'mail.resumed',
  },
]);
