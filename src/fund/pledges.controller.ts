import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { anyFile } from '../kernel/openapi.parts';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import { PageQuery } from '../kernel/paging';
import type { Typed } from '../kernel/typed';
import { ContributionDesk } from './contribution-desk.service';
import { readers } from './fund.rules';
import { PledgeDesk } from './pledge-desk.service';
import { pledgeFormPage } from './pledge-form.pages';
import { PledgeList, PledgeView } from './pledge-view.dto';
import { NewPledge } from './pledges.dto';
import { pledgePage, pledgesPage } from './pledges.pages';
import { Pledges } from './pledges.service';

/** Pledges, for programs. */
@ApiTags('Funds')
@Controller('api')
@Allow(...readers)
export class PledgesApi {
  constructor(
    private readonly pledges: Pledges,
    private readonly desk: PledgeDesk,
  ) {}

  @Get('funds/:id/pledges')
  @ApiOperation({ summary: 'What funders signed to give, with what has arrived of it, newest first' })
  @ApiResponse({ status: 200, type: PledgeList })
  list(@Me() me: Actor, @Id() id: string, @Query() query: PageQuery): Promise<PledgeList> {
    return this.desk.list(me, id, query);
  }

  @Post('funds/:id/pledges')
  @Allow('finance')
  @ApiOperation({ summary: 'Record a signed pledge with its schedule; none of it can be spent before it arrives' })
  @ApiResponse({ status: 201, type: PledgeView })
  async sign(@Me() me: Actor, @Id() id: string, @Body() input: NewPledge): Promise<PledgeView> {
    const { id: made } = await this.pledges.sign(me, id, input);
    return this.desk.find(me, made);
  }

  @Get('pledges/:id')
  @ApiOperation({ summary: 'One pledge' })
  @ApiResponse({ status: 200, type: PledgeView })
  show(@Me() me: Actor, @Id() id: string): Promise<PledgeView> {
    return this.desk.find(me, id);
  }

  @Get('pledges/:id/document')
  @ApiOperation({ summary: 'The letter that was signed' })
  @ApiResponse(anyFile)
  document(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.desk.document(me, id);
  }
}

/** Pledges in a browser. */
@PageDoor()
@Controller()
@Allow(...readers)
export class PledgePages {
  constructor(
    private readonly desk: PledgeDesk,
    private readonly choices: ContributionDesk,
  ) {}

  @Get('funds/:id/pledges')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: PageQuery): Promise<VNode> {
    const { fund } = await this.choices.choices(me, id);
    return pledgesPage({ frame, fund, page: await this.desk.list(me, id, query), query });
  }

  @Get('funds/:id/pledges/new')
  @Allow('finance')
  async blank(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return pledgeFormPage({ frame, ...(await this.choices.choices(me, id)) });
  }

  @Post('funds/:id/pledges')
  @Allow('finance')
  async sign(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { id: made } = await this.desk.sign(me, id, form);
    return new SeeOther(`/pledges/${made}`, 'The pledge is recorded. Its money can be used once it arrives.');
  }

  @Get('pledges/:id')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return pledgePage({ frame, actor: me, ...(await this.desk.show(me, id)) });
  }

  @Get('pledges/:id/document')
  document(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.desk.document(me, id);
  }
}
