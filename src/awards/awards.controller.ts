import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { AwardDesk } from './award-desk.service';
import { AwardMoneyView, DrawableView } from './award-money.dto';
import { AwardList, AwardView } from './award-view.dto';
import { AwardReason, AwardsQuery, DrawableQuery, NewAward, OfferInput } from './awards.dto';
import { Awards } from './awards.service';
import { Proposals } from './proposals.service';

/** Awards, for programs. */
@ApiTags('Awards')
@Controller('api')
export class AwardsApi {
  constructor(
    private readonly awards: Awards,
    private readonly desk: AwardDesk,
    private readonly proposals: Proposals,
    private readonly histories: Histories,
  ) {}

  @Get('awards')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The awards that you may see, newest first; a city sees its own once they are offered' })
  @ApiResponse({ status: 200, type: AwardList })
  list(@Me() me: Actor, @Query() query: AwardsQuery): Promise<AwardList> {
    return this.desk.list(me, query);
  }

  @Get('awards/:id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One award' })
  @ApiResponse({ status: 200, type: AwardView })
  show(@Me() me: Actor, @Id() id: string): Promise<AwardView> {
    return this.desk.view(me, id);
  }

  @Get('awards/:id/history')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What happened to an award, its instalments and its reports, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.awards.find(me, id);
    return historyList(await this.histories.of(me, `award:${id}`));
  }

  @Get('awards/:id/money')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Where the money of an award stands, by stage and by restriction' })
  @ApiResponse({ status: 200, type: AwardMoneyView })
  money(@Me() me: Actor, @Id() id: string): Promise<AwardMoneyView> {
    return this.desk.money(me, id);
  }

  @Get('applications/:id/drawable')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What the round has left for an application now, and what an award would take from where' })
  @ApiResponse({ status: 200, type: DrawableView })
  drawable(@Me() me: Actor, @Id() id: string, @Query() { amountCents }: DrawableQuery): Promise<DrawableView> {
    return this.proposals.drawable(me, id, amountCents);
  }

  @Post('applications/:id/awards')
  @Allow('program')
  @ApiOperation({ summary: 'Propose an award for an application that is in review or on the waiting list' })
  @ApiResponse({ status: 201, type: AwardView })
  async propose(@Me() me: Actor, @Id() id: string, @Body() input: NewAward): Promise<AwardView> {
    return this.desk.of(me, await this.awards.propose(me, id, input));
  }

  @Post('awards/:id/approve')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Approve a proposed award; the last approval needed sets its money aside' })
  @ApiResponse({ status: 200, type: AwardView })
  async approve(@Me() me: Actor, @Id() id: string): Promise<AwardView> {
    return this.desk.of(me, await this.awards.approve(me, id));
  }

  @Post('awards/:id/reject')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Reject a proposed award' })
  @ApiResponse({ status: 200, type: AwardView })
  async reject(@Me() me: Actor, @Id() id: string, @Body() { reason }: AwardReason): Promise<AwardView> {
    return this.desk.of(me, await this.awards.reject(me, id, reason));
  }

  @Post('awards/:id/offer')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Offer an approved award to the city until the end of a day there' })
  @ApiResponse({ status: 200, type: AwardView })
  async offer(@Me() me: Actor, @Id() id: string, @Body() input: OfferInput): Promise<AwardView> {
    return this.desk.of(me, await this.awards.offer(me, id, input));
  }

  @Post('awards/:id/accept')
  @HttpCode(200)
  @Allow('city')
  @ApiOperation({ summary: 'Accept an offer, as a signatory of the city' })
  @ApiResponse({ status: 200, type: AwardView })
  async accept(@Me() me: Actor, @Id() id: string): Promise<AwardView> {
    return this.desk.of(me, await this.awards.accept(me, id));
  }

  @Post('awards/:id/decline')
  @HttpCode(200)
  @Allow('city')
  @ApiOperation({ summary: 'Decline an offer, as a signatory of the city; its money is free again' })
  @ApiResponse({ status: 200, type: AwardView })
  async decline(@Me() me: Actor, @Id() id: string, @Body() { reason }: AwardReason): Promise<AwardView> {
    return this.desk.of(me, await this.awards.decline(me, id, reason));
  }

  @Post('awards/:id/expire')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Record that an offer was not answered in time; its money is free again' })
  @ApiResponse({ status: 200, type: AwardView })
  async expire(@Me() me: Actor, @Id() id: string): Promise<AwardView> {
    return this.desk.of(me, await this.awards.expire(me, id));
  }

  @Post('awards/:id/suspend')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Suspend a running grant: nothing is requested, approved or released until it is resumed' })
  @ApiResponse({ status: 200, type: AwardView })
  async suspend(@Me() me: Actor, @Id() id: string, @Body() { reason }: AwardReason): Promise<AwardView> {
    return this.desk.of(me, await this.awards.suspend(me, id, reason));
  }

  @Post('awards/:id/resume')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Resume a suspended grant' })
  @ApiResponse({ status: 200, type: AwardView })
  async resume(@Me() me: Actor, @Id() id: string): Promise<AwardView> {
    return this.desk.of(me, await this.awards.resume(me, id));
  }

  @Post('awards/:id/cancel')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Cancel an award; what was not paid is free again' })
  @ApiResponse({ status: 200, type: AwardView })
  async cancel(@Me() me: Actor, @Id() id: string, @Body() { reason }: AwardReason): Promise<AwardView> {
    return this.desk.of(me, await this.awards.cancel(me, id, reason));
  }
}
