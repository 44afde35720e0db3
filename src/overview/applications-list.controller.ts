import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Framed, PageDoor } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { ApplicationsPart, ApplicationsQuery } from './applications-list.dto';
import { applicationsPage } from './applications-list.pages';
import { ApplicationsList } from './applications-list.service';

/** The list of applications, for programs. */
@ApiTags('Applications')
@Controller('api/applications')
export class ApplicationsListApi {
  constructor(private readonly list: ApplicationsList) {}

  @Get()
  @Header('content-type', 'application/json; charset=utf-8')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Your city’s applications, or all of them for staff; newest first' })
  @ApiResponse({ status: 200, type: ApplicationsPart })
  show(@Me() me: Actor, @Query() query: ApplicationsQuery): Promise<string> {
    return this.list.json(me, query);
  }
}

/** The list of applications, for people. */
@PageDoor()
@Controller('applications')
export class ApplicationsListPages {
  constructor(private readonly list: ApplicationsList) {}

  @Get()
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Query() query: ApplicationsQuery): Promise<VNode> {
    return applicationsPage({ frame, actor: me, query, ...(await this.list.desk(me, query)) });
  }
}
