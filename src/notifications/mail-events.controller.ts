import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../kernel/access';
import type { WithText } from '../kernel/bodies';
import { MailEventInput, type SignedHeaders } from './mail-events.dto';
import { MailEvents } from './mail-events.service';

/** Where the mail provider tells what became of letters; whoever knows the secret is the provider. */
@ApiTags('Mail')
@Controller('api/mail/events')
export class MailEventsApi {
  constructor(private readonly events: MailEvents) {}

  @Post()
  @HttpCode(202)
  @Allow('anyone')
  @ApiOperation({
    summary: 'Tell that a letter was delivered, deferred, bounced or complained about; signed after Standard Webhooks',
    description:
      'Each `webhook-id` counts once. What is about no letter of ours is taken, and nothing comes of it. Without a secret in the settings there is no such address.',
  })
  @ApiHeader({ name: 'webhook-id', required: true })
  @ApiHeader({
    name: 'webhook-timestamp',
    required: true,
    description: 'Seconds since 1970; five minutes off at most.',
  })
  @ApiHeader({ name: 'webhook-signature', required: true, description: '`v1,` and the signature in base64.' })
  @ApiBody({ type: MailEventInput })
  @ApiResponse({ status: 202, description: 'Taken.' })
  @ApiResponse({ status: 401, description: 'Not signed with the secret, or too long ago.' })
  async take(@Headers() headers: SignedHeaders, @Req() request: WithText): Promise<void> {
    await this.events.take(headers, request.text ?? '');
  }
}
