import { ApiProperty } from '@nestjs/swagger';
import { PotName } from '../fund/pots.service';
import { sumCents } from '../kernel/money';
import type { Stages } from '../ledger/ledger.service';

const amount = { type: 'integer', format: 'int64' } as const;

/** What an award's money stands at, in minor units; every amount is in exactly one stage. */
export class AwardStages {
  @ApiProperty({ ...amount, description: 'Set aside for the offer.' }) offeredCents: number;
  @ApiProperty({ ...amount, description: 'Accepted, and not yet approved for payment.' }) committedCents: number;
  @ApiProperty({ ...amount, description: 'Approved for payment.' }) payableCents: number;
  @ApiProperty({ ...amount, description: 'On its way through the bank.' }) inTransitCents: number;
  @ApiProperty({ ...amount, description: 'Paid.' }) disbursedCents: number;
  @ApiProperty({ ...amount, description: 'All of it together.' }) totalCents: number;
}

/** The part of an award's money that a donor restricted to one purpose, or that nobody restricted. */
export class RestrictionPart {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null is unrestricted money.' })
  restrictionId: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ type: AwardStages }) stages: AwardStages;
}

/** What an award drew from one pot, and where that stands. */
export class PotPart extends PotName {
  @ApiProperty({ type: AwardStages }) stages: AwardStages;
}

/** One pot of a round's money, and what an award would take from it. */
export class DrawnPot extends PotName {
  @ApiProperty({ ...amount, description: 'What the round has left of it.' }) leftCents: number;
  @ApiProperty({ ...amount, description: 'What the award would take in the usual order.' }) drawnCents: number;
}

/** Money of a round that a donor's restriction keeps from a project. */
export class UnfitPart {
  @ApiProperty() restriction: string;
  @ApiProperty({ ...amount, description: 'What the round has left of it.' }) leftCents: number;
  @ApiProperty({ example: '“Energy only” ended on 31 December 2026.' }) why: string;
}

/** Where an award's money stands, as a whole and by restriction. */
export class AwardMoneyView {
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ type: AwardStages }) stages: AwardStages;
  @ApiProperty({ type: [RestrictionPart] }) restrictions: RestrictionPart[];
  @ApiProperty({ type: [PotPart], description: 'What it drew, by restriction and contribution.' }) pots: PotPart[];
  @ApiProperty({ type: [DrawnPot], description: 'While it is proposed: what it would take if it were approved now.' })
  wouldDraw: DrawnPot[];
}

/** What a round has left under one restriction, and what an award would take from it. */
export class DrawnPart {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null is unrestricted money.' })
  restrictionId: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ ...amount, description: 'What the round has left of it.' }) leftCents: number;
  @ApiProperty({ ...amount, description: 'What the award would take.' }) drawnCents: number;
}

/** What a round has left for one project, in the order in which an award draws on it. */
export class DrawableView {
  @ApiProperty({ format: 'uuid' }) applicationId: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ ...amount, description: 'The award for which the parts are worked out.' }) amountCents: number;
  @ApiProperty({ ...amount, description: 'All that fits the project.' }) leftCents: number;
  @ApiProperty({ ...amount, description: 'What is missing for the amount; 0 where it suffices.' }) shortCents: number;
  @ApiProperty({ type: [DrawnPart], description: 'Restricted money that fits first, unrestricted money last.' })
  parts: DrawnPart[];
  @ApiProperty({ type: [DrawnPot], description: 'The same, contribution by contribution.' }) pots: DrawnPot[];
  @ApiProperty({ type: [UnfitPart], description: 'What the round has besides, and why this project cannot have it.' })
  unfit: UnfitPart[];
}

export function awardStages(stages: Stages): AwardStages {
  const { offered, committed, payable, in_transit: inTransitCents, expended: disbursedCents } = stages;
  const parts = { offeredCents: offered, committedCents: committed, payableCents: payable };
  const totalCents = sumCents([offered, committed, payable, inTransitCents, disbursedCents]);
  return { ...parts, inTransitCents, disbursedCents, totalCents };
}
