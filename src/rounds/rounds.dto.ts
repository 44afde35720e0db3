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
import { IsCents, IsLocalTime, IsText, IsZone } from '../kernel/input';
import { sectors, stages } from '../kernel/vocabulary';
import { AreContributions } from './round-budget.dto';
import type { Criterion, Question } from './round.rules';

/** Names in an object of answers or scores; forms cannot carry the one name that every object has. */
const KEY = /^(?!constructor$)[a-z][a-z0-9_]{0,39}$/;

/** A question of a round as it comes in. */
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

/** A criterion of a rubric as it comes in. */
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

/** A local time and the zone in which it is meant. */
export class Deadline {
  @ApiProperty({ example: '2027-01-31T23:59:59', description: 'Local time in deadlineZone.' })
  @IsLocalTime()
  deadlineLocal: string;

  @ApiProperty({ example: 'America/New_York' })
  @IsZone()
  deadlineZone: string;
}

/** What a round is about, how much it has, until when cities apply, what they are asked and how they are judged. */
export class RoundInput extends Deadline {
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

  @ApiProperty({
    type: [String],
    format: 'uuid',
    default: [],
    description: 'The contributions from which its budget is drawn; none named is all that fit.',
  })
  @AreContributions()
  contributionIds: string[] = [];

  @ApiProperty({ type: [QuestionInput] })
  @IsArray({ message: 'Send the questions as a list.' })
  @ArrayMaxSize(60, { message: 'At most 60 questions.' })
  @ArrayUnique((question: Question) => question?.key, { message: 'Two questions have the same key.' })
  @ValidateNested({ each: true, message: 'Send each question as an object.' })
  @Type(() => QuestionInput)
  questions: QuestionInput[] = [];

  @ApiProperty({ type: [CriterionInput] })
  @IsArray({ message: 'Send the rubric as a list.' })
  @ArrayMaxSize(30, { message: 'At most 30 criteria.' })
  @ArrayUnique((criterion: Criterion) => criterion?.key, { message: 'Two criteria have the same key.' })
  @ValidateNested({ each: true, message: 'Send each criterion as an object.' })
  @Type(() => CriterionInput)
  rubric: CriterionInput[] = [];
}

/** A changed draft of a round. */
export class SavedRound extends RoundInput {
  @ApiProperty({ description: 'The version that was read; another one saved meanwhile is a conflict.' })
  @IsInt({ message: 'Send the version that you read.' })
  @Min(1, { message: 'Versions start at 1.' })
  version: number;
}
