import { ApiProperty } from '@nestjs/swagger';
import type { Offer } from '../kernel/lifecycle';
import { dateIn } from '../kernel/time';
import { AmendmentApprovals, Amending, type Reading } from './amendment-view.dto';
import {
  outstanding,
  referenceOf,
  type RefundCase,
  refundLifecycle,
  type RefundStatus,
  refundStatuses,
} from './refund.rules';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const moves = { type: 'array', items: { $ref: '#/components/schemas/Move' } } as const;

/** One part of a refund that arrived. */
export class ReceiptView {
  @ApiProperty() number: number;
  @ApiProperty(amount) amountCents: number;
  @ApiProperty({ format: 'date' }) receivedOn: string;
  @ApiProperty({ description: 'The bank’s reference.' }) reference: string;
}

/** A proposal to give up what is outstanding. */
export class WriteOffView {
  @ApiProperty() reason: string;
  @ApiProperty({ type: Amending }) proposedBy: Amending;
  @ApiProperty({ type: AmendmentApprovals }) approvals: AmendmentApprovals;
}

/** Unspent money that the fund demands back, as its readers see it. */
export class RefundView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty({ description: 'The title of the award.' }) title: string;
  @ApiProperty({ example: 'REFUND-7', description: 'What the city writes into its transfer.' }) reference: string;
  @ApiProperty({ enum: refundStatuses }) status: RefundStatus;
  @ApiProperty(amount) amountCents: number;
  @ApiProperty(amount) receivedCents: number;
  @ApiProperty(amount) writtenOffCents: number;
  @ApiProperty({ ...amount, description: 'What is still to arrive.' }) outstandingCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ description: 'Whether the day has passed and something is outstanding.' }) overdue: boolean;
  @ApiProperty({ format: 'date-time' }) demandedAt: string;
  @ApiProperty({ required: false, type: Amending, description: 'Not for cities.' }) demandedBy?: Amending;
  @ApiProperty({ type: [ReceiptView] }) receipts: ReceiptView[];
  @ApiProperty({ required: false, nullable: true, type: WriteOffView, description: 'Not for cities.' })
  writeOff?: WriteOffView | null;
  @ApiProperty(moves) moves: Offer[];
}

/** The refunds of an award, newest first, and what its reader may begin. */
export class RefundList {
  @ApiProperty({ type: [RefundView] }) items: RefundView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ ...amount, description: 'What can still be demanded back: what was paid and not demanded yet.' })
  demandableCents: number;
  @ApiProperty(moves) moves: Offer[];
}

export function refundView(row: RefundCase, title: string, { actor, now, names }: Reading): RefundView {
  const { id, awardId, status, amountCents, receivedCents, writtenOffCents, currency, reason, dueOn } = row;
  const named = (person: string): Amending => ({ id: person, name: names.get(person) ?? 'Somebody' });
  const by = row.writeOffProposedBy;
  const approvals = { by: row.approvals.by.map(named), needed: row.approvals.needed };
  const writeOff = by === null ? null : { reason: row.writeOffReason, proposedBy: named(by), approvals };
  return {
    ...{ id, awardId, title, reference: referenceOf(row), status, amountCents, receivedCents, writtenOffCents },
    ...{ outstandingCents: outstanding(row), currency, reason, dueOn },
    overdue: status === 'demanded' && dueOn < dateIn(now, 'UTC'),
    demandedAt: row.demandedAt.toISOString(),
    ...(actor.role === 'city' ? {} : { demandedBy: named(row.demandedBy), writeOff }),
    receipts: row.parts.map((part) => {
      const { number, amountCents: cents, receivedOn, reference } = part;
      return { number, amountCents: cents, receivedOn, reference };
    }),
    moves: refundLifecycle.moves(row, { actor, now }),
  };
}
