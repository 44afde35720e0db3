import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import {
  type Expense,
  expenses,
  type InstructionCase,
  type InstructionKind,
  instructionKinds,
  instructionLifecycle,
  type InstructionStatus,
  instructionStatuses,
  kindNames,
} from './instruction.rules';

const id = { type: String, format: 'uuid', nullable: true } as const;
const name = { type: String, nullable: true } as const;

/** Somebody who took part in the decision. */
export class InstructionPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** Who has approved so far, and how many people other than the proposer have to. */
export class InstructionApprovals {
  @ApiProperty({ type: [InstructionPerson] }) by: InstructionPerson[];
  @ApiProperty() needed: number;
}

/** An instruction as its readers see it. */
export class InstructionView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ description: 'The name of the fund.' }) fund: string;
  @ApiProperty({ enum: instructionKinds }) kind: InstructionKind;
  @ApiProperty({ description: 'What the kind is called.' }) what: string;
  @ApiProperty({ type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' })
  amountCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty(id) contributionId: string | null;
  @ApiProperty({ ...name, description: 'Who gave the contribution, or signed the pledge.' }) funder: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'When the contribution arrived.' })
  receivedOn: string | null;
  @ApiProperty({ ...id, description: 'From which money it is taken; null is unrestricted.' })
  restrictionId: string | null;
  @ApiProperty(name) restriction: string | null;
  @ApiProperty({ ...id, description: 'Where a changed restriction leads; null is unrestricted.' })
  toRestrictionId: string | null;
  @ApiProperty(name) toRestriction: string | null;
  @ApiProperty(id) pledgeId: string | null;
  @ApiProperty({ enum: expenses, nullable: true }) expense: Expense | null;
  @ApiProperty() reason: string;
  @ApiProperty({ ...id, description: 'The document that belongs to it.' }) fileId: string | null;
  @ApiProperty({ enum: instructionStatuses }) status: InstructionStatus;
  @ApiProperty({ description: 'Empty unless it is rejected.' }) rejectReason: string;
  @ApiProperty({ type: InstructionPerson }) proposedBy: InstructionPerson;
  @ApiProperty({ format: 'date-time' }) proposedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: InstructionApprovals }) approvals: InstructionApprovals;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** A part of a fund's instructions, newest first. */
export class InstructionList {
  @ApiProperty({ type: [InstructionView] }) items: InstructionView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part.' }) next: string | null;
}

/** An instruction as it comes from the database. */
export type InstructionRow = Omit<InstructionView, 'what' | 'approvals' | 'moves' | 'proposedAt' | 'decidedAt'> & {
  seq: number;
  proposedAt: Date;
  decidedAt: Date | null;
  by: InstructionPerson[];
  needed: number;
};

export function instructionView({ seq, by, needed, ...row }: InstructionRow, actor: Actor, now: Date): InstructionView {
  const approvals = { by: by.map((person) => person.id), needed };
  const subject: InstructionCase = { ...row, seq, version: 1, proposedBy: row.proposedBy.id, approvals };
  return {
    ...row,
    what: kindNames[row.kind],
    proposedAt: row.proposedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    approvals: { by, needed },
    moves: instructionLifecycle.moves(subject, { actor, now }),
  };
}
