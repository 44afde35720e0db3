import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { IsCents } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { filledRows, mapRows, type Typed } from '../kernel/typed';

const amount = { type: 'integer', format: 'int64' } as const;
const nullableId = { type: String, format: 'uuid', nullable: true } as const;

/** What is taken from one pot, where the usual order is not followed. */
export class SplitPart {
  @ApiProperty({ ...nullableId, description: 'Null is unrestricted money.' })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a restriction of the fund, or null for unrestricted money.' })
  restrictionId: string | null = null;

  @ApiProperty({
    ...nullableId,
    required: false,
    description: 'Left out, the contribution that came first is drawn on.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a contribution of the fund.' })
  contributionId: string | null = null;

  @ApiProperty({ description: 'Minor units of the round’s currency.' })
  @IsCents(1)
  cents: number;
}

/** A part of an award's split with the names of its pot. */
export class SplitPartView {
  @ApiProperty({ ...nullableId, description: 'Null is unrestricted money.' }) restrictionId: string | null;
  @ApiProperty() restriction: string;
  @ApiProperty(nullableId) contributionId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'A Foundation, 15 January 2026' }) source: string | null;
  @ApiProperty(amount) cents: number;
}

/** The rows of the split in a form, and what makes one count: a pot without an amount is left to the usual order. */
export const splitRows = { split: ['cents'] } as const;

/** What the page's form typed, as the API would send it. */
export function splitFrom({ split }: Typed, currency: string): unknown[] | null {
  if (filledRows(split, splitRows.split).length === 0) return null;
  return mapRows(split, splitRows.split, (row) => ({
    restrictionId: row.restrictionId || null,
    contributionId: row.contributionId || null,
    cents: centsFrom(row.cents, currency),
  }));
}
