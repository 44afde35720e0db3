import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Framed, PageDoor } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { PlannedList } from './notifications.dto';
import { plannedPage } from './notifications.pages';
import { NotificationsService } from './notifications.service';

/** The reminders to come, for programs. */
@ApiTags('Mail')
@Controller('api/mail')
export class MailApi {
  constructor(private readonly notifications: NotificationsService) {}

  @Get('planned')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The reminders that wait for their day, earliest first; at most 200' })
  @ApiResponse({ status: 200, type: PlannedList })
  async planned(): Promise<PlannedList> {
    return { items: await this.notifications.planned(), next: null };
  }
}

/** The reminders to come, in a browser. */
@PageDoor()
@Controller('mail')
export class MailPages {
  constructor(private readonly notifications: NotificationsService) {}

  @Get('planned')
  @Allow('program', 'finance', 'admin', 'auditor')
  async planned(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    return plannedPage({ frame, zone: me.timeZone, planned: await this.notifications.planned() });
  }
}
