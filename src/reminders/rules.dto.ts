import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
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
} from 'class-validator';
import { type Anchor, anchors, type ReminderAudience, audiences, type ReminderRule } from './anchor.rules';

const wholeDays = 'Enter whole days, from 1 to 365.';
const fewTimes = 'Enter a whole number of times, from 0 to 20.';
const yesOrNo = 'Say true or false.';
const upToAYear = { type: 'integer', minimum: 1, maximum: 365, nullable: true, default: null } as const;

/** When and whom, for one thing that people are reminded of. */
export class ReminderRuleInput implements ReminderRule {
  @ApiProperty({ default: true, description: 'False: nobody is reminded.' })
  @IsBoolean({ message: yesOrNo })
  active = true;

  @ApiProperty({ type: [Number], default: [], example: [14, 3], description: 'Days before the date.' })
  @IsArray({ message: 'Send the days before as a list of numbers.' })
  @ArrayMaxSize(10, { message: 'At most 10 days before.' })
  @ArrayUnique({ message: 'A day stands in the list twice.' })
  @IsInt({ each: true, message: wholeDays })
  @Min(1, { each: true, message: wholeDays })
  @Max(365, { each: true, message: wholeDays })
  daysBefore: number[] = [];

  @ApiProperty({ default: false })
  @IsBoolean({ message: yesOrNo })
  onTheDay = false;

  @ApiProperty({ ...upToAYear, description: 'Days after the date on which the first reminder comes.' })
  @IsOptional()
  @IsInt({ message: wholeDays })
  @Min(1, { message: wholeDays })
  @Max(365, { message: wholeDays })
  firstAfter: number | null = null;

  @ApiProperty({ ...upToAYear, description: 'Days from one reminder after the date to the next.' })
  @IsOptional()
  @IsInt({ message: wholeDays })
  @Min(1, { message: wholeDays })
  @Max(365, { message: wholeDays })
  every: number | null = null;

  @ApiProperty({ minimum: 0, maximum: 20, default: 0, description: 'How many reminders come after the date at most.' })
  @IsInt({ message: fewTimes })
  @Min(0, { message: fewTimes })
  @Max(20, { message: fewTimes })
  times = 0;

  @ApiProperty({ enum: audiences, isArray: true })
  @IsArray({ message: 'Send who is reminded as a list.' })
  @ArrayUnique({ message: 'Somebody stands in the list twice.' })
  @IsIn(audiences, { each: true, message: `Choose among: ${audiences.join(', ')}.` })
  audience: ReminderAudience[] = [];

  @ApiProperty({ ...upToAYear, description: 'Days after the date on which the program lead hears of it.' })
  @IsOptional()
  @IsInt({ message: wholeDays })
  @Min(1, { message: wholeDays })
  @Max(365, { message: wholeDays })
  escalateAfter: number | null = null;
}

const seenBefore = {
  required: false,
  description: 'The `fingerprint` of the preview; where something else would change by now, the answer is 409.',
} as const;
const asGiven = 'Send the `fingerprint` of the preview unchanged.';
const versionRead = { description: 'The version that was read; 0 where there was none.' } as const;

/** A changed rule. */
export class SavedReminderRule extends ReminderRuleInput {
  @ApiProperty(versionRead)
  @IsInt({ message: 'Send the version that you read.' })
  @Min(0, { message: 'Versions start at 0.' })
  version: number;

  @ApiProperty(seenBefore)
  @IsOptional()
  @Matches(/^[\w-]{43}$/, { message: asGiven })
  seen?: string;
}

/** Who is meant by "the staff owner" and "the program lead"; nobody named is everybody with the role. */
export class RoundContactsInput {
  @ApiProperty({ format: 'uuid', type: String, nullable: true, default: null })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a member of staff.' })
  staffOwnerId: string | null = null;

  @ApiProperty({ format: 'uuid', type: String, nullable: true, default: null })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a member of staff.' })
  programLeadId: string | null = null;
}

