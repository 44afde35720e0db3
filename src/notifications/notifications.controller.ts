import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { MailInFull, MailList, MailQuery, PlannedList } from './notifications.dto';
import { mailPage, mailsPage, plannedPage } from './notifications.pages';
import { NotificationsService } from './notifications.service';

/** A document of its own without scripts, forms or a place it could call. */
const sandboxed = `sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'`;

/** The mail log, for programs. */
@ApiTags('Mail')
@Controller('api/mail')
export class MailApi {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Every mail and what became of it, newest first' })
  @ApiResponse({ status: 200, type: MailList })
  list(@Query() query: MailQuery): Promise<MailList> {
    return this.notifications.list(query);
  }

  @Get('planned')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The reminders that wait for their day, earliest first; at most 200' })
  @ApiResponse({ status: 200, type: PlannedList })
  async planned(): Promise<PlannedList> {
    return { items: await this.notifications.planned(), next: null };
  }

  @Get(':id')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One mail with its text' })
  @ApiResponse({ status: 200, type: MailInFull })
  show(@Id() id: string): Promise<MailInFull> {
    return this.notifications.find(id);
  }
}

/** The mail log in a browser. */
@PageDoor()
@Controller('mail')
export class MailPages {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() query: MailQuery): Promise<VNode> {
    return mailsPage({ frame, zone: me.timeZone, query, mails: await this.notifications.list(query) });
  }

  @Get('planned')
  @Allow('program', 'finance', 'admin', 'auditor')
  async planned(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    return plannedPage({ frame, zone: me.timeZone, planned: await this.notifications.planned() });
  }

  @Get(':id')
  @Allow('program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return mailPage({ frame, zone: me.timeZone, mail: await this.notifications.find(id) });
  }

  @Get(':id/html')
  @Allow('program', 'finance', 'admin', 'auditor')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', sandboxed)
  async html(@Id() id: string): Promise<string> {
    return (await this.notifications.find(id)).html;
  }
}
