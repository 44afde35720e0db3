import { ApiProperty } from '@nestjs/swagger';

const cents = { type: 'integer', format: 'int64', description: 'Whole minor units.' } as const;

/** A grant whose money waits. */
export class AgedCommitment {
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty() title: string;
  @ApiProperty() city: string;
  @ApiProperty({ format: 'date', description: 'When its money moved last (UTC).' }) movedOn: string;
  @ApiProperty({ description: 'So many days ago.' }) days: number;
  @ApiProperty(cents) cents: number;
  @ApiProperty({ description: 'Longer than the fund lets a commitment rest.' }) stale: boolean;
}

export class CommitmentGroup {
  @ApiProperty({ example: '31 to 90 days' }) words: string;
  @ApiProperty(cents) cents: number;
  @ApiProperty({ type: [AgedCommitment] }) items: AgedCommitment[];
}

/** A payment that the bank has not answered for. */
export class AgedTransit {
  @ApiProperty({ format: 'uuid' }) paymentId: string;
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty() title: string;
  @ApiProperty({ description: 'Of the instalment.' }) number: number;
  @ApiProperty({ format: 'date' }) releasedOn: string;
  @ApiProperty({ description: 'Days since.' }) days: number;
  @ApiProperty(cents) cents: number;
  @ApiProperty({ description: 'Longer than the fund expects a bank to take.' }) silent: boolean;
}

/** A part of a pledge that should have arrived. */
export class OverduePart {
  @ApiProperty({ format: 'uuid' }) pledgeId: string;
  @ApiProperty() funder: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ description: 'Days since.' }) days: number;
  @ApiProperty({ ...cents, description: 'What has not arrived of it.' }) cents: number;
}

/** Unspent money that was demanded back and has not all come. */
export class OpenRefund {
  @ApiProperty({ format: 'uuid' }) refundId: string;
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty() title: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ description: 'Days since it was due; less than 0 where it still has time.' }) days: number;
  @ApiProperty({ ...cents, description: 'What has not come back.' }) cents: number;
}

/** How long money has stood where it stands. */
export class AgeingView {
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ format: 'date', description: 'The day on which it was counted (UTC).' }) today: string;
  @ApiProperty({ type: [CommitmentGroup] }) commitments: CommitmentGroup[];
  @ApiProperty({ type: [AgedTransit] }) transits: AgedTransit[];
  @ApiProperty({ type: [OverduePart] }) overdue: OverduePart[];
  @ApiProperty({ type: [OpenRefund] }) refunds: OpenRefund[];
}
