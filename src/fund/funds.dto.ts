import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { type Typed, wholeFrom } from '../kernel/typed';

export class NewFund {
  @ApiProperty({ example: 'Innovation Fund' })
  @IsText('The name', 200)
  name: string;

  @ApiProperty()
  @IsText('The purpose', 5000, { optional: true })
  purpose = '';

  @ApiProperty({ example: 'USD', description: 'ISO 4217' })
  @Matches(/^[A-Z]{3}$/, { message: 'Enter a currency by its three letters, like USD.' })
  currency: string;

  @ApiProperty({ default: 2, description: 'How many people, none the proposer, approve each award and instalment.' })
  @IsInt({ message: 'Enter how many people approve, from 2 to 5.' })
  @Min(2, { message: 'At least two people besides the proposer approve.' })
  @Max(5, { message: 'At most five people approve.' })
  approvalsRequired = 2;

  @ApiProperty({ required: false, example: '2020-01-01', description: 'No money of it is older.' })
  @IsOptional()
  @IsPlainDate()
  beganOn?: string;
}

export class NewContribution {
  @ApiProperty({ format: 'uuid' })
  @IsUUID('all', { message: 'Choose the funder.' })
  funderId: string;

  @ApiProperty({ description: 'What arrived before the bank took its fee, in minor units.', example: 10000000 })
  @IsCents(1)
  grossCents: number;

  @ApiProperty({ description: 'The bank’s fee in minor units.', default: 0 })
  @IsCents(0)
  feeCents = 0;

  @ApiProperty({ example: '2026-01-15' })
  @IsPlainDate()
  receivedOn: string;

  @ApiProperty({ format: 'uuid', required: false, nullable: true, description: 'The donor’s restriction, if any.' })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a restriction of this fund, or none.' })
  restrictionId: string | null = null;

  @ApiProperty({
    format: 'uuid',
    required: false,
    nullable: true,
    description: 'The pledge that it stands on, if any.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a pledge of this funder, or none.' })
  pledgeId?: string | null = null;

  @ApiProperty({ default: '' })
  @IsText('The reference', 200, { optional: true })
  reference = '';
}

export class CorrectedContribution {
  @ApiProperty({ example: 9500000 })
  @IsCents(1)
  grossCents: number;

  @ApiProperty({ default: 0 })
  @IsCents(0)
  feeCents = 0;

  @ApiProperty()
  @IsText('The reason', 1000)
  reason: string;
}

/** What the page's form typed, as the API would send it. */
export const fundFrom = (form: Typed): Typed => ({
  ...form,
  currency: typeof form.currency === 'string' ? form.currency.trim().toUpperCase() : form.currency,
  approvalsRequired: wholeFrom(form.approvalsRequired),
  beganOn: form.beganOn || undefined,
});

export const contributionFrom = (form: Typed, currency: string): Typed => ({
  funderId: form.funderId,
  grossCents: centsFrom(form.grossCents, currency),
  feeCents: centsFrom(form.feeCents, currency) ?? 0,
  receivedOn: form.receivedOn,
  restrictionId: form.restrictionId || null,
  pledgeId: form.pledgeId || null,
  reference: form.reference ?? '',
});

export const correctionFrom = (form: Typed, currency: string): Typed => ({
  grossCents: centsFrom(form.grossCents, currency),
  feeCents: centsFrom(form.feeCents, currency) ?? 0,
  reason: form.reason,
});
