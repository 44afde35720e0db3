import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Approvals } from '../kernel/approval';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import type { Offer } from '../kernel/lifecycle';
import { centsFrom } from '../kernel/money';
import { type AwardCase, awardLifecycle, type AwardStatus } from './award.rules';

export class NewAward {
  @ApiProperty({ description: 'Minor units of the round’s currency.' })
  @IsCents(1)
  amountCents: number;

  @ApiProperty({ description: 'Why, for those who approve it.' })
  @IsText('A reason', 5000)
  reason: string;

  @ApiProperty({ default: '', description: 'What the city agrees to besides its application.' })
  @IsText('The conditions', 5000, { optional: true })
  conditions = '';
}

export class OfferInput {
  @ApiProperty({ example: '2027-03-31', description: 'The last day on which the city can answer, in its own zone.' })
  @IsPlainDate()
  expiresOn: string;
}

type Typed = Record<string, unknown>;

/** What the page's form typed, as the API would send it. */
export const awardFrom = (form: Typed, currency: string): Typed => ({
  amountCents: centsFrom(form.amountCents, currency),
  reason: form.reason,
  conditions: form.conditions ?? '',
});

/** An award as its readers see it. Amounts in minor units of `currency`, instants in UTC. */
export interface AwardView {
  id: string;
  applicationId: string;
  roundId: string;
  fundId: string;
  leadId: string;
  title: string;
  sectors: string[];
  amountCents: number;
  currency: string;
  status: AwardStatus;
  /** For staff and auditors only. */
  reason?: string;
  approvals?: Approvals;
  conditions: string;
  proposedAt: string;
  offerExpiresAt: string | null;
  acceptedAt: string | null;
  illustrative: string;
  moves: Offer[];
}

export function awardView(award: AwardCase, actor: Actor, now: Date): AwardView {
  const { id, applicationId, roundId, fundId, leadId, title, sectors, amountCents, currency, status, conditions } =
    award;
  const inside = actor.role === 'city' ? {} : { reason: award.reason, approvals: award.approvals };
  return {
    ...{ id, applicationId, roundId, fundId, leadId, title, sectors, amountCents, currency, status, conditions },
    ...inside,
    proposedAt: award.proposedAt.toISOString(),
    offerExpiresAt: award.offerExpiresAt?.toISOString() ?? null,
    acceptedAt: award.acceptedAt?.toISOString() ?? null,
    illustrative: award.illustrative,
    moves: awardLifecycle.moves(award, { actor, now }),
  };
}
