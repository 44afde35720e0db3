import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayUnique, IsArray, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { IsPlainDate, IsText } from '../kernel/input';
import { BlankIsUnset, PageQuery } from '../kernel/paging';
import { listOf, type Typed } from '../kernel/typed';
import { entryStatuses, type EntryStatus } from './bank-entry.rules';

const ListOf = (): PropertyDecorator =>
  Transform(({ value }) => (value === undefined || value === null ? undefined : listOf(value as unknown)));

/** Which payments go into a file. */
export class NewPaymentFile {
  @ApiProperty({
    required: false,
    type: [String],
    description: 'Every released payment that is in no file yet, unless given.',
  })
  @ListOf()
  @IsOptional()
  @IsArray()
  @ArrayUnique({ message: 'A payment is named twice.' })
  @IsUUID('all', { each: true, message: 'Choose payments from the list.' })
  paymentIds?: string[];

  @ApiProperty({
    required: false,
    example: '2027-03-01',
    description: 'The day on which the bank is asked to pay; today unless given.',
  })
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  executeOn?: string;
}

/** What an entry is, where it is not what is proposed. */
export class ConfirmEntry {
  @ApiProperty({
    required: false,
    example: 'settle:0f8fad5b-d9cb-469f-a165-70867728950e',
    description: '`settle:`, `return:` with a payment or `refund:` with a refund; what is proposed unless given.',
  })
  @IsOptional()
  @Matches(/^(settle|return|refund):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    message: 'Choose what this entry is.',
  })
  match?: string;
}

/** Everything that a statement proposes, at once. */
export class ConfirmAll {
  @ApiProperty({
    required: false,
    type: [String],
    description:
      'The entries as you saw them, `<entry>=<match>`; one that is proposed differently by now is left. All that are proposed unless given.',
  })
  @ListOf()
  @IsOptional()
  @IsArray()
  @Matches(/^[0-9a-f-]{36}=(settle|return|refund):[0-9a-f-]{36}$/, { each: true, message: 'Load the page again.' })
  seen?: string[];
}

/** Why nothing of ours is behind an entry. */
export class SetAside {
  @ApiProperty({ example: 'A contribution, which is recorded by hand.' })
  @IsText('A reason', 2000)
  reason: string;
}

/** Which entries are asked for. */
export class EntriesQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(entryStatuses, { message: `Choose a status: ${entryStatuses.join(', ')}.` })
  status?: EntryStatus;
}

/** What the page's form ticked: nothing is nothing there, and not everything. */
export const chosenIn = ({ paymentIds, executeOn }: Typed): Typed => ({ paymentIds: listOf(paymentIds), executeOn });
