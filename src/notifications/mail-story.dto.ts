import { ApiProperty } from '@nestjs/swagger';
import type { Circumstances, Offer } from '../kernel/lifecycle';
import { type MailEventType, mailEventTypes } from './mail-events.dto';
import { type MailCase, mailLifecycle } from './mail-moves.rules';
import { type MailState, mailStates } from './mail-rows';
import { type MailRow, type MailText, mailView, MailView } from './notifications.dto';

/** Another copy of the same letter to the same person. */
export class MailCopy {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer', description: '0 is the first; who sends it again makes the next.' }) copy: number;
  @ApiProperty({ enum: mailStates }) state: MailState;
}

/** What the mail provider told of it. */
export class MailTold {
  @ApiProperty({ enum: mailEventTypes }) type: MailEventType;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'What the receiving server said; may be empty.' }) detail: string;
}

/** The words that staff wrote for it. */
export class MailWords {
  @ApiProperty() id: string;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ description: 'Where they hold.', example: 'for all rounds' }) place: string;
}

/** What became of a letter, as the database builds it. */
export interface StoryRow extends MailRow, MailText, Omit<MailCase, 'status'> {
  copy: number;
  digestId: string | null;
  settledBy: string | null;
  copies: MailCopy[];
  told: MailTold[];
  words: MailWords | null;
}

/** A letter with what it says and its whole story. */
export class MailStory extends MailView implements MailText {
  @ApiProperty({ description: 'Empty where it held a secret.' }) html: string;
  @ApiProperty() text: string;
  @ApiProperty({ type: 'integer', description: '0 is the first; who sends it again makes the next.' }) copy: number;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The letter of the morning it went out with.',
  })
  digestId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who decided what becomes of it.' }) settledBy:
    string | null;
  @ApiProperty({ type: [MailCopy], description: 'The others to the same person.' }) copies: MailCopy[];
  @ApiProperty({ type: [MailTold], description: 'In the order in which it happened.' }) told: MailTold[];
  @ApiProperty({ type: MailWords, nullable: true, description: 'Null where it has the words of the system.' })
  words: MailWords | null;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

export function mailStory(row: StoryRow, around: Circumstances): MailStory {
  const { settled, secret, suppressed, gone, ...shown } = row;
  const { text, html, copy, digestId, settledBy, copies, told, words, ...mail } = shown;
  const moves = mailLifecycle.moves({ status: row.state, settled, secret, suppressed, gone }, around);
  const said = secret ? { text: 'This letter carries a secret. What it said is not shown.', html: '' } : { text, html };
  return { ...mailView(mail), ...said, copy, digestId, settledBy, copies, told, words, moves };
}
