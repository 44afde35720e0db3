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
import { IsCents, IsText } from '../kernel/input';
import { stages } from '../kernel/vocabulary';
import type { BudgetLine, Partner } from './application.rules';

/** A budget line as it comes in. */
export class BudgetLineInput implements BudgetLine {
  @ApiProperty({ example: 'Staff' })
  @IsText('What it is for', 200)
  item: string;

  @ApiProperty({ example: 2500000, description: 'Minor units.' })
  @IsCents(0)
  cents: number;
}

/** A partner as it comes in. */
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
  @ValidateNested({ each: true, message: 'Send each partner as an object.' })
  @Type(() => PartnerInput)
  partners: PartnerInput[] = [];

  @ApiProperty({ type: [BudgetLineInput] })
  @IsArray({ message: 'Send the budget lines as a list.' })
  @ArrayMaxSize(100, { message: 'At most 100 budget lines.' })
  @ValidateNested({ each: true, message: 'Send each budget line as an object.' })
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

/** The first draft of an application. */
export class NewApplication extends ApplicationInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID('all', { message: 'Choose the round.' })
  roundId: string;
}

/** A draft as it was changed. */
export class SavedApplication extends ApplicationInput {
  @ApiProperty({ description: 'The version that was read; another one saved meanwhile is a conflict.' })
  @IsInt({ message: 'Send the version that you read.' })
  @Min(1, { message: 'Versions start at 1.' })
  version: number;
}

/** Why something goes another way than the city hoped. */
export class Reason {
  @ApiProperty({ description: 'Written to the people concerned.' })
  @IsText('A reason', 5000)
  reason: string;
}
