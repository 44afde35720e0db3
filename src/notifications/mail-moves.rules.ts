import type { Role } from '../kernel/access';
import { Lifecycle } from '../kernel/lifecycle';
import { type MailState, mailStates } from './mail-rows';

/** A letter as those who decide about it look at it. */
export interface MailCase {
  status: MailState;
  /** Whether somebody has decided what becomes of it. */
  settled: boolean;
  /** What it said is gone: it held a secret. */
  secret: boolean;
  /** Why nothing is sent to the present address of the person. */
  suppressed: string | null;
  /** Their account is disabled, or they are gone. */
  gone: boolean;
}

const decide: Role[] = ['program', 'finance', 'admin'];

const undecided = {
  'Somebody decided about this letter already. Load the page again.': ({ settled }: MailCase) => !settled,
};
const sendable = {
  'It held a secret that has been blanked. Whoever needs another asks for it.': ({ secret }: MailCase) => !secret,
  'The account of this person is disabled, so nothing is sent to them.': ({ gone }: MailCase) => !gone,
  'Nothing is sent to this address. Release it first, or add the person with another one.': ({
    suppressed,
  }: MailCase) => suppressed === null,
};

const again = (state: MailState, guards = {}) => ({
  move: 'send-again',
  label: 'Send it again',
  from: [state],
  to: state,
  by: decide,
  guards: { ...guards, ...sendable },
  emits: 'mail.sent_again' as const,
});

/** What people decide about a letter; everything else that becomes of it is the doing of the post. */
export const mailLifecycle = new Lifecycle<MailState, MailCase>('letter', mailStates, [
  {
    move: 'arrived',
    label: 'It arrived',
    from: ['unknown'],
    to: 'sent',
    by: decide,
    guards: undecided,
    emits: 'mail.settled',
  },
  again('unknown', undecided),
  again('dead', undecided),
  again('suppressed'),
  again('sent'),
  {
    move: 'let-be',
    label: 'Let it be',
    from: ['dead'],
    to: 'dead',
    by: decide,
    guards: undecided,
    emits: 'mail.settled',
  },
]);

/** What a move asks for. */
export const asked: Record<string, { label: string; hint: string }> = {
  arrived: { label: 'How do you know?', hint: 'Such as: they called, or answered it.' },
  'send-again': { label: 'Why is it sent again?', hint: 'It goes to the address that the person has now.' },
  'let-be': { label: 'Why is it not needed?', hint: 'Nothing is sent. Colleagues read this.' },
};
