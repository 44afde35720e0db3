import { ApiProperty } from '@nestjs/swagger';
import type { Offer } from '../kernel/lifecycle';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const mark = { type: Number, nullable: true, example: 87.5 } as const;
const moves = { type: 'array', items: { $ref: '#/components/schemas/Move' } } as const;

/** Somebody who may be asked for reviews; `open` is what waits for them in every round. */
export interface ReviewerView {
  id: string;
  name: string;
  organisation: string | null;
  open: number;
}

/** Where one reviewer stands in a round. */
export class ReviewerProgress {
  @ApiProperty({ format: 'uuid' }) reviewerId: string;
  @ApiProperty({ description: 'The name of the reviewer.' }) reviewer: string;
  @ApiProperty() assigned: number;
  @ApiProperty() draft: number;
  @ApiProperty() submitted: number;
  @ApiProperty() declined: number;
  @ApiProperty() recalled: number;
  @ApiProperty() overdue: number;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Null when none is open.' })
  nextDueOn: string | null;
}

/** How far the reviews of a round are. */
export class Progress {
  @ApiProperty({ format: 'uuid' }) roundId: string;
  @ApiProperty({ description: 'The name of the round.' }) round: string;
  @ApiProperty({ description: 'The state of the round.' }) status: string;
  @ApiProperty({ example: 'Europe/Oslo', description: 'In which due dates end.' }) zone: string;
  @ApiProperty({ description: 'Says what of the round is invented.' }) note: string;
  @ApiProperty({ type: [ReviewerProgress] }) reviewers: ReviewerProgress[];
  @ApiProperty({ type: String, nullable: true, description: 'Why you cannot assign anybody now; null where you can.' })
  closed: string | null;
  @ApiProperty(moves) moves: Offer[];
}

/** An application in the order of its reviews. */
export class RankedApplication {
  @ApiProperty({ format: 'uuid' }) applicationId: string;
  @ApiProperty() title: string;
  @ApiProperty({ description: 'The name of the lead city.' }) lead: string;
  @ApiProperty({ description: 'The state of the application.' }) status: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Equal scores share a rank; null without any score.' })
  rank: number | null;
  @ApiProperty({ ...mark, description: 'The mean of the submitted scores, in percent of the best there is.' })
  score: number | null;
  @ApiProperty(mark) lowest: number | null;
  @ApiProperty(mark) highest: number | null;
  @ApiProperty() submitted: number;
  @ApiProperty({ description: 'Submitted reviews and those that still may be.' }) assigned: number;
  @ApiProperty({ ...amount, nullable: true, description: 'The mean of what the reviewers would give.' })
  recommendedCents: number | null;
  @ApiProperty({ ...amount, nullable: true }) requestedCents: number | null;
  @ApiProperty({
    ...amount,
    nullable: true,
    description: 'What this and all before it ask for; null where it is not counted: without a score, or declined.',
  })
  runningCents: number | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Whether the running total is within the budget.' })
  withinBudget: boolean | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) submittedAt: string | null;
  @ApiProperty({ description: 'Says what of the application is invented.' }) illustrative: string;
  @ApiProperty({ description: 'Some of its scores are invented.' }) scoresIllustrative: boolean;
  @ApiProperty(moves) moves: Offer[];
}

/** The applications of a round, best first. */
export class Ranking {
  @ApiProperty({ format: 'uuid' }) roundId: string;
  @ApiProperty({ description: 'The name of the round.' }) round: string;
  @ApiProperty({ description: 'The state of the round.' }) status: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty(amount) budgetCents: number;
  @ApiProperty({ description: 'Says what of the round is invented.' }) note: string;
  @ApiProperty({ type: [RankedApplication] }) items: RankedApplication[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

class AssignedReview {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) applicationId: string;
  @ApiProperty({ format: 'uuid' }) reviewerId: string;
}

class Skipped {
  @ApiProperty({ description: 'The reviewer has or had the application.' }) already: number;
  @ApiProperty({ description: 'The reviewer’s own city leads the application.' }) ownCity: number;
}

/** What assigning a whole round came to. */
export class Assigned {
  @ApiProperty({ type: [AssignedReview] }) reviews: AssignedReview[];
  @ApiProperty({ type: Skipped, description: 'How many were left out, and why.' }) skipped: Skipped;
}
