import { Controller, Get, Param, Post, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import type { VNode } from 'preact';
import { Allow } from '../kernel/access';
import { Framed, PageDoor } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { leavePage, leftPage } from './unsubscribe.pages';
import { Unsubscribes } from './unsubscribe.service';

const often = { default: { ttl: 15 * 60_000, limit: 300 } };

/** Where letters that may be switched off are switched off without signing in, by people and by mail programs (RFC 8058). */
@PageDoor()
@Controller('unsubscribe')
export class UnsubscribePages {
  constructor(private readonly unsubscribes: Unsubscribes) {}

  /** Mail scanners open links, so this changes nothing. */
  @Get(':token')
  @Allow('anyone')
  @UseGuards(ThrottlerGuard)
  @Throttle(often)
  async look(@Framed() frame: Frame, @Param('token') token: string): Promise<VNode> {
    const { kind, wanted } = await this.unsubscribes.look(token);
    return wanted ? leavePage({ frame, kind, token }) : leftPage({ frame, kind });
  }

  /** Answers with the page itself: mail programs follow no redirect. */
  @Post(':token')
  @Allow('anyone')
  @UseGuards(ThrottlerGuard)
  @Throttle(often)
  async leave(@Framed() frame: Frame, @Param('token') token: string): Promise<VNode> {
    return leftPage({ frame, kind: await this.unsubscribes.leave(token) });
  }
}
