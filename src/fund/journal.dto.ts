import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches, ValidateBy } from 'class-validator';
import { IsPlainDate } from '../kernel/input';
import { BlankIsUnset, PageQuery } from '../kernel/paging';
import type { PostingKind } from '../ledger/ledger.service';
import { type Stage, stages } from '../ledger/postings';
import { type Figure, figures } from './fund.rules';
import { type BookAccount, bookAccounts } from './journal.words';

const places = [...figures, ...stages];
const lastAfterFirst = (): PropertyDecorator =>
  ValidateBy({
    name: 'lastAfterFirst',
    validator: {
      validate: (to, args) => String((args?.object as { from?: string }).from ?? '') <= String(to),
      defaultMessage: () => 'The last day is before the first.',
    },
  });

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which of a fund's transactions are asked for; what is left out narrows nothing. */
export class JournalQuery extends PageQuery {
  @ApiProperty({ required: false, enum: places, description: 'Only transfers into or out of it.' })
  @BlankIsUnset()
  @IsOptional()
  @IsIn(places, { message: `Choose one of: ${places.join(', ')}.` })
  stage?: Figure | Stage;

  @ApiProperty({ required: false, enum: bookAccounts, description: 'Only entries of this account of the accounts.' })
  @BlankIsUnset()
  @IsOptional()
  @IsIn(bookAccounts, { message: `Choose one of: ${bookAccounts.join(', ')}.` })
  account?: BookAccount;

  @ApiProperty({ required: false, format: 'uuid', description: 'Only in the name of this award.' })
  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'The award is named by its id.' })
  award?: string;

  @ApiProperty({ required: false, format: 'uuid', description: 'Only in the name of this round.' })
  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'The round is named by its id.' })
  round?: string;

  @ApiProperty({ required: false, format: 'uuid', description: 'Only money of this contribution.' })
  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'The contribution is named by its id.' })
  contribution?: string;

  @ApiProperty({ required: false, format: 'uuid', description: 'Only money that this funder gave.' })
  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'The funder is named by its id.' })
  funder?: string;

  @ApiProperty({
    required: false,
    description: 'Only money under this restriction, by its id; `none` is unrestricted.',
  })
  @BlankIsUnset()
  @IsOptional()
  @Matches(new RegExp(`${uuid.source}|^none$`, 'i'), { message: 'The restriction is named by its id, or “none”.' })
  restriction?: string;

  @ApiProperty({ required: false, format: 'date', description: 'From this day on (UTC).' })
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  from?: string;

  @ApiProperty({ required: false, format: 'date', description: 'Up to the end of this day (UTC).' })
  @BlankIsUnset()
  @IsOptional()
  @lastAfterFirst()
  @IsPlainDate()
  to?: string;
}

/** As of which day figures are asked for. */
export class AsOfQuery {
  @ApiProperty({ required: false, format: 'date', description: 'The figures at the end of this day (UTC).' })
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  on?: string;
}

/** Money that changes what it is for. */
export class TransferView {
  @ApiProperty({ enum: stages }) from: Stage;
  @ApiProperty({ enum: stages }) to: Stage;
  @ApiProperty({ type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' }) cents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ type: String, nullable: true, description: 'The donor’s restriction on it.' })
  restriction: string | null;
}

/** What the accounts say of the same event. */
export class EntryView {
  @ApiProperty({ enum: bookAccounts }) debit: BookAccount;
  @ApiProperty({ enum: bookAccounts }) credit: BookAccount;
  @ApiProperty({ type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' }) cents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
}

/** One event in the journal with those of its transfers that were asked for. */
export class TransactionView {
  @ApiProperty({ description: 'Its place in the journal of all funds.' }) seq: number;
  @ApiProperty({ type: String, example: 'award.accepted' }) kind: PostingKind;
  @ApiProperty({ example: 'award:6f1c2a5e-0000-4000-8000-000000000000' }) subject: string;
  @ApiProperty({ type: String, nullable: true, description: 'The grant, round or funder it is about.' })
  about: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) awardId: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'The name of the person who did it.' }) by: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The `seq` of what it takes back.' })
  reverses: number | null;
  @ApiProperty({ type: [TransferView], description: 'What the money is for.' }) transfers: TransferView[];
  @ApiProperty({ type: [EntryView], description: 'Where the money is.' }) entries: EntryView[];
}

export class TransactionPage {
  @ApiProperty({ type: [TransactionView] }) items: TransactionView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part.' }) next: string | null;
}

/** A round or an award, and what the fund has in its name. Amounts in minor units. */
export interface Holding {
  kind: 'round' | 'award';
  id: string;
  name: string;
  city: string | null;
  setAsideCents: number;
  committedCents: number;
  disbursedCents: number;
}

/** How long the journal is, and the end of its chain of hashes. */
export class JournalView {
  @ApiProperty({ description: 'Transactions of all funds.' }) transactions: number;
  @ApiProperty({ description: 'SHA-256 in hex; compare it with what you noted before.' }) head: string;
}
