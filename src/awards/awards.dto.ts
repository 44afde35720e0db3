import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { BlankIsUnset, PageQuery } from '../kernel/paging';
import { type Typed, wholeFrom } from '../kernel/typed';
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
});
