import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { mapRows, type Typed } from '../kernel/typed';

/** An instalment as it is planned. */
export class InstalmentInput {
  @ApiProperty({ description: 'Minor units of the award’s currency.' })
  @IsCents(1)
  amountCents: number;

  @ApiProperty({ example: '2027-02-15' })
  @IsPlainDate()
  dueOn: string;

  @ApiProperty({
    format: 'uuid',
    required: false,
    nullable: true,
    description: 'A report of the award that has to be accepted first.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a report of this award, or none.' })
  reportId: string | null = null;

  @ApiProperty({ default: false, description: 'Whether it waits until the agreement is signed.' })
  @IsBoolean({ message: 'Say whether it waits for the agreement: true or false.' })
  needsAgreement = false;

  @ApiProperty({ type: String, format: 'date', required: false, nullable: true, example: '2027-02-01' })
  @IsOptional()
  @IsPlainDate()
  notBefore: string | null = null;

  @ApiProperty({ default: '', description: 'What the city has to show; empty where nothing.' })
  @IsText('What the city has to show', 500, { optional: true })
  evidence = '';
}

/** All instalments of an award; they add up to it. */
export class PlanInput {
  @ApiProperty({ type: [InstalmentInput] })
  @IsArray({ message: 'Send the instalments as a list.' })
  @ArrayNotEmpty({ message: 'Plan at least one instalment.' })
  @ArrayMaxSize(60, { message: 'At most 60 instalments.' })
  @ValidateNested({ each: true, message: 'Send each instalment as an object.' })
  @Type(() => InstalmentInput)
  instalments: InstalmentInput[];
}

/** What the one who asks for the payment adds. */
export class RequestInput {
  @ApiProperty({ default: '', description: 'For those who approve; the city reads it too.' })
  @IsText('The note', 2000, { optional: true })
  note = '';
}

/** At which rate the payee is paid, where its account is in another currency. */
export class ReleaseInput {
  @ApiProperty({
    type: String,
    nullable: true,
    required: false,
    example: '149.25',
    description:
      'Units of the currency of the payee’s account for one of the award’s: a decimal with up to 12 digits after the point, as text. Left out in the same currency.',
  })
  @IsOptional()
  @IsString({ message: 'Send the rate as text, like "149.25".' })
  rate: string | null = null;

  @ApiProperty({ default: '', example: 'Norges Bank', description: 'Who says so.' })
  @IsText('Where the rate is from', 200, { optional: true })
  rateSource = '';

  @ApiProperty({ type: String, format: 'date', nullable: true, required: false, example: '2027-02-15' })
  @IsOptional()
  @IsPlainDate()
  rateOn: string | null = null;
}

/** What the bank says of a payment. */
export class Settlement {
  @ApiProperty({ example: '2027-02-17', description: 'The day of the bank’s booking.' })
  @IsPlainDate()
  settledOn: string;

  @ApiProperty({ default: '', description: 'The bank’s reference.' })
  @IsText('The reference', 200, { optional: true })
  bankReference = '';

  @ApiProperty({
    type: 'integer',
    format: 'int64',
    nullable: true,
    required: false,
    description:
      'What the bank took, in minor units of the award’s currency; the amount of the instalment where it is left out. Another amount is a loss or gain of the exchange.',
  })
  @IsOptional()
  @IsCents(1)
  chargedCents: number | null = null;
}

/** The bank sent a payment back after it had paid it. */
export class ReturnInput {
  @ApiProperty({ example: '2027-02-20', description: 'The day on which it came back.' })
  @IsPlainDate()
  returnedOn: string;

  @ApiProperty()
  @IsText('A reason', 5000)
  reason: string;
}

/** A file that was uploaded before. */
export class EvidenceInput {
  @ApiProperty({ format: 'uuid', description: 'Of your own; see POST /api/files.' })
  @IsUUID('all', { message: 'Choose a file.' })
  fileId: string;
}

/** Why a payment does not go on. */
export class Because {
  @ApiProperty()
  @IsText('A reason', 5000)
  reason: string;
}

/** The fields that make a row of the form count. */
export const planRows = ['amountCents', 'dueOn', 'reportId', 'needsAgreement', 'notBefore', 'evidence'] as const;

/** What the page's form typed, as the API would send it; empty rows are left out. */
export const planFrom = (form: Typed, currency: string): Typed => ({
  instalments: mapRows(form.instalments, planRows, (row) => ({
    amountCents: centsFrom(row.amountCents, currency),
    dueOn: row.dueOn,
    reportId: row.reportId || null,
    needsAgreement: row.needsAgreement === 'true',
    notBefore: row.notBefore || null,
    evidence: row.evidence ?? '',
  })),
});

export const releaseFrom = ({ rate, rateSource, rateOn }: Typed): Typed => ({
  rate: rate || null,
  rateSource: rateSource ?? '',
  rateOn: rateOn || null,
});

export const settlementFrom = ({ settledOn, bankReference, chargedCents }: Typed, currency: string): Typed => ({
  settledOn,
  bankReference: bankReference ?? '',
  chargedCents: centsFrom(chargedCents, currency) ?? null,
});
