import { Lifecycle } from '../kernel/lifecycle';
import type { BankEntry } from './bank.entity';

export const entryStatuses = ['open', 'confirmed', 'set_aside'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

export const entryLifecycle = new Lifecycle<EntryStatus, BankEntry>('bank entry', entryStatuses, [
  {
    move: 'confirm',
    label: 'Confirm',
    from: ['open'],
    to: 'confirmed',
    by: ['finance'],
    emits: 'bank_entry.confirmed',
  },
  {
    move: 'set-aside',
    label: 'Set aside',
    from: ['open'],
    to: 'set_aside',
    by: ['finance'],
    emits: 'bank_entry.set_aside',
  },
  {
    move: 'take-up',
    label: 'Take up again',
    from: ['set_aside'],
    to: 'open',
    by: ['finance'],
    emits: 'bank_entry.taken_up',
  },
]);

/** Who reads what is exchanged with the bank. */
export const bankReaders = ['program', 'finance', 'admin', 'auditor'] as const;
