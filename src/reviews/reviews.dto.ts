import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Min,
} from 'class-validator';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { PageQuery } from '../kernel/paging';
import { listOf, type Typed, typedFrom, wholeFrom } from '../kernel/typed';
import type { Scored } from './review.scoring';

export class Rescheduling {
  /** The last day, in the zone of the round's deadline. */
  @IsPlainDate()
  dueOn: string;
}

export class Assignment extends Rescheduling {
  @IsArray({ message: 'Choose reviewers from the list.' })
  @ArrayMinSize(1, { message: 'Choose at least one reviewer.' })
  @ArrayMaxSize(50, { message: 'At most 50 reviewers at once.' })
  @ArrayUnique({ message: 'A reviewer stands in the list twice.' })
  @IsUUID('all', { each: true, message: 'Choose reviewers from the list.' })
  reviewerIds: string[];
}

/** What a reviewer writes; a draft may be incomplete. */
export class SavedReview {
  /** The version that was read; another one saved meanwhile is a conflict. */
  @IsInt({ message: 'Send the version that you read.' })
  @Min(1, { message: 'Versions start at 1.' })
  version: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: { score: { type: 'integer', nullable: true, minimum: 1 }, reason: { type: 'string' } },
    },
    description: 'By the keys of the rubric; a score is null while it is open.',
  })
  @IsObject({ message: 'Send the scores as an object, by the keys of the rubric.' })
  scores: Record<string, Partial<Scored>> = {};

  @IsText('The comment', 20_000, { optional: true })
  comment = '';

  @IsOptional()
  @IsCents(0)
  recommendedCents: number | null = null;
}

export class Submission {
  /** The version that was read; left out, what is saved now is submitted. */
  @IsOptional()
  @IsInt({ message: 'Send the version that you read.' })
  @Min(1, { message: 'Versions start at 1.' })
  version?: number;
}

export class DeclinedReview {
  @IsText('A reason', 5000)
  reason: string;
}

/** Which reviews are asked for. */
export class ReviewsQuery extends PageQuery {
  @IsOptional()
  @IsIn(['open', 'done'], { message: 'Reviews are open or done.' })
  state?: 'open' | 'done';
}

/** What the page's form typed, as the API would send it. */
export const assignmentFrom = (form: Typed): Typed => ({ reviewerIds: listOf(form.reviewerIds), dueOn: form.dueOn });

/** What the page's form typed, as the API would send it. */
export const reviewFrom = (form: Typed, currency: string): Typed => ({
  version: wholeFrom(form.version),
  scores: Object.fromEntries(
    Object.entries(typedFrom(form.scores)).map(([key, typed]) => {
      const { score, reason } = typedFrom(typed);
      return [key, { score: score === undefined || score === '' ? null : wholeFrom(score), reason: reason ?? '' }];
    }),
  ),
  comment: form.comment ?? '',
  recommendedCents: centsFrom(form.recommendedCents, currency) ?? null,
});

/** What assigning came to, in a sentence. */
export function assignedSentence(count: number, skipped: { already: number; ownCity: number }): string {
  const reviews = (number: number): string => (number === 1 ? '1 review' : `${number} reviews`);
  const parts = [
    count === 0 ? 'Nothing new was assigned.' : `${reviews(count)} assigned. The reviewers are told by email.`,
    skipped.already > 0 && `${reviews(skipped.already)} left out that the reviewers have or had already.`,
    skipped.ownCity > 0 && `${reviews(skipped.ownCity)} left out of applications that the reviewer’s own city leads.`,
  ];
  return parts.filter(Boolean).join(' ');
}
