import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { type AwardCase, awardLifecycle, type AwardStatus, awardStatuses } from './award.rules';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const instant = { type: String, format: 'date-time', nullable: true } as const;

/** Somebody who took part in a decision. */
export class Deciding {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** Who has approved so far, and how many people other than the proposer have to. */
export class ApprovalsView {
  @ApiProperty({ type: [Deciding] }) by: Deciding[];
  @ApiProperty() needed: number;
}

/** An award as its readers see it. Amounts in minor units of `currency`, instants in UTC. */
export class AwardView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) applicationId: string;
  @ApiProperty({ format: 'uuid' }) roundId: string;
  @ApiProperty({ description: 'The name of the round.' }) round: string;
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ description: 'The name of the fund.' }) fund: string;
  @ApiProperty({ format: 'uuid' }) leadId: string;
  @ApiProperty({ description: 'The name of the lead city.' }) lead: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) sectors: string[];
  @ApiProperty(amount) amountCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ enum: awardStatuses }) status: AwardStatus;
  @ApiProperty({ description: 'What the city agrees to besides its application.' }) conditions: string;
  @ApiProperty({ required: false, description: 'Why it is proposed. Not for cities.' }) reason?: string;
  @ApiProperty({ required: false, type: Deciding, description: 'Not for cities.' }) proposedBy?: Deciding;
  @ApiProperty({ required: false, type: ApprovalsView, description: 'Not for cities.' }) approvals?: ApprovalsView;
  @ApiProperty({ format: 'date-time' }) proposedAt: string;
  @ApiProperty({ ...instant, description: 'Until when the city can answer; null before it is offered.' })
  offerExpiresAt: string | null;
  @ApiProperty({ example: 'Europe/Oslo', description: 'The zone of the city, in which the offer ends.' })
  offerExpiresZone: string;
  @ApiProperty(instant) acceptedAt: string | null;
  @ApiProperty({ description: 'Says what of it is invented; empty for a real award.' }) illustrative: string;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** A part of the awards that the reader may see, newest first. */
export class AwardList {
  @ApiProperty({ type: [AwardView] }) items: AwardView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

/** The names that stand beside an award's ids. */
export interface AwardNames {
  round: string;
  fund: string;
  lead: string;
  zone: string;
  /** Of the proposer and of everybody who approved, by id. */
  people: Record<string, string>;
}

export function awardView(award: AwardCase, names: AwardNames, actor: Actor, now: Date): AwardView {
  const { approvals, reason, proposedBy, proposedAt, offerExpiresAt, acceptedAt, ...row } = award;
  const { id, applicationId, roundId, fundId, leadId, title, sectors, amountCents, currency, status } = row;
  const named = (person: string): Deciding => ({ id: person, name: names.people[person] ?? 'Somebody' });
  const decided = { by: approvals.by.map(named), needed: approvals.needed };
  return {
    ...{ id, applicationId, roundId, fundId, leadId, title, sectors, amountCents, currency, status },
    ...{ round: names.round, fund: names.fund, lead: names.lead, conditions: row.conditions },
    ...(actor.role === 'city' ? {} : { reason, proposedBy: named(proposedBy), approvals: decided }),
    proposedAt: proposedAt.toISOString(),
    offerExpiresAt: offerExpiresAt?.toISOString() ?? null,
    offerExpiresZone: names.zone,
    acceptedAt: acceptedAt?.toISOString() ?? null,
    illustrative: row.illustrative,
    moves: awardLifecycle.moves(award, { actor, now }),
  };
}
