import { ApiProperty } from '@nestjs/swagger';
import type { BookAccount } from '../fund/journal.words';
import { bookAccounts } from '../fund/journal.words';
import type { PostingKind } from '../ledger/ledger.service';
import { type Stage, stages } from '../ledger/postings';

const cents = (description: string) => ({ type: 'integer', format: 'int64', description }) as const;

/** What one kind of event did to one stage or account. */
export class StatementMovement {
  @ApiProperty({ type: String, example: 'award.accepted' }) kind: PostingKind;
  @ApiProperty(cents('More, or less with a minus. Whole minor units.')) cents: number;
}

export class StatementStage {
  @ApiProperty({ enum: stages }) stage: Stage;
  @ApiProperty(cents('At the beginning of the first day.')) openingCents: number;
  @ApiProperty({ type: [StatementMovement] }) movements: StatementMovement[];
  @ApiProperty(cents('At the end of the last day.')) closingCents: number;
}

export class StatementAccount {
  @ApiProperty({ enum: bookAccounts }) account: BookAccount;
  @ApiProperty(cents('On the side on which the account stands.')) openingCents: number;
  @ApiProperty({ type: [StatementMovement] }) movements: StatementMovement[];
  @ApiProperty(cents('At the end of the last day.')) closingCents: number;
}

/** Opening, movements and closing of a fund between two days; closing is opening with its movements, and cash is what is unspent. */
export class StatementView {
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date' }) to: string;
  @ApiProperty({ type: [StatementStage] }) stages: StatementStage[];
  @ApiProperty({ type: [StatementAccount] }) accounts: StatementAccount[];
  @ApiProperty({ description: 'Events in these days.' }) transactions: number;
  @ApiProperty({ description: 'Whether closing is opening with its movements, and cash is what is unspent.' })
  reconciles: boolean;
}
