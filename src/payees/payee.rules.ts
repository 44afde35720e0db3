import type { Actor } from '../kernel/access';
import { type Circumstances, Lifecycle } from '../kernel/lifecycle';
import { formatInstant } from '../kernel/time';
import type { BankAccount } from './payee.entity';

export const holderKinds = ['organisation', 'fund'] as const;
export type HolderKind = (typeof holderKinds)[number];

export const accountKinds = ['iban', 'other'] as const;
export type AccountKind = (typeof accountKinds)[number];

export const payeeStatuses = ['entered', 'confirmed', 'rejected', 'replaced'] as const;
export type PayeeStatus = (typeof payeeStatuses)[number];

/** Bank details as everybody here meets them: without the number. */
export type PayeeAccount = Omit<BankAccount, 'cipher'>;

/** Where a payee can be paid now. */
export interface PayeeState {
  /** What is confirmed. */
  account: PayeeAccount | null;
  /** What waits for a second person. */
  waiting: PayeeAccount | null;
  /** Why nothing can be paid there now; null where it can. */
  held: string | null;
}

const another = {
  'Somebody else has to confirm these bank details: nobody confirms what they entered.': (
    { enteredBy }: PayeeAccount,
    { actor }: Circumstances,
  ) => enteredBy !== actor.id,
};

export const payeeLifecycle = new Lifecycle<PayeeStatus, PayeeAccount>('bank account', payeeStatuses, [
  {
    move: 'confirm',
    label: 'Confirm the bank details',
    from: ['entered'],
    to: 'confirmed',
    by: ['program', 'finance'],
    guards: another,
    emits: 'bank_details.confirmed',
    confirm: 'Money goes there from now on, or from the end of the hold.',
  },
  {
    move: 'reject',
    label: 'Reject the bank details',
    from: ['entered'],
    to: 'rejected',
    by: ['program', 'finance'],
    emits: 'bank_details.rejected',
  },
  {
    move: 'supersede',
    label: 'Superseded',
    from: ['entered'],
    to: 'rejected',
    by: ['city', 'finance'],
    through: 'other details that are entered after them',
    emits: 'bank_details.entered',
  },
  {
    move: 'replace',
    label: 'Replaced',
    from: ['confirmed'],
    to: 'replaced',
    by: ['program', 'finance'],
    through: 'the confirmation of other details',
    emits: 'bank_details.confirmed',
  },
]);

/** Somebody who can be paid, or who pays. */
export interface Holder {
  id: string;
  kind: HolderKind;
  name: string;
  country: string | null;
  zone: string;
}

/** Finance for anybody, a city's signatory for its own city. */
export const mayEnter = (actor: Actor, holder: Pick<Holder, 'id' | 'kind'>): boolean =>
  actor.role === 'finance' || signsFor(actor, holder);

/** The full number is for those who may enter it. */
export const mayRead = mayEnter;

const signsFor = (actor: Actor, { id, kind }: Pick<Holder, 'id' | 'kind'>): boolean =>
  kind === 'organisation' && actor.role === 'city' && actor.cityRight === 'signatory' && actor.organisationId === id;

/** While a change waits, the former details are not paid either: whoever announced a change may have left the old account. */
export function heldReason(
  account: Pick<PayeeAccount, 'holdUntil'> | null,
  waiting: boolean,
  now: Date,
): string | null {
  if (account && waiting) return 'The bank details change: until somebody confirms the new ones, nothing is paid.';
  if (waiting) return 'The bank details wait for a second person to confirm them.';
  if (!account) return 'No bank details have been entered.';
  if (account.holdUntil <= now) return null;
  return `The bank details changed: they are on hold until ${formatInstant(account.holdUntil, 'UTC')}.`;
}
