import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import type { Offer } from '../kernel/lifecycle';
import { centsFrom } from '../kernel/money';
import { mapRows, type Typed, wholeFrom } from '../kernel/typed';

/** A whole number in its bounds, with one sentence for everything else. */
const within = (least: number, most: number, what: string): PropertyDecorator => {
  const message = `Enter ${what}, from ${least} to ${most.toLocaleString('en')}.`;
  return (target, key) => {
    for (const rule of [IsInt({ message }), Min(least, { message }), Max(most, { message })]) rule(target, key);
  };
};

/** From an amount on, more people approve. */
export class ThresholdInput {
  @ApiProperty({ example: 10000000, description: 'Minor units of the fund’s currency.' })
  @IsCents(1)
  fromCents: number;

  @ApiProperty({ example: 3, description: 'How many people, none the proposer.' })
  @within(2, 5, 'how many people approve')
  approvals: number;
}

/** By which rules a fund is run. */
export class FundSettingsInput {
  @ApiProperty()
  @IsText('The purpose', 5000, { optional: true })
  purpose: string;

  @ApiProperty({ description: 'How many people, none the proposer, approve each award, instalment and instruction.' })
  @within(2, 5, 'how many people approve')
  approvalsRequired: number;

  @ApiProperty({ type: [ThresholdInput], description: 'From these amounts on more people approve.' })
  @IsArray({ message: 'Send the thresholds as a list.' })
  @ArrayMaxSize(10, { message: 'At most 10 thresholds.' })
  @ValidateNested({ each: true, message: 'Send each threshold as an object.' })
  @Type(() => ThresholdInput)
  thresholds: ThresholdInput[];

  @ApiProperty({ description: 'How many days changed bank details wait before money goes there.' })
  @within(0, 60, 'how many days')
  holdDays: number;

  @ApiProperty({ description: 'After how many days without movement a commitment becomes a task.' })
  @within(1, 3650, 'after how many days')
  staleDays: number;

  @ApiProperty({ description: 'After how many days without word from the bank a payment becomes a task.' })
  @within(1, 365, 'after how many days')
  silentDays: number;

  @ApiProperty({
    required: false,
    example: '2020-01-01',
    description: 'No money of it is older; unchanged if left out.',
  })
  @IsOptional()
  @IsPlainDate()
  beganOn?: string;
}

/** The rules of a fund as its readers see them. */
export class FundSettingsView {
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ description: 'The name of the fund.' }) fund: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty() purpose: string;
  @ApiProperty() approvalsRequired: number;
  @ApiProperty({ type: [ThresholdInput] }) thresholds: ThresholdInput[];
  @ApiProperty() holdDays: number;
  @ApiProperty() staleDays: number;
  @ApiProperty() silentDays: number;
  @ApiProperty({ format: 'date' }) beganOn: string;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** What makes a row of the thresholds count. */
export const thresholdFields = ['fromCents', 'approvals'] as const;

/** What the page's form typed, as the API would send it; empty rows are left out. */
export const settingsFrom = (form: Typed, currency: string): Typed => ({
  purpose: form.purpose ?? '',
  approvalsRequired: wholeFrom(form.approvalsRequired),
  thresholds: mapRows(form.thresholds, thresholdFields, ({ fromCents, approvals }) => ({
    fromCents: centsFrom(fromCents, currency),
    approvals: wholeFrom(approvals),
  })),
  holdDays: wholeFrom(form.holdDays),
  staleDays: wholeFrom(form.staleDays),
  silentDays: wholeFrom(form.silentDays),
  beganOn: form.beganOn || undefined,
});
