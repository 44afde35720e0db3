import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { AmendedLine } from './amendments.dto';
import {
  afterwards,
  type AmendmentCase,
  amendmentLifecycle,
  type AmendmentStatus,
  amendmentStatuses,
  isLarge,
  lineChanges,
} from './amendment.rules';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const moves = { type: 'array', items: { $ref: '#/components/schemas/Move' } } as const;
const date = { type: String, format: 'date', nullable: true } as const;

/** Somebody who proposed or approved. */
export class Amending {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** Who has approved so far, and how many people other than the proposer have to. */
export class AmendmentApprovals {
  @ApiProperty({ type: [Amending] }) by: Amending[];
  @ApiProperty() needed: number;
}

/** The award before or after an amendment. */
export class StandingView {
  @ApiProperty(amount) amountCents: number;
  @ApiProperty(date) startsOn: string | null;
  @ApiProperty(date) endsOn: string | null;
  @ApiProperty({ description: 'Empty is what the application says.' }) scope: string;
  @ApiProperty({ type: [AmendedLine] }) budgetLines: AmendedLine[];
}

/** One budget line before and after; null where there is none. */
export class LineChangeView {
  @ApiProperty() item: string;
  @ApiProperty({ ...amount, nullable: true }) fromCents: number | null;
  @ApiProperty({ ...amount, nullable: true }) toCents: number | null;
  @ApiProperty({ description: 'Whether it changes by more than a tenth of itself.' }) large: boolean;
}

/** An amendment as its readers see it. */
export class AmendmentView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty({ description: 'The title of the award.' }) title: string;
  @ApiProperty({ description: 'Counted within the award, from 1.' }) number: number;
  @ApiProperty({ enum: ['change', 'close_out'] }) kind: 'change' | 'close_out';
  @ApiProperty({ enum: amendmentStatuses }) status: AmendmentStatus;
  @ApiProperty({ ...amount, description: 'What the award gets more, or less where it is below zero.' })
  changeCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ type: StandingView }) before: StandingView;
  @ApiProperty({ type: StandingView }) after: StandingView;
  @ApiProperty({ type: [LineChangeView] }) lines: LineChangeView[];
  @ApiProperty() reason: string;
  @ApiProperty({ description: 'Whether other people have to approve it.' }) needsApproval: boolean;
  @ApiProperty({ description: 'Why it was rejected; else empty.' }) rejectReason: string;
  @ApiProperty({ description: 'Whether the city asked for it.' }) byCity: boolean;
  @ApiProperty({ description: 'Whether a document belongs to it; it stands under `/api/amendments/{id}/file`.' })
  hasFile: boolean;
  @ApiProperty({ required: false, type: Amending, description: 'Not for cities.' }) proposedBy?: Amending;
  @ApiProperty({ required: false, type: AmendmentApprovals, description: 'Not for cities.' })
  approvals?: AmendmentApprovals;
  @ApiProperty({ format: 'date-time' }) proposedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
  @ApiProperty(moves) moves: Offer[];
}

/** The amendments of an award, newest first, and what its reader may begin. */
export class AmendmentList {
  @ApiProperty({ type: [AmendmentView] }) items: AmendmentView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
  @ApiProperty(moves) moves: Offer[];
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ ...amount, description: 'What a close-out would free; 0 for those who cannot close the grant out.' })
  unpaidCents: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What keeps the grant from being closed out, in a sentence.',
  })
  cannotCloseOut: string | null;
}

/** Who reads it, when, and the names beside the ids. */
export interface Reading {
  actor: Actor;
  now: Date;
  names: Map<string, string>;
}

export function amendmentView(row: AmendmentCase, title: string, { actor, now, names }: Reading): AmendmentView {
  const { id, awardId, number, kind, status, changeCents, currency, was, reason, needsApproval, rejectReason } = row;
  const named = (person: string): Amending => ({ id: person, name: names.get(person) ?? 'Somebody' });
  const decided = { by: row.approvals.by.map(named), needed: row.approvals.needed };
  const after = afterwards(row);
  return {
    ...{ id, awardId, title, number, kind, status, changeCents, currency, before: was, after },
    lines: lineChanges(was.budgetLines, after.budgetLines).map((line) => ({ ...line, large: isLarge(line) })),
    ...{ reason, needsApproval, rejectReason, byCity: row.byCity, hasFile: row.fileId !== null },
    ...(actor.role === 'city' ? {} : { proposedBy: named(row.proposedBy), approvals: decided }),
    proposedAt: row.proposedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    moves: amendmentLifecycle.moves(row, { actor, now }),
  };
}
