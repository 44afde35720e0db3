import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { IsText } from '../kernel/input';
import { BlankIsUnset, PageQuery } from '../kernel/paging';
import { type AccountKind, accountKinds } from './payee.rules';

const capitals = Transform(({ value }) =>
  typeof value === 'string' ? value.trim().toUpperCase() : (value as unknown),
);

/** Bank details as they are entered. What is missing is said together with what is wrong: the number has to be typed again each time. */
export class NewDetails {
  @ApiProperty({ example: 'Oslo kommune', description: 'As the bank has it.' })
  @IsText('The name of the account’s holder', 140, { optional: true })
  holderName = '';

  @ApiProperty({ example: 'NO', description: 'Where the account is; ISO 3166-1.' })
  @capitals
  @IsText('The country', 2, { optional: true })
  country = '';

  @ApiProperty({ example: 'USD', description: 'ISO 4217; what the payee is paid in.' })
  @capitals
  @IsText('The currency', 3, { optional: true })
  currency = '';

  @ApiProperty({ enum: accountKinds })
  @IsIn(accountKinds, { message: 'Choose what kind of number it is.' })
  kind: AccountKind;

  @ApiProperty({ example: 'NO93 8601 1117 947', description: 'Kept encrypted; never sent back.' })
  @IsText('The account number', 60, { optional: true })
  accountNumber = '';

  @ApiProperty({ default: '', example: 'DNBANOKK', description: 'Needed where the number is no IBAN.' })
  @IsText('The BIC', 20, { optional: true })
  bic = '';

  @ApiProperty({ default: '', description: 'Why they change; needed where details are confirmed already.' })
  @IsText('The reason', 500, { optional: true })
  reason = '';
}

/** How it was made sure that the details are right. */
export class ConfirmInput {
  @ApiProperty({ example: 'Called back on the number in the agreement.' })
  @IsText('How you made sure', 500)
  how: string;
}

/** Why the details are not taken. */
export class RejectInput {
  @ApiProperty()
  @IsText('The reason', 2000)
  reason: string;
}

/** What somebody reads the full number for. */
export class ReadingInput {
  @ApiProperty({ example: 'The bank asks which account its message of 3 May is about.' })
  @IsText('What you need it for', 500)
  why: string;
}

export const payeeChoices = ['waiting', 'missing', 'ready', 'held'] as const;
export type PayeeChoice = (typeof payeeChoices)[number];

/** Which payees are asked for. */
export class PayeesQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(payeeChoices, { message: `Choose one of: ${payeeChoices.join(', ')}.` })
  status?: PayeeChoice;
}
