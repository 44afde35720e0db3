import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsCents, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { BlankIsUnset, PageQuery } from '../kernel/paging';
import type { Typed } from '../kernel/typed';
import {
  type Expense,
  expenses,
  type InstructionKind,
  instructionKinds,
  type InstructionStatus,
  instructionStatuses,
} from './instruction.rules';

const oneKind = `Choose one of: ${instructionKinds.join(', ')}.`;

/** What is to move money of a fund besides grants, as it is proposed. */
export class NewInstruction {
  @ApiProperty({ enum: instructionKinds })
  @IsIn(instructionKinds, { message: oneKind })
  kind: InstructionKind;

  @ApiProperty({ description: 'Minor units of the fund’s currency.' })
  @IsCents(1)
  amountCents: number;

  @ApiProperty({
    required: false,
    nullable: true,
    format: 'uuid',
    description: 'Of a donor_refund or restriction_move.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a contribution of this fund.' })
  contributionId: string | null = null;

  @ApiProperty({
    required: false,
    nullable: true,
    format: 'uuid',
    description: 'From which money it is taken: null is unrestricted; left out, what the contribution was given for.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a restriction of this fund, or none.' })
  restrictionId?: string | null;

  @ApiProperty({ required: false, nullable: true, format: 'uuid', description: 'Of a restriction_move; null is none.' })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a restriction of this fund, or none.' })
  toRestrictionId: string | null = null;

  @ApiProperty({ required: false, nullable: true, format: 'uuid', description: 'Of a pledge_write_off.' })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a pledge of this fund.' })
  pledgeId: string | null = null;

  @ApiProperty({ required: false, nullable: true, enum: expenses, description: 'Of overhead.' })
  @IsOptional()
  @IsIn(expenses, { message: `Choose one of: ${expenses.join(', ')}.` })
  expense: Expense | null = null;

  @ApiProperty({ description: 'For those who approve it.' })
  @IsText('A reason', 5000)
  reason: string;

  @ApiProperty({ required: false, nullable: true, format: 'uuid', description: 'The donor’s letter, an invoice.' })
  @IsOptional()
  @IsUUID('all', { message: 'Upload the document again.' })
  fileId: string | null = null;
}

/** Why an instruction is rejected. */
export class InstructionReason {
  @ApiProperty({ description: 'Written to the people concerned.' })
  @IsText('A reason', 5000)
  reason: string;
}

/** Which instructions are asked for. */
export class InstructionsQuery extends PageQuery {
  @ApiProperty({ required: false, enum: instructionStatuses })
  @BlankIsUnset()
  @IsOptional()
  @IsIn(instructionStatuses, { message: `Choose a status: ${instructionStatuses.join(', ')}.` })
  status?: InstructionStatus;
}

/** What the form of a new instruction begins with. */
export class KindQuery {
  @IsIn(instructionKinds, { message: oneKind })
  kind: InstructionKind = 'donor_refund';

  @IsOptional()
  @IsUUID('all', { message: 'A pledge is named by its id.' })
  pledge?: string;
}

/** What the page's form typed, as the API would send it. Money of one contribution under one restriction is one choice. */
export function instructionFrom(form: Typed, currency: string): Typed {
  const { kind, reason } = form;
  const [contributionId, restrictionId] = potFrom(form.contributionId);
  const from = contributionId === undefined ? form.restrictionId || null : restrictionId;
  return {
    ...{ kind, reason, amountCents: centsFrom(form.amountCents, currency), contributionId: contributionId ?? null },
    restrictionId: from,
    toRestrictionId: form.toRestrictionId || null,
    pledgeId: form.pledgeId || null,
    expense: form.expense || null,
    fileId: form.fileId || null,
  };
}

/** `contribution:restriction` as it stands in the list; nothing after the colon is unrestricted. */
function potFrom(value: unknown): [unknown, unknown] {
  if (typeof value !== 'string' || value === '') return [undefined, undefined];
  const [contribution, restriction] = value.split(':');
  return [contribution, restriction || null];
}

export const potValue = (contributionId: string, restrictionId: string | null): string =>
  `${contributionId}:${restrictionId ?? ''}`;
