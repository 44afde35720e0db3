import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { IsCents, IsPlainDate, IsText, maxCents } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { mapRows, type Typed } from '../kernel/typed';
import type { BudgetLine } from './amendment.rules';

/** A budget line as it is to be. */
export class AmendedLine implements BudgetLine {
  @ApiProperty({ example: 'Staff' })
  @IsText('What it is for', 200)
  item: string;

  @ApiProperty({ example: 2500000, description: 'Minor units.' })
  @IsCents(0)
  cents: number;
}

/** An amendment as it is proposed. What is left out stays as it is. */
export class NewAmendment {
  @ApiProperty({ default: 0, description: 'Minor units: more than zero raises the award, less lowers it.' })
  @IsCents(-maxCents)
  changeCents = 0;

  @ApiProperty({ type: String, format: 'date', required: false, nullable: true, description: 'When the grant begins.' })
  @IsOptional()
  @IsPlainDate()
  startsOn: string | null = null;

  @ApiProperty({ type: String, format: 'date', required: false, nullable: true, description: 'When the grant ends.' })
  @IsOptional()
  @IsPlainDate()
  endsOn: string | null = null;

  @ApiProperty({ type: String, required: false, nullable: true, description: 'What is to be done.' })
  @IsOptional()
  @IsText('The scope', 20_000)
  scope: string | null = null;

  @ApiProperty({
    type: [AmendedLine],
    required: false,
    nullable: true,
    description: 'All budget lines as they are to be; they add up to the award as it is to be.',
  })
  @IsOptional()
  @IsArray({ message: 'Send the budget lines as a list.' })
  @ArrayMaxSize(100, { message: 'At most 100 budget lines.' })
  @ValidateNested({ each: true, message: 'Send each budget line as an object.' })
  @Type(() => AmendedLine)
  budgetLines: AmendedLine[] | null = null;

  @ApiProperty({ description: 'Why, for those who approve it.' })
  @IsText('A reason', 5000)
  reason: string;

  @ApiProperty({ type: String, format: 'uuid', required: false, nullable: true, description: 'A letter about it.' })
  @IsOptional()
  @IsUUID('all', { message: 'Upload the file first and send its id.' })
  fileId: string | null = null;
}

/** Why an amendment is rejected, or a grant closed out. */
export class AmendmentReason {
  @ApiProperty({ description: 'Written to the people concerned.' })
  @IsText('A reason', 5000)
  reason: string;
}

/** Whether a form makes the award larger or smaller. */
export class Direction {
  @IsIn(['same', 'more', 'less'], { message: 'Choose whether the amount changes.' })
  amount = 'same';
}

/** The fields that make a row of the form count. */
export const lineRows = { budgetLines: ['item', 'cents'] } as const;

/** What the page's form typed, as the API would send it; fields left empty stay as they are. */
export function amendmentFrom(form: Typed, currency: string): Typed {
  const { amount, changeCents, startsOn, endsOn, scope, reason, fileId } = form;
  const lines = mapRows(form.budgetLines, lineRows.budgetLines, ({ item, cents }) => ({
    item,
    cents: centsFrom(cents, currency),
  }));
  return {
    changeCents: signed(amount, centsFrom(changeCents, currency)),
    ...{ startsOn: startsOn || null, endsOn: endsOn || null, scope: blank(scope) ? null : scope },
    ...{ budgetLines: lines.length > 0 ? lines : null, reason, fileId: fileId || null },
  };
}

const blank = (text: unknown): boolean => typeof text !== 'string' || text.trim() === '';

/** Nothing typed is null, so that the check asks for it. */
function signed(amount: unknown, cents: number | string | undefined): number | string | null {
  if (amount !== 'more' && amount !== 'less') return 0;
  return amount === 'less' && typeof cents === 'number' ? -cents : (cents ?? null);
}
