import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Actor } from '../kernel/access';
import { IsCents, IsLocalTime, IsText, IsZone } from '../kernel/input';
import type { Offer } from '../kernel/lifecycle';
import { centsFrom } from '../kernel/money';
import { sectors, stages } from '../kernel/vocabulary';
import type { Round } from './round.entity';
import { type Criterion, type Question, roundLifecycle, type RoundStatus } from './round.rules';

const KEY = /^[a-z][a-z0-9_]{0,39}$/;

export class QuestionInput implements Question {
  @ApiProperty({ example: 'replication' })
  @Matches(KEY, { message: 'A key is up to 40 small letters, digits and underscores.' })
  key: string;

  @ApiProperty()
  @IsText('The question', 500)
  text: string;

  @ApiProperty({ default: '' })
  @IsText('The help', 2000, { optional: true })
  help = '';

  @ApiProperty({ default: 300 })
  @IsInt({ message: 'Enter the word limit as a whole number.' })
  @Min(1, { message: 'The word limit is at least 1.' })
  @Max(5000, { message: 'The word limit is at most 5,000.' })
  maxWords = 300;

  @ApiProperty({ default: true })
  @IsBoolean({ message: 'Say true or false.' })
  required = true;
}

export class CriterionInput implements Criterion {
  @ApiProperty({ example: 'impact' })
  @Matches(KEY, { message: 'A key is up to 40 small letters, digits and underscores.' })
  key: string;

  @ApiProperty()
  @IsText('The criterion', 200)
  name: string;

  @ApiProperty({ default: '' })
  @IsText('The help', 2000, { optional: true })
  help = '';

  @ApiProperty({ description: 'Percent; the weights of a rubric add up to 100.' })
  @IsInt({ message: 'Enter the weight as a whole number of percent.' })
  @Min(1, { message: 'A weight is at least 1.' })
  @Max(100, { message: 'A weight is at most 100.' })
  weight: number;

  @ApiProperty({ default: 5, description: 'The best score; the worst is 1.' })
  @IsInt({ message: 'Enter the best score as a whole number.' })
  @Min(2, { message: 'The best score is at least 2.' })
  @Max(100, { message: 'The best score is at most 100.' })
  max = 5;
}

export class RoundInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID('all', { message: 'Choose the fund.' })
  fundId: string;

  @ApiProperty()
  @IsText('The name', 200)
  name: string;

  @ApiProperty({ default: '' })
  @IsText('The summary', 5000, { optional: true })
  summary = '';

  @ApiProperty({ description: 'Minor units of the fund’s currency.' })
  @IsCents(1)
  budgetCents: number;

  @ApiProperty({ required: false, nullable: true })
  @IsOptional()
  @IsCents(1)
  floorCents: number | null = null;

  @ApiProperty({ required: false, nullable: true })
  @IsOptional()
  @IsCents(1)
  ceilingCents: number | null = null;

  @ApiProperty({ enum: sectors, isArray: true })
  @ArrayNotEmpty({ message: 'Choose at least one sector.' })
  @ArrayUnique({ message: 'A sector stands in the list twice.' })
  @IsIn(sectors, { each: true, message: `Sectors are: ${sectors.join(', ')}.` })
  sectors: string[];

  @ApiProperty({ enum: stages, isArray: true })
  @ArrayNotEmpty({ message: 'Choose at least one stage.' })
  @ArrayUnique({ message: 'A stage stands in the list twice.' })
  @IsIn(stages, { each: true, message: `Stages are: ${stages.join(', ')}.` })
  stages: string[];

  @ApiProperty({ example: '2027-01-31T23:59:59', description: 'Local time in deadlineZone.' })
  @IsLocalTime()
  deadlineLocal: string;

  @ApiProperty({ example: 'America/New_York' })
  @IsZone()
  deadlineZone: string;

  @ApiProperty({ type: [QuestionInput] })
  @IsArray({ message: 'Send the questions as a list.' })
  @ArrayMaxSize(60, { message: 'At most 60 questions.' })
  @ArrayUnique((question: Question) => question?.key, { message: 'Two questions have the same key.' })
  @ValidateNested({ each: true })
  @Type(() => QuestionInput)
  questions: QuestionInput[] = [];

  @ApiProperty({ type: [CriterionInput] })
  @IsArray({ message: 'Send the rubric as a list.' })
  @ArrayMaxSize(30, { message: 'At most 30 criteria.' })
  @ArrayUnique((criterion: Criterion) => criterion?.key, { message: 'Two criteria have the same key.' })
  @ValidateNested({ each: true })
  @Type(() => CriterionInput)
  rubric: CriterionInput[] = [];
}

type Typed = Record<string, unknown>;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const whole = (value: unknown): unknown => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);
const key = (text: unknown): string =>
  String(text ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 40) || 'item';

/** What the page's form typed, as the API would send it; empty rows are left out. */
export function roundFrom(form: Typed, currency: string): Typed {
  const rows = (name: string): Typed[] => list(form[name]) as Typed[];
  return {
    fundId: form.fundId,
    name: form.name,
    summary: form.summary ?? '',
    budgetCents: centsFrom(form.budgetCents, currency),
    floorCents: centsFrom(form.floorCents, currency) ?? null,
    ceilingCents: centsFrom(form.ceilingCents, currency) ?? null,
    sectors: list(form.sectors),
    stages: list(form.stages),
    deadlineLocal: form.deadlineLocal,
    deadlineZone: form.deadlineZone,
    questions: rows('questions')
      .filter((row) => row.text)
      .map((row) => ({
        key: row.key || key(row.text),
        text: row.text,
        help: row.help ?? '',
        maxWords: whole(row.maxWords || '300'),
        required: row.required === 'true',
      })),
    rubric: rows('rubric')
      .filter((row) => row.name)
      .map((row) => ({
        key: row.key || key(row.name),
        name: row.name,
        help: row.help ?? '',
        weight: whole(row.weight),
        max: whole(row.max || '5'),
      })),
  };
}

/** A round as its readers see it. Amounts in minor units of `currency`, instants in UTC. */
export interface RoundView {
  id: string;
  fundId: string;
  name: string;
  summary: string;
  status: RoundStatus;
  currency: string;
  budgetCents: number;
  floorCents: number | null;
  ceilingCents: number | null;
  sectors: string[];
  stages: string[];
  questions: Question[];
  rubric: Criterion[];
  deadlineAt: string;
  deadlineLocal: string;
  deadlineZone: string;
  note: string;
  version: number;
  moves: Offer[];
}

export function roundView(round: Round, actor: Actor | null, now: Date): RoundView {
  const { deadlineAt, createdAt: _at, createdBy: _by, seq: _seq, ...rest } = round;
  return {
    ...rest,
    deadlineAt: deadlineAt.toISOString(),
    moves: actor ? roundLifecycle.moves(round, { actor, now }) : [],
  };
}
