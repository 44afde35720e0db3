import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, MaxLength } from 'class-validator';
import { IsText } from '../kernel/input';

export const mailEventTypes = ['delivered', 'deferred', 'bounced', 'complained'] as const;
export type MailEventType = (typeof mailEventTypes)[number];

const notAnInstant = { message: 'Send `at` as an instant like 2026-11-30T12:00:00Z.' };

/** What the mail provider tells of one letter. */
export class MailEventInput {
  @ApiProperty({ enum: mailEventTypes, description: 'Bounced is for good; what is tried again is deferred.' })
  @IsIn(mailEventTypes, { message: `Send the type: ${mailEventTypes.join(', ')}.` })
  type: MailEventType;

  @ApiProperty({ description: 'The Message-ID of the letter, with or without its angle brackets.' })
  @IsText('The Message-ID', 500)
  messageId: string;

  @ApiProperty({ format: 'date-time', description: 'When it happened.' })
  @IsISO8601({ strict: true }, notAnInstant)
  @MaxLength(40, notAnInstant)
  at: string;

  @ApiProperty({ required: false, description: 'What the receiving server said.' })
  @IsOptional()
  @IsText('The detail', 5000, { optional: true })
  detail?: string;
}

/** What makes a webhook one of ours; all of them are headers. */
export interface SignedHeaders {
  'webhook-id'?: string | string[];
  'webhook-timestamp'?: string | string[];
  'webhook-signature'?: string | string[];
}
