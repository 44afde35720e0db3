import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Actor } from '../kernel/access';
import { IsCents, IsText } from '../kernel/input';
import type { Offer } from '../kernel/lifecycle';
import { centsFrom } from '../kernel/money';
import { stages } from '../kernel/vocabulary';
import {
  type ApplicationCase,
  applicationLifecycle,
  type ApplicationStatus,
  type BudgetLine,
  mayEdit,
  type Partner,
} from './application.rules';

export class BudgetLineInput implements BudgetLine {
  @ApiProperty({ example: 'Staff' })
  @IsText('What it is for', 200)
  item: string;

  @ApiProperty({ example: 2500000, description: 'Minor units.' })
  @IsCents(0)
  cents: number;
}

export class PartnerInput implements Partner {
  @ApiProperty({ example: 'Boulder' })
  @IsText('The name of the partner', 200)
  name: string;
}

/** What a city writes; a draft may be incomplete. */
export class ApplicationInput {
  @ApiProperty({ maxLength: 200 })
  @IsText('A title', 200)
  title: string;

  @ApiProperty({ default: '' })
  @IsText('The summary', 20_000, { optional: true })
  summary = '';

  @ApiProperty({ isArray: true, type: String, description: 'Sectors of the round.' })
  @IsArray({ message: 'Choose sectors from the list.' })
  @ArrayMaxSize(10, { message: 'At most ten sectors.' })
  @ArrayUnique({ message: 'A sector stands in the list twice.' })
  @IsText('A sector', 100, { each: true })
  sectors: string[] = [];

  @ApiProperty({ enum: stages, required: false, nullable: true })
  @IsOptional()
  @IsIn(stages, { message: `Choose one of: ${stages.join(', ')}.` })
  stage: string | null = null;

  @ApiProperty({ type: [PartnerInput] })
  @IsArray({ message: 'Send the partners as a list.' })
  @ArrayMaxSize(50, { message: 'At most 50 partners.' })
  @ValidateNested({ each: true })
  @Type(() => PartnerInput)
  partners: PartnerInput[] = [];

  @ApiProperty({ type: [BudgetLineInput] })
  @IsArray({ message: 'Send the budget lines as a list.' })
  @ArrayMaxSize(100, { message: 'At most 100 budget lines.' })
  @ValidateNested({ each: true })
  @Type(() => BudgetLineInput)
  budgetLines: BudgetLineInput[] = [];

  @ApiProperty({ required: false, nullable: true, description: 'What the city asks for, in minor units.' })
  @IsOptional()
  @IsCents(0)
  requestedCents: number | null = null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Answers by the keys of the round’s questions.',
  })
  @IsObject({ message: 'Send the answers as an object.' })
  answers: Record<string, string> = {};
}

export class NewApplication extends ApplicationInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID('all', { message: 'Choose the round.' })
  roundId: string;
}

export class SavedApplication extends ApplicationInput {
  @ApiProperty({ description: 'The version that was read; another one saved meanwhile is a conflict.' })
  @IsInt({ message: 'Send the version that you read.' })
  @Min(1, { message: 'Versions start at 1.' })
  version: number;
}

export class Reason {
  @ApiProperty({ description: 'Written to the people concerned.' })
  @IsText('A reason', 5000)
  reason: string;
}

type Typed = Record<string, unknown>;
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value];

/** What the page's form typed, as the API would send it; empty rows are left out. */
export function applicationFrom(form: Typed, currency: string): Typed {
  const lines = list(form.budgetLines) as Typed[];
  return {
    ...(form.roundId === undefined ? {} : { roundId: form.roundId }),
    ...(form.version === undefined ? {} : { version: Number(form.version) }),
    title: form.title,
    summary: form.summary ?? '',
    sectors: list(form.sectors),
    stage: form.stage || null,
    partners: (list(form.partners) as Typed[]).filter(({ name }) => name).map(({ name }) => ({ name })),
    budgetLines: lines
      .filter(({ item, cents }) => item || cents)
      .map(({ item, cents }) => ({ item, cents: centsFrom(cents, currency) })),
    requestedCents: centsFrom(form.requestedCents, currency) ?? null,
    answers: form.answers ?? {},
  };
}

/** An application as its readers see it. Amounts in minor units of `currency`, instants in UTC. */
export interface ApplicationView {
  id: string;
  roundId: string;
  round: string;
  deadlineAt: string;
  deadlineZone: string;
  leadId: string;
  lead: string;
  title: string;
  summary: string;
  sectors: string[];
  stage: string | null;
  partners: Partner[];
  budgetLines: BudgetLine[];
  requestedCents: number | null;
  currency: string;
  answers: Record<string, string>;
  status: ApplicationStatus;
  illustrative: string;
  version: number;
  updatedAt: string;
  submittedAt: string | null;
  editable: boolean;
  moves: Offer[];
}

/** The names that stand beside an application's ids. */
export interface Names {
  round: string;
  deadlineZone: string;
  lead: string;
}

export function applicationView(row: ApplicationCase, names: Names, actor: Actor, now: Date): ApplicationView {
  return {
    id: row.id,
    roundId: row.roundId,
    round: names.round,
    deadlineAt: row.round.deadlineAt.toISOString(),
    deadlineZone: names.deadlineZone,
    leadId: row.leadId,
    lead: names.lead,
    title: row.title,
    summary: row.summary,
    sectors: row.sectors,
    stage: row.stage,
    partners: row.partners,
    budgetLines: row.budgetLines,
    requestedCents: row.requestedCents,
    currency: row.currency,
    answers: row.answers,
    status: row.status,
    illustrative: row.illustrative,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    editable: mayEdit(row, actor),
    moves: applicationLifecycle.moves(row, { actor, now }),
  };
}
