import type { Actor, Role } from '../kernel/access';
import { approvalGuards, type Approvals, approvalSteps } from '../kernel/approval';
import { type FieldErrors, Invalid } from '../kernel/errors';
import { Lifecycle } from '../kernel/lifecycle';
import type { Instruction } from './instruction.entity';

export const instructionKinds = ['donor_refund', 'restriction_move', 'pledge_write_off', 'overhead'] as const;
export type InstructionKind = (typeof instructionKinds)[number];

export const instructionStatuses = ['proposed', 'carried_out', 'rejected'] as const;
export type InstructionStatus = (typeof instructionStatuses)[number];

export const expenses = ['admin_expense', 'bank_fees'] as const;
export type Expense = (typeof expenses)[number];

/** What each kind is called. */
export const kindNames: Record<InstructionKind, string> = {
  donor_refund: 'Refund to a donor',
  restriction_move: 'Change of a restriction',
  pledge_write_off: 'Write-off of a pledge',
  overhead: 'Cost of running the fund',
};

export const expenseNames: Record<Expense, string> = {
  admin_expense: 'Administration',
  bank_fees: 'Bank fees',
};

/** Those who may approve and reject. */
export const approving: Role[] = ['program', 'finance', 'admin'];

/** An instruction with what its lifecycle looks at besides its row. */
export interface InstructionCase extends Instruction {
  approvals: Approvals;
}

const guards = approvalGuards<InstructionCase>((instruction) => instruction.proposedBy, 'instruction');

export const instructionLifecycle = new Lifecycle<InstructionStatus, InstructionCase>(
  'instruction',
  instructionStatuses,
  [
    ...approvalSteps<InstructionStatus, InstructionCase>(
      { move: 'approve', label: 'Approve the instruction', from: 'proposed', by: approving, guards },
      { emits: 'instruction.endorsed' },
      {
        label: 'Approve the instruction and carry it out',
        to: 'carried_out',
        emits: 'instruction.carried_out',
        confirm: 'Yours is the last approval: the money moves at once.',
      },
    ),
    {
      move: 'reject',
      label: 'Reject the instruction',
      from: ['proposed'],
      to: 'rejected',
      by: approving,
      emits: 'instruction.rejected',
    },
  ],
);

/** What only some kinds say. */
type Special = Pick<Instruction, 'contributionId' | 'toRestrictionId' | 'pledgeId' | 'expense' | 'fileId'> & {
  restrictionId?: string | null | undefined;
};

const wanted: Record<InstructionKind, Partial<Record<keyof Special, string>>> = {
  donor_refund: { contributionId: 'Choose the contribution that is given back.' },
  restriction_move: {
    contributionId: 'Choose the contribution whose restriction changes.',
    fileId: 'Attach the letter in which the donor says so.',
  },
  pledge_write_off: { pledgeId: 'Choose the pledge.' },
  overhead: { expense: 'Choose what the cost is booked as.' },
};
const allowed: Record<InstructionKind, readonly (keyof Special)[]> = {
  donor_refund: ['contributionId', 'restrictionId', 'fileId'],
  restriction_move: ['contributionId', 'restrictionId', 'toRestrictionId', 'fileId'],
  pledge_write_off: ['pledgeId', 'fileId'],
  overhead: ['expense', 'restrictionId', 'fileId'],
};

/** @throws Invalid where something is missing that its kind needs, or said that its kind has no use for */
export function checkKind({ kind, ...said }: Special & { kind: InstructionKind }): void {
  const faults: FieldErrors = {};
  for (const field of [
    'contributionId',
    'restrictionId',
    'toRestrictionId',
    'pledgeId',
    'expense',
    'fileId',
  ] as const) {
    const missing = said[field] ? undefined : wanted[kind][field];
    if (missing) faults[field] = [missing];
    if (said[field] && !allowed[kind].includes(field)) faults[field] = [`Leave this out of a ${lower(kind)}.`];
  }
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
}

const lower = (kind: InstructionKind): string => kindNames[kind].charAt(0).toLowerCase() + kindNames[kind].slice(1);

/** Which kinds somebody may propose. */
export const proposable = ({ role }: Actor): readonly InstructionKind[] => (role === 'finance' ? instructionKinds : []);
