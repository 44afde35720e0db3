import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '../kernel/paging';
import type { PostingKind } from '../ledger/ledger.service';
import { type Stage, stages } from '../ledger/postings';
import { type Figure, figures } from './fund.rules';

/** Which of a fund's transactions are asked for. */
export class JournalQuery extends PageQuery {
  @ApiProperty({ required: false, enum: [...figures, ...stages], description: 'Only transfers into or out of it.' })
  @IsOptional()
  @IsIn([...figures, ...stages], { message: `Choose one of: ${[...figures, ...stages].join(', ')}.` })
  stage?: Figure | Stage;

  @ApiProperty({ required: false, format: 'uuid', description: 'Only transfers of this award.' })
  @IsOptional()
  @IsUUID('all', { message: 'The award is named by its id.' })
  award?: string;
}

export class TransferView {
  @ApiProperty({ enum: stages }) from: Stage;
  @ApiProperty({ enum: stages }) to: Stage;
  @ApiProperty({ type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' }) cents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ type: String, nullable: true, description: 'The donor’s restriction on it.' })
  restriction: string | null;
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
  @ApiProperty({ type: [TransferView] }) transfers: TransferView[];
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
