import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, IsUUID } from 'class-validator';
import { PotName } from '../fund/pots.service';
import { IsCents } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { listOf, type Typed } from '../kernel/typed';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;

/** Contributions by their ids, each once. */
export function AreContributions(): PropertyDecorator {
  const rules = [
    IsArray({ message: 'Send the contributions as a list.' }),
    ArrayMaxSize(500, { message: 'At most 500 contributions.' }),
    ArrayUnique({ message: 'A contribution stands in the list twice.' }),
    IsUUID('all', { each: true, message: 'Choose contributions of the list.' }),
  ];
  return (target, name) => rules.forEach((rule) => rule(target, name));
}

/** What a round gets besides its budget. */
export class BudgetRaise {
  @ApiProperty({ description: 'How much more, in minor units of the round’s currency.' })
  @IsCents(1)
  cents: number;

  @ApiProperty({
    required: false,
    type: [String],
    format: 'uuid',
    description: 'From which contributions; none named is all that fit. Left out, those that the budget stands from.',
  })
  @IsOptional()
  @AreContributions()
  contributionIds?: string[];
}

/** What a round gives back of its budget. */
export class BudgetCut {
  @ApiProperty({ description: 'How much less, in minor units of the round’s currency.' })
  @IsCents(1)
  cents: number;
}

/** What a round has of one contribution under one restriction. */
export class RoundPotView extends PotName {
  @ApiProperty({ ...amount, description: 'Not awarded yet.' }) reservedCents: number;
  @ApiProperty({ ...amount, description: 'In awards of the round.' }) awardedCents: number;
}

/** From which contributions the budget of a round stands. */
export class RoundBudgetView {
  @ApiProperty({ format: 'uuid' }) roundId: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty(amount) budgetCents: number;
  @ApiProperty({ ...amount, description: 'Not awarded yet.' }) reservedCents: number;
  @ApiProperty({ ...amount, description: 'In awards of the round.' }) awardedCents: number;
  @ApiProperty({ type: [String], format: 'uuid', description: 'Chosen by staff; none is all that fit.' })
  contributionIds: string[];
  @ApiProperty({ type: [RoundPotView] }) pots: RoundPotView[];
}

/** A contribution that may be chosen for a budget. */
export interface Source {
  id: string;
  source: string;
  freeCents: number;
  restrictions: string[];
  currency: string;
  /** Where there are several funds to choose from. */
  fund?: string;
}

/** What the page's forms typed, as the API would send it. */
export const raiseFrom = (form: Typed, currency: string): Typed => ({
  cents: centsFrom(form.cents, currency),
  contributionIds: listOf(form.contributionIds),
});

export const cutFrom = (form: Typed, currency: string): Typed => ({ cents: centsFrom(form.cents, currency) });
