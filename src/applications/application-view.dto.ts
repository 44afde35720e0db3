import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { FieldErrors } from '../kernel/errors';
import type { Offer } from '../kernel/lifecycle';
import { stages } from '../kernel/vocabulary';
import { checklist, type Terms } from './application.checklist';
import { applicationLifecycle, applicationStatuses, mayEdit } from './application.rules';
import type { ApplicationCase, ApplicationStatus, BudgetLine, Partner } from './application.rules';
import { BudgetLineInput, PartnerInput } from './applications.dto';

const text = { type: 'string' } as const;
const sentences = { type: 'object', additionalProperties: { type: 'array', items: text } } as const;

/** An application as its readers see it. Amounts in minor units of `currency`, instants in UTC. */
export class ApplicationView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) roundId: string;
  @ApiProperty({ description: 'The name of the round.' }) round: string;
  @ApiProperty({ format: 'date-time' }) deadlineAt: string;
  @ApiProperty({ example: 'Europe/Oslo' }) deadlineZone: string;
  @ApiProperty({ format: 'uuid' }) leadId: string;
  @ApiProperty({ description: 'The name of the lead city.' }) lead: string;
  @ApiProperty() title: string;
  @ApiProperty() summary: string;
  @ApiProperty({ type: [String] }) sectors: string[];
  @ApiProperty({ type: String, enum: stages, nullable: true }) stage: string | null;
  @ApiProperty({ type: [PartnerInput] }) partners: Partner[];
  @ApiProperty({ type: [BudgetLineInput] }) budgetLines: BudgetLine[];
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true }) requestedCents: number | null;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ type: 'object', additionalProperties: text, description: 'By the keys of the round’s questions.' })
  answers: Record<string, string>;
  @ApiProperty({ enum: applicationStatuses }) status: ApplicationStatus;
  @ApiProperty({ description: 'Says what of it is invented; empty for a real application.' }) illustrative: string;
  @ApiProperty({ description: 'Send it back with your changes.' }) version: number;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) submittedAt: string | null;
  @ApiProperty({ description: 'Whether you may change what it says now.' }) editable: boolean;
  @ApiProperty({ ...sentences, description: 'What has to be mended before it can be submitted, by field.' })
  missing: FieldErrors;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** What stands beside an application of its round. */
type InRound = Terms & { name: string; deadlineZone: string };

export function applicationView(
  row: ApplicationCase & { round: InRound },
  lead: string,
  actor: Actor,
  now: Date,
): ApplicationView {
  const { round, seq: _seq, createdAt: _at, createdBy: _by, updatedBy: _who, updatedAt, submittedAt, ...rest } = row;
  const editable = mayEdit(row, actor);
  return {
    ...rest,
    round: round.name,
    deadlineAt: round.deadlineAt.toISOString(),
    deadlineZone: round.deadlineZone,
    lead,
    updatedAt: updatedAt.toISOString(),
    submittedAt: submittedAt?.toISOString() ?? null,
    editable,
    missing: editable ? checklist(row, round) : {},
    moves: applicationLifecycle.moves(row, { actor, now }),
  };
}
