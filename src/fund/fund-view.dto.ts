import { ApiProperty } from '@nestjs/swagger';
import type { Offer } from '../kernel/lifecycle';
import { sectors } from '../kernel/vocabulary';
import type { Fund, Restriction } from './fund.entity';
import type { Balance } from './fund.rules';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const moves = { type: 'array', items: { $ref: '#/components/schemas/Move' } } as const;
const explained = (description: string) => ({ ...amount, description });

/** The figures: free + set aside + committed + disbursed + overhead = raised. Whole minor units of `currency`. */
export class BalanceView implements Balance {
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty(explained('What contributions brought, net of fees.')) raisedCents: number;
  @ApiProperty(explained('Promised to nothing.')) freeCents: number;
  @ApiProperty(explained('Of what is set aside: budgets of rounds, not yet awarded.')) reservedCents: number;
  @ApiProperty(explained('Of what is set aside: awards not yet accepted.')) offeredCents: number;
  @ApiProperty(explained('For rounds and for awards not yet accepted.')) setAsideCents: number;
  @ApiProperty(explained('Accepted by cities and not yet paid.')) committedCents: number;
  @ApiProperty(explained('Of what is committed: approved for payment.')) payableCents: number;
  @ApiProperty(explained('Of what is committed: on its way to the bank.')) inTransitCents: number;
  @ApiProperty(explained('Paid and settled.')) disbursedCents: number;
  @ApiProperty(explained('Spent on running the fund.')) overheadCents: number;
}

/** The part of a fund under one restriction; `id` is null for unrestricted money. */
export class RestrictionView {
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ enum: sectors, isArray: true, description: 'Projects that may use it; empty is any.' })
  sectors: string[];
  @ApiProperty({ description: 'What the donor said, in words.' }) purpose: string;
  @ApiProperty({ type: [String], format: 'uuid', description: 'Lead cities that may use it; empty is any.' })
  cityIds: string[];
  @ApiProperty({ type: [String], description: 'The names of these cities.' }) cities: string[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) startsOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The donor’s letter.' })
  fileId: string | null;
  @ApiProperty() balance: BalanceView;
}

/** What donors allow. */
export class RestrictionList {
  @ApiProperty({ type: [RestrictionView] }) items: RestrictionView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** A fund with its figures, whole and apart for each restriction. */
export class FundView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() purpose: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ description: 'How many people approve each award and instalment.' }) approvalsRequired: number;
  @ApiProperty({ format: 'date', description: 'No money of it is older.' }) beganOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day of the figures; null is now.' })
  asOf: string | null;
  @ApiProperty() balance: BalanceView;
  @ApiProperty({ type: [RestrictionView] }) restrictions: RestrictionView[];
  @ApiProperty(moves) moves: Offer[];
}

export class FundList {
  @ApiProperty({ type: [FundView] }) items: FundView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** Money received from a funder as it is recorded now; what was corrected stays in the journal. */
export class ContributionView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ format: 'uuid' }) funderId: string;
  @ApiProperty() funder: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) restrictionId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The donor’s restriction.' }) restriction: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The pledge that it stands on.' })
  pledgeId: string | null;
  @ApiProperty({ format: 'date' }) receivedOn: string;
  @ApiProperty(explained('What the funder gave.')) grossCents: number;
  @ApiProperty(explained('What the bank kept.')) feeCents: number;
  @ApiProperty(explained('What the fund has of it.')) netCents: number;
  @ApiProperty(explained('Of that, what was given back to the funder since.')) refundedCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty() reference: string;
  @ApiProperty({ description: 'Invented for the demonstration.' }) illustrative: boolean;
  @ApiProperty({ description: 'How often it was corrected.' }) corrections: number;
  @ApiProperty(moves) moves: Offer[];
}

export class ContributionPage {
  @ApiProperty({ type: [ContributionView] }) items: ContributionView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part.' }) next: string | null;
}

export function fundView(
  { id, name, purpose, currency, approvalsRequired, beganOn }: Fund,
  balance: Balance,
  restrictions: RestrictionView[],
  moves: Offer[],
): FundView {
  return {
    ...{ id, name, purpose, currency, approvalsRequired, beganOn },
    asOf: null,
    balance: { currency, ...balance },
    restrictions,
    moves,
  };
}

export const restrictionView = (
  restriction: Restriction | undefined,
  currency: string,
  balance: Balance,
  cities: ReadonlyMap<string, string>,
): RestrictionView => ({
  id: restriction?.id ?? null,
  name: restriction?.name ?? 'Unrestricted',
  sectors: restriction?.sectors ?? [],
  purpose: restriction?.purpose ?? '',
  cityIds: restriction?.cityIds ?? [],
  cities: (restriction?.cityIds ?? []).map((id) => cities.get(id) ?? 'A city'),
  startsOn: restriction?.startsOn ?? null,
  endsOn: restriction?.endsOn ?? null,
  fileId: restriction?.fileId ?? null,
  balance: { currency, ...balance },
});
