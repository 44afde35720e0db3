import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { sectors, stages } from '../kernel/vocabulary';
import type { Round } from './round.entity';
import { hasBudget, mayChange, mayPostpone, roundLifecycle, roundStatuses, seesDrafts } from './round.rules';
import type { Criterion, Question, RoundStatus } from './round.rules';
import { CriterionInput, QuestionInput } from './rounds.dto';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;

/** A round as its readers see it. Amounts in minor units of `currency`, instants in UTC. */
export class RoundView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty() name: string;
  @ApiProperty() summary: string;
  @ApiProperty({ enum: roundStatuses }) status: RoundStatus;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty(amount) budgetCents: number;
  @ApiProperty({ ...amount, nullable: true, description: 'The smallest award; null where there is no limit.' })
  floorCents: number | null;
  @ApiProperty({ ...amount, nullable: true, description: 'The largest award; null where there is no limit.' })
  ceilingCents: number | null;
  @ApiProperty({ enum: sectors, isArray: true }) sectors: string[];
  @ApiProperty({ enum: stages, isArray: true }) stages: string[];
  @ApiProperty({
    required: false,
    type: [String],
    format: 'uuid',
    description: 'The contributions from which its budget is drawn; none is all that fit. For staff and auditors.',
  })
  contributionIds?: string[];
  @ApiProperty({ type: [QuestionInput] }) questions: Question[];
  @ApiProperty({ type: [CriterionInput] }) rubric: Criterion[];
  @ApiProperty({ format: 'date-time' }) deadlineAt: string;
  @ApiProperty({ example: '2027-01-31T23:59:59', description: 'Local time in `deadlineZone`.' }) deadlineLocal: string;
  @ApiProperty({ example: 'Europe/Oslo' }) deadlineZone: string;
  @ApiProperty({ description: 'Says what of it is invented; empty for a real round.' }) note: string;
  @ApiProperty() version: number;
  @ApiProperty({ description: 'Whether you may change its terms now.' }) editable: boolean;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** All rounds that the reader may see, newest first. */
export class RoundList {
  @ApiProperty({ type: [RoundView] }) items: RoundView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

export const postpone: Offer = { move: 'postpone', label: 'Move the deadline' };
export const raiseBudget: Offer = { move: 'raise-budget', label: 'Raise the budget' };
export const lowerBudget: Offer = { move: 'lower-budget', label: 'Lower the budget' };

export function roundView(round: Round, actor: Actor | null, now: Date): RoundView {
  const { deadlineAt, contributionIds, createdAt: _at, createdBy: _by, seq: _seq, ...row } = round;
  const { reservations: _set, returns: _back, ...rest } = row;
  const steps = actor ? roundLifecycle.moves(round, { actor, now }) : [];
  return {
    ...rest,
    ...(seesDrafts(actor) ? { contributionIds } : {}),
    deadlineAt: deadlineAt.toISOString(),
    editable: mayChange(round, actor),
    moves: [
      ...steps,
      ...(mayPostpone(round, actor) ? [postpone] : []),
      ...(actor?.role === 'program' && hasBudget(round) ? [raiseBudget, lowerBudget] : []),
    ],
  };
}
