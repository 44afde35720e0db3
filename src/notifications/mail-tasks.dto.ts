import { ApiProperty } from '@nestjs/swagger';
import { IsText } from '../kernel/input';
import type { Offer } from '../kernel/lifecycle';

/** Why somebody decided so. */
export class MailReason {
  @ApiProperty({ description: 'It stands in the history.' })
  @IsText('The reason', 1000)
  reason: string;
}

/** Mail that waits for a decision. */
export class MailTask {
  @ApiProperty({ enum: ['unknown', 'dead', 'address'] }) kind: 'unknown' | 'dead' | 'address';
  @ApiProperty({ format: 'uuid', description: 'Of the letter, or of the suppressed address.' }) id: string;
  @ApiProperty() todo: string;
  @ApiProperty({ format: 'uri-reference', description: 'The page on which it is done.' }) href: string;
  @ApiProperty({ description: 'The subject of the letter, or why nothing is sent.' }) title: string;
  @ApiProperty() address: string;
  @ApiProperty({ format: 'date-time' }) since: string;
}

/** What waits, oldest first. */
export class MailTaskList {
  @ApiProperty({ type: [MailTask] }) items: MailTask[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: at most 100 are told.' }) next: string | null;
}

/** An address that nothing is sent to. */
export class SuppressionView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() address: string;
  @ApiProperty({ type: String, nullable: true, description: 'Whose address it is now.' }) person: string | null;
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date-time' }) since: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The letter that came back.' })
  mailId: string | null;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** The addresses that nothing is sent to, newest first. */
export class SuppressionList {
  @ApiProperty({ type: [SuppressionView] }) items: SuppressionView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: at most 500 are told.' }) next: string | null;
}
