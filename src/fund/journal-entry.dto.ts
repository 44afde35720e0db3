import { ApiProperty } from '@nestjs/swagger';
import type { PostingKind } from '../ledger/ledger.service';

/** An account of one of the books, with whose money it holds. */
export class AccountView {
  @ApiProperty({ description: 'Its number.' }) id: number;
  @ApiProperty({ example: 'committed' }) kind: string;
  @ApiProperty({ type: String, nullable: true, description: 'The donor’s restriction.' }) restriction: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The funder of the contribution.' }) funder: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contributionId: string | null;
  @ApiProperty({ type: String, nullable: true }) round: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) roundId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The title of the grant.' }) award: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) awardId: string | null;
}

/** One transfer as the ledger has it. */
export class EntryTransfer {
  @ApiProperty({ enum: ['budget', 'accounts'] }) book: 'budget' | 'accounts';
  @ApiProperty({ type: AccountView }) debit: AccountView;
  @ApiProperty({ type: AccountView }) credit: AccountView;
  @ApiProperty({ type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' }) cents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
}

export class EntryFund {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

export class EntryPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** One event in the journal, whole: both books, who, when, and its place in the chain of hashes. */
export class JournalEntry {
  @ApiProperty() seq: number;
  @ApiProperty({ type: String, example: 'award.accepted' }) kind: PostingKind;
  @ApiProperty({ example: 'award:6f1c2a5e-0000-4000-8000-000000000000' }) subject: string;
  @ApiProperty({ description: 'Which time this happened to the subject.' }) occurrence: number;
  @ApiProperty({ type: String, nullable: true }) about: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) awardId: string | null;
  @ApiProperty({ type: EntryFund }) fund: EntryFund;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' }) at: string;
  @ApiProperty({ format: 'date-time', description: 'When the ledger wrote it down.' }) recordedAt: string;
  @ApiProperty({ type: EntryPerson, nullable: true, description: 'Null is the system.' }) by: EntryPerson | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The `seq` of what it takes back.' })
  reverses: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The `seq` of what takes it back.' })
  reversedBy: number | null;
  @ApiProperty({ description: 'SHA-256 in hex, over this event and the hash before it.' }) hash: string;
  @ApiProperty({ description: 'The hash of the event before; of the first, the beginning of the chain.' })
  previousHash: string;
  @ApiProperty({ type: [EntryTransfer] }) transfers: EntryTransfer[];
}
