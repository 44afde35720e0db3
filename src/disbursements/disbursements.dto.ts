import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsOptional, IsUUID, ValidateNested } from 'class-validator';
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

/** What the bank says of a payment. */
export class Settlement {
  @ApiProperty({ example: '2027-02-17', description: 'The day of the bank’s booking.' })
  @IsPlainDate()
  settledOn: string;

  @ApiProperty({ default: '', description: 'The bank’s reference.' })
  @IsText('The reference', 200, { optional: true })
  bankReference = '';
}

/** Why a payment does not go on. */
export class Because {
  @ApiProperty()
  @IsText('A reason', 5000)
  reason: string;
}

/** The fields that make a row of the form count. */
export const planRows = ['amountCents', 'dueOn', 'reportId'] as const;

/** What the page's form typed, as the API would send it; empty rows are left out. */
export const planFrom = (form: Typed, currency: string): Typed => ({
  instalments: mapRows(form.instalments, planRows, ({ amountCents, dueOn, reportId }) => ({
    amountCents: centsFrom(amountCents, currency),
    dueOn,
    reportId: reportId || null,
  })),
});
