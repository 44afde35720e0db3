import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { asked } from '../kernel/page/asked';
import { Framed, PageDoor } from '../kernel/page/door';
import { type Frame, frameWith } from '../kernel/page/frame';
import type { Typed } from '../kernel/typed';
import { PlannedDesk } from './planned-desk.service';
import { PlannedMonth, PlannedQuery, PlannedReminders } from './planned.dto';
import { plannedPage } from './planned.pages';

/** Everything that is planned, for programs. */
@ApiTags('Mail')
@Controller('api/mail/planned')
export class PlannedApi {
  constructor(private readonly desk: PlannedDesk) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The reminders that wait for their day, earliest first' })
  @ApiResponse({ status: 200, type: PlannedReminders })
  list(@Me() me: Actor, @Query() query: PlannedQuery): Promise<PlannedReminders> {
    return this.desk.list(me, query);
  }

  @Get('days')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'How many reminders go out on each of thirty days, where you are' })
  @ApiResponse({ status: 200, type: PlannedMonth })
  month(@Me() me: Actor, @Query() query: PlannedQuery): Promise<PlannedMonth> {
    return this.desk.month(me, query);
  }
}

/** Everything that is planned, in a browser. */
@PageDoor()
@Controller('mail/planned')
export class PlannedPages {
  constructor(private readonly desk: PlannedDesk) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Query() typed: Typed): Promise<VNode> {
    const { query, form } = asked(PlannedQuery, typed);
    return plannedPage({
      frame: frameWith(frame, form),
      zone: me.timeZone,
      query,
      ...(await this.desk.show(me, query)),
    });
  }
}
