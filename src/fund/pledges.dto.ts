import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { mapRows, type Typed } from '../kernel/typed';

/** A part of a pledge as it is scheduled. */
export class PledgePartInput {
  @ApiProperty({ example: '2027-03-31', description: 'The day by which it is to arrive.' })
  @IsPlainDate()
  dueOn: string;

  @ApiProperty({ description: 'Minor units of the fund’s currency.' })
  @IsCents(1)
  amountCents: number;
}

/** A pledge as it was signed; its parts add up to it. */
export class NewPledge {
  @ApiProperty({ format: 'uuid' })
  @IsUUID('all', { message: 'Choose the funder.' })
  funderId: string;

  @ApiProperty({ description: 'Minor units of the fund’s currency.', example: 10000000 })
  @IsCents(1)
  amountCents: number;

  @ApiProperty({ example: '2026-01-15' })
  @IsPlainDate()
  signedOn: string;

  @ApiProperty({ format: 'uuid', required: false, nullable: true, description: 'The donor’s restriction, if any.' })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a restriction of this fund, or none.' })
  restrictionId: string | null = null;

  @ApiProperty({ default: '' })
  @IsText('The reference', 200, { optional: true })
  reference = '';

  @ApiProperty({ required: false, nullable: true, format: 'uuid', description: 'The letter that was signed.' })
  @IsOptional()
  @IsUUID('all', { message: 'Upload the document again.' })
  fileId: string | null = null;

  @ApiProperty({ type: [PledgePartInput], description: 'When it is to arrive.' })
  @IsArray({ message: 'Send the parts as a list.' })
  @ArrayNotEmpty({ message: 'Say when it is to arrive: one part at least.' })
  @ArrayMaxSize(60, { message: 'At most 60 parts.' })
  @ValidateNested({ each: true, message: 'Send each part as an object.' })
  @Type(() => PledgePartInput)
  parts: PledgePartInput[];
}

/** What makes a row of the schedule count. */
export const partFields = ['dueOn', 'amountCents'] as const;

/** What the page's form typed, as the API would send it; empty rows are left out. */
export const pledgeFrom = (form: Typed, currency: string): Typed => ({
  funderId: form.funderId,
  amountCents: centsFrom(form.amountCents, currency),
  signedOn: form.signedOn,
  restrictionId: form.restrictionId || null,
  reference: form.reference ?? '',
  fileId: form.fileId || null,
  parts: mapRows(form.parts, partFields, ({ dueOn, amountCents }) => ({
    dueOn,
    amountCents: centsFrom(amountCents, currency),
  })),
});

/** On which pledge the form of a contribution begins. */
export class PledgeQuery {
  @IsOptional()
  @IsUUID('all', { message: 'A pledge is named by its id.' })
  pledge?: string;
}
