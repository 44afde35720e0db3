import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { covered, outstandingOf, pledgeMoves, type PledgeStatus, pledgeStatuses } from './pledge.rules';

const amount = (description: string) => ({ type: 'integer', format: 'int64', description }) as const;

/** A part of a pledge, with what has arrived of it. */
export class PledgePartView {
  @ApiProperty() number: number;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty(amount('Whole minor units of `currency`.')) amountCents: number;
  @ApiProperty(amount('What has arrived covers the first parts first.')) receivedCents: number;
}

/** A pledge as its readers see it. Amounts in minor units of `currency`. */
export class PledgeView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ description: 'The name of the fund.' }) fund: string;
  @ApiProperty({ format: 'uuid' }) funderId: string;
  @ApiProperty({ description: 'The name of the funder.' }) funder: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) restrictionId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The donor’s restriction.' }) restriction: string | null;
  @ApiProperty(amount('What was signed.')) amountCents: number;
  @ApiProperty(amount('What has arrived of it, before fees.')) receivedCents: number;
  @ApiProperty(amount('What the funder will not give after all.')) writtenOffCents: number;
  @ApiProperty(amount('What is still to arrive.')) outstandingCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ format: 'date' }) signedOn: string;
  @ApiProperty() reference: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The letter that was signed.' })
  fileId: string | null;
  @ApiProperty({ enum: pledgeStatuses }) status: PledgeStatus;
  @ApiProperty({ description: 'Invented for the demonstration.' }) illustrative: boolean;
  @ApiProperty({ type: [PledgePartView] }) parts: PledgePartView[];
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** A part of a fund's pledges, newest first. */
export class PledgeList {
  @ApiProperty({ type: [PledgeView] }) items: PledgeView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part.' }) next: string | null;
}

/** A pledge as it comes from the database. */
export type PledgeRow = Omit<PledgeView, 'outstandingCents' | 'parts' | 'moves'> & {
  seq: number;
  parts: Omit<PledgePartView, 'receivedCents'>[];
};

export function pledgeView({ seq: _, ...row }: PledgeRow, actor: Actor): PledgeView {
  const received = covered(row.parts, row.receivedCents);
  return {
    ...row,
    outstandingCents: outstandingOf(row),
    parts: row.parts.map((part, index) => ({ ...part, receivedCents: received[index] ?? 0 })),
    moves: pledgeMoves(actor, row),
  };
}