/** Changed contacts of a round. */
export class SavedRoundContacts extends RoundContactsInput {
  @ApiProperty(versionRead)
  @IsInt({ message: 'Send the version that you read.' })
  @Min(0, { message: 'Versions start at 0.' })
  version: number;

  @ApiProperty(seenBefore)
  @IsOptional()
  @Matches(/^[\w-]{43}$/, { message: asGiven })
  seen?: string;
}

/** A rule as it holds. */
export class ReminderRuleView extends ReminderRuleInput {
  @ApiProperty({ enum: anchors }) anchor: Anchor;
  @ApiProperty({ example: 'A report is due' }) name: string;
  @ApiProperty({ description: 'The rule in a sentence.' }) words: string;
  @ApiProperty({ description: 'What holds here without a rule of its own, in a sentence.' }) otherwise: string;
  @ApiProperty({
    enum: ['round', 'standard', 'original'],
    description: 'Whose rule it is: the round’s own, that of all rounds, or what nobody has changed.',
  })
  source: 'round' | 'standard' | 'original';
  @ApiProperty({ description: 'Of the row of its own that it has here; 0 where there is none.' }) version: number;
  @ApiProperty({ enum: audiences, isArray: true, description: 'Who can be reminded of it.' })
  choices: ReminderAudience[];
  @ApiProperty({ enum: ['before', 'after', 'both'], description: 'On which side of its date reminders make sense.' })
  side: 'before' | 'after' | 'both';
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) changedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) changedBy: string | null;
}

/** All rules of a round, or those of all rounds that have none of their own. */
export class ReminderRuleList {
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) roundId: string | null;
  @ApiProperty({ type: String, nullable: true }) round: string | null;
  @ApiProperty({ type: [ReminderRuleView] }) items: ReminderRuleView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** One reminder that a change would add, move or call off. */
export class ReminderDifference {
  @ApiProperty({ enum: ['added', 'moved', 'called_off'] }) kind: 'added' | 'moved' | 'called_off';
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty() person: string;
  @ApiProperty({ example: 'Europe/Oslo', description: 'Where they are.' }) zone: string;
  @ApiProperty({ description: 'What it is about.' }) title: string;
  @ApiProperty({ enum: anchors }) anchor: Anchor;
  @ApiProperty({ example: 'report:…' }) subject: string;
  @ApiProperty({ description: 'Days from the date; negative before it.' }) step: number;
  @ApiProperty({ description: 'Whether it tells the program lead that something is overdue.' }) escalation: boolean;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Of a moved one: when it was planned.',
  })
  was: string | null;
  @ApiProperty({ description: 'What moved it from the day that was meant; empty where nothing did.' }) why: string;
}

/** What a change of rules would do to everything that has not been sent. */
export class ReminderDifferences {
  @ApiProperty() added: number;
  @ApiProperty() moved: number;
  @ApiProperty() calledOff: number;
  @ApiProperty({ description: 'Of the whole difference: send it as `seen` with the change, and nothing else is done.' })
  fingerprint: string;
  @ApiProperty({ description: 'How many things that are due it concerns.' }) deadlines: number;
  @ApiProperty({ type: [ReminderDifference], description: 'The first 200, by their instants.' })
  items: ReminderDifference[];
}

/** A rule as it holds now, and what its change did. */
export class ChangedReminderRule extends ReminderRuleView {
  @ApiProperty({ type: ReminderDifferences }) differences: ReminderDifferences;
}

/** The people named for a round. */
export class RoundContactsView extends RoundContactsInput {
  @ApiProperty({ type: String, nullable: true }) staffOwner: string | null;
  @ApiProperty({ type: String, nullable: true }) programLead: string | null;
  @ApiProperty() version: number;
}

/** The people named for a round by now, and what naming them did. */
export class ChangedRoundContacts extends RoundContactsView {
  @ApiProperty({ type: ReminderDifferences }) differences: ReminderDifferences;
}
