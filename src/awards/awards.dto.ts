import { ApiProperty } from '@nestjs/swagger';
import { Type, Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { BlankIsUnset, PageQuery } from '../kernel/paging';
import { type Typed, wholeFrom } from '../kernel/typed';
import { splitFrom, SplitPart } from './award-split.dto';
import { type AwardStatus, awardStatuses } from './award.rules';

/** An award as it is proposed. */
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

  @ApiProperty({ required: false, nullable: true, example: '2027-04-01', description: 'When the project begins.' })
  @IsOptional()
  @IsPlainDate()
  startsOn: string | null = null;

  @ApiProperty({ required: false, nullable: true, example: '2028-03-31', description: 'When the project ends.' })
  @IsOptional()
  @IsPlainDate()
  endsOn: string | null = null;

  @ApiProperty({
    ...{ required: false, nullable: true, format: 'uuid' },
    description: 'The organisation that is paid where that is not the lead city: its fiscal agent.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'Choose an organisation of the list.' })
  payeeId: string | null = null;

  @ApiProperty({
    ...{ type: [SplitPart], required: false, nullable: true },
    description: 'From which money it is drawn; left out, restricted money that fits first, unrestricted money last.',
  })
  @IsOptional()
  @IsArray({ message: 'Send the split as a list.' })
  @ArrayNotEmpty({ message: 'A split has at least one part. Leave it out for the usual order.' })
  @ArrayMaxSize(200, { message: 'At most 200 parts.' })
  @ValidateNested({ each: true, message: 'Send each part as an object.' })
  @Type(() => SplitPart)
  split: SplitPart[] | null = null;

  @ApiProperty({ default: '', description: 'Why the usual order is not followed; needed with a split.' })
  @IsText('The reason', 5000, { optional: true })
  splitReason = '';
}

/** An award as code proposes it; what is left out is as nobody had typed it. */
export type AwardTerms = Pick<NewAward, 'amountCents' | 'reason'> & Partial<NewAward>;

/** The agreement that fund and city have signed. */
export class AgreementInput {
  @ApiProperty({ example: '2027-02-15' })
  @IsPlainDate()
  signedOn: string;

  @ApiProperty({ format: 'uuid', description: 'The signed agreement, uploaded before.' })
  @IsUUID('all', { message: 'Choose the file of the signed agreement.' })
  fileId: string;
}

/** How long a city may think about an offer. */
export class OfferInput {
  @ApiProperty({ example: '2027-03-31', description: 'The last day on which the city can answer, in its own zone.' })
  @IsPlainDate()
  expiresOn: string;
}

/** Why an award ends before its time. */
export class AwardReason {
  @ApiProperty({ description: 'Written to the people concerned.' })
  @IsText('A reason', 5000)
  reason: string;
}

/** Which awards are asked for. */
export class AwardsQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(awardStatuses, { message: `Choose a status: ${awardStatuses.join(', ')}.` })
  status?: AwardStatus;

  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'Choose a round.' })
  round?: string;

  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'Write the id of an application.' })
  application?: string;
}

/** For which amount the parts are to be worked out. */
export class DrawableQuery {
  @ApiProperty({ required: false, description: 'Minor units; what the city asks for unless given.' })
  @Transform(({ value }) => wholeFrom(value))
  @IsOptional()
  @IsCents(1)
  amountCents?: number;
}

/** What the page's form typed, as the API would send it. */
export const awardFrom = (form: Typed, currency: string): Typed => ({
  amountCents: centsFrom(form.amountCents, currency),
  reason: form.reason,
  conditions: form.conditions ?? '',
  startsOn: form.startsOn || null,
  endsOn: form.endsOn || null,
  payeeId: form.payeeId || null,
  split: splitFrom(form, currency),
  splitReason: form.splitReason ?? '',
});
