import { Controller, Get, Headers, Param, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { Allow } from '../kernel/access';
import { Feeds } from './feed.service';

const fifteenMinutes = 15 * 60_000;

/** Where calendar programs fetch the deadlines of one person; whoever knows the address may read them. */
@ApiExcludeController()
@Controller('calendar')
export class FeedDoor {
  constructor(private readonly feeds: Feeds) {}

  @Get(':file')
  @Allow('anyone')
  @UseGuards(ThrottlerGuard)
  // Services that fetch for many people come from few places.
  @Throttle({ default: { ttl: fifteenMinutes, limit: 300 } })
  async fetch(
    @Param('file') file: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { content, etag } = await this.feeds.fetch(file);
    const same = known?.split(/,\s*/).includes(etag) ?? false;
    void reply.header('etag', etag).type('text/calendar; charset=utf-8');
    void reply.status(same ? 304 : 200);
    return same ? '' : content;
  }
}
