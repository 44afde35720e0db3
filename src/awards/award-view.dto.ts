import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import type { Part } from '../ledger/postings';
import { SplitPartView } from './award-split.dto';
import { type AwardCase, awardLifecycle, type AwardStatus, awardStatuses, hasAgreement } from './award.rules';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const date = { type: String, format: 'date', nullable: true } as const;
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

/** What of the project’s budget is spent on what. */
export class BudgetLineView {
  @ApiProperty() item: string;
  @ApiProperty(amount) cents: number;
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
  @ApiProperty({ ...amount, description: 'What was first approved, before amendments.' }) originalCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ enum: awardStatuses }) status: AwardStatus;
  @ApiProperty({ description: 'What the city agrees to besides its application.' }) conditions: string;
  @ApiProperty({ ...date, description: 'When the project begins.' }) startsOn: string | null;
  @ApiProperty({ ...date, description: 'When the project ends.' }) endsOn: string | null;
  @ApiProperty({ description: 'What is done, as amendments changed it; empty is what the application says.' })
  scope: string;
  @ApiProperty({ type: [BudgetLineView] }) budgetLines: BudgetLineView[];
  @ApiProperty({ ...date, description: 'When the agreement was signed; its file is at `/awards/{id}/agreement`.' })
  agreementSignedOn: string | null;
  @ApiProperty({ type: Deciding, nullable: true, description: 'Who is paid; null is the lead city.' })
  payee: Deciding | null;
  @ApiProperty({
    ...{ required: false, nullable: true, type: [SplitPartView] },
    description: 'From which money it is drawn where that is not the usual order. Not for cities.',
  })
  split?: SplitPartView[] | null;
  @ApiProperty({ required: false, description: 'Why the usual order is not followed. Not for cities.' })
  splitReason?: string;
  @ApiProperty({ description: 'Why it is suspended; empty while it is not.' }) suspendedReason: string;
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
  payee: string | null;
  /** Of the split, by id. */
  restrictions: Record<string, string>;
  sources: Record<string, string>;
}

export const agreement: Offer = { move: 'agreement', label: 'Record the signed agreement' };

export function awardView(award: AwardCase, names: AwardNames, actor: Actor, now: Date): AwardView {
  const { approvals, reason, proposedBy, proposedAt, offerExpiresAt, acceptedAt, ...row } = award;
  const { id, applicationId, roundId, fundId, leadId, title, sectors, amountCents, currency, status } = row;
  const { originalCents, startsOn, endsOn, scope, budgetLines, agreementSignedOn, suspendedReason } = row;
  const named = (person: string): Deciding => ({ id: person, name: names.people[person] ?? 'Somebody' });
  const decided = { by: approvals.by.map(named), needed: approvals.needed };
  return {
    ...{ id, applicationId, roundId, fundId, leadId, title, sectors, amountCents, currency, status },
    ...{ originalCents, startsOn, endsOn, scope, budgetLines, agreementSignedOn, suspendedReason },
    ...{ round: names.round, fund: names.fund, lead: names.lead, conditions: row.conditions },
    payee: row.payeeId === null ? null : { id: row.payeeId, name: names.payee ?? 'Somebody' },
    ...(actor.role === 'city' ? {} : { reason, proposedBy: named(proposedBy), approvals: decided }),
    ...(actor.role === 'city' ? {} : { split: splitView(row.split, names), splitReason: row.splitReason }),
    proposedAt: proposedAt.toISOString(),
    offerExpiresAt: offerExpiresAt?.toISOString() ?? null,
    offerExpiresZone: names.zone,
    acceptedAt: acceptedAt?.toISOString() ?? null,
    illustrative: row.illustrative,
    moves: [
      ...awardLifecycle.moves(award, { actor, now }),
      ...(actor.role === 'program' && hasAgreement(award) ? [agreement] : []),
    ],
  };
}

const splitView = (split: Part[] | null, { restrictions, sources }: AwardNames): SplitPartView[] | null =>
  split &&
  split.map(({ restrictionId, contributionId = null, cents }) => ({
    ...{ restrictionId, contributionId, cents },
    restriction: restrictionId === null ? 'Unrestricted' : (restrictions[restrictionId] ?? 'A restriction'),
    source: contributionId === null ? null : (sources[contributionId] ?? 'A contribution'),
  }));
