import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsPlainDate, IsText } from '../kernel/input';
import { BlankIsUnset } from '../kernel/paging';
import { wholeFrom } from '../kernel/typed';

export const planWays = ['equal', 'percent', 'hand'] as const;
export type PlanWay = (typeof planWays)[number];

const parts = 'Enter how many instalments: 1 to 60.';
const months = 'Enter the months between two instalments: 0 to 60.';

const wholeOr = (usual: number, value: unknown): unknown =>
  value === undefined || value === '' ? usual : wholeFrom(value);

/** How a plan is to be begun. */
export class PlanDraftQuery {
  @ApiProperty({ enum: planWays, description: 'In equal parts, by percentages, or with amounts left open.' })
  @IsIn(planWays, { message: 'Choose how the award is split.' })
  way: PlanWay;

  @ApiProperty({ default: 2, description: 'How many instalments; percentages say so themselves.' })
  @Transform(({ value }) => wholeOr(2, value))
  @IsInt({ message: parts })
  @Min(1, { message: parts })
  @Max(60, { message: parts })
  parts: number = 2;

  @ApiProperty({ default: '', example: '50, 30, 20', description: 'Add up to 100, with two decimals at most.' })
  @IsText('The percentages', 500, { optional: true })
  percents = '';

  @ApiProperty({ required: false, format: 'date', description: 'When the first is due; a month from now unless said.' })
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  firstOn?: string;

  @ApiProperty({ default: 6, description: 'Months from one instalment to the next.' })
  @Transform(({ value }) => wholeOr(6, value))
  @IsInt({ message: months })
  @Min(0, { message: months })
  @Max(60, { message: months })
  every: number = 6;
}

/** One instalment of a draft. */
export class DraftPart {
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, description: 'Null where it is left open.' })
  amountCents: number | null;
  @ApiProperty({ format: 'date' }) dueOn: string;
}

/** A plan to begin with; nothing of it is kept. Amounts in minor units of `currency`. */
export class PlanDraft {
  @ApiProperty({ type: [DraftPart] }) instalments: DraftPart[];
  @ApiProperty({ type: 'integer', format: 'int64', description: 'What they add up to.' }) toPlanCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
}
