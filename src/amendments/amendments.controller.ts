import { Body, Controller, Get, HttpCode, Post, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AwardDesk, type AwardView } from '../awards/award-desk.service';
import { type InstalmentView, PlanDesk } from '../disbursements/plan-desk.service';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { anyFile } from '../kernel/openapi.parts';
import { AmendmentDesk } from './amendment-desk.service';
import { AmendmentList, AmendmentView } from './amendment-view.dto';
import { AmendmentReason, NewAmendment } from './amendments.dto';
import { Amendments } from './amendments.service';
import { CloseOut } from './close-out.service';
import { GivingUp } from './giving-up.service';

/** Amendments and the close-out of grants, for programs. */
@ApiTags('Amendments')
@Controller('api')
export class AmendmentsApi {
  constructor(
    private readonly amendments: Amendments,
    private readonly desk: AmendmentDesk,
    private readonly closing: CloseOut,
    private readonly givingUp: GivingUp,
    private readonly plans: PlanDesk,
    private readonly awards: AwardDesk,
    private readonly histories: Histories,
  ) {}

  @Get('awards/:id/amendments')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The amendments of an award, newest first' })
  @ApiResponse({ status: 200, type: AmendmentList })
  list(@Me() me: Actor, @Id() id: string): Promise<AmendmentList> {
    return this.desk.list(me, id);
  }

  @Post('awards/:id/amendments')
  @Allow('city', 'program')
  @ApiOperation({
    summary: 'Propose an amendment, or ask for one as the city; a small change of budget lines is noted',
  })
  @ApiResponse({ status: 201, type: AmendmentView })
  async propose(@Me() me: Actor, @Id() id: string, @Body() input: NewAmendment): Promise<AmendmentView> {
    return this.desk.view(me, (await this.amendments.propose(me, id, input)).id);
  }

  @Post('awards/:id/close-out')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Close a grant out: what was never paid is free again, and the grant is completed' })
  @ApiResponse({ status: 200, schema: { $ref: '#/components/schemas/AwardView' } })
  async closeOut(@Me() me: Actor, @Id() id: string, @Body() { reason }: AmendmentReason): Promise<AwardView> {
    return this.awards.of(me, await this.closing.closeOut(me, id, reason));
  }

  @Post('instalments/:id/give-up')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({
    summary:
      'Give up a payment that came back after its grant had ended: the award is smaller by it, its money free again',
  })
  @ApiResponse({ status: 200, schema: { $ref: '#/components/schemas/InstalmentView' } })
  async giveUp(@Me() me: Actor, @Id() id: string, @Body() { reason }: AmendmentReason): Promise<InstalmentView> {
    await this.givingUp.giveUp(me, id, reason);
    return this.plans.instalment(me, id);
  }

  @Get('amendments/:id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One amendment, with the award before and after it' })
  @ApiResponse({ status: 200, type: AmendmentView })
  show(@Me() me: Actor, @Id() id: string): Promise<AmendmentView> {
    return this.desk.view(me, id);
  }

  @Get('amendments/:id/history')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What happened to an amendment, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.desk.view(me, id);
    return historyList(await this.histories.of(me, `amendment:${id}`));
  }

  @Get('amendments/:id/file')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The document that belongs to an amendment' })
  @ApiResponse(anyFile)
  file(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.desk.file(me, id);
  }

  @Post('amendments/:id/approve')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Approve an amendment; with the last approval needed it holds' })
  @ApiResponse({ status: 200, type: AmendmentView })
  async approve(@Me() me: Actor, @Id() id: string): Promise<AmendmentView> {
    return this.desk.view(me, (await this.amendments.approve(me, id)).id);
  }

  @Post('amendments/:id/reject')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Reject an amendment' })
  @ApiResponse({ status: 200, type: AmendmentView })
  async reject(@Me() me: Actor, @Id() id: string, @Body() { reason }: AmendmentReason): Promise<AmendmentView> {
    return this.desk.view(me, (await this.amendments.reject(me, id, reason)).id);
  }

  @Post('amendments/:id/withdraw')
  @HttpCode(200)
  @Allow('city')
  @ApiOperation({ summary: 'Withdraw what your city asked for' })
  @ApiResponse({ status: 200, type: AmendmentView })
  async withdraw(@Me() me: Actor, @Id() id: string): Promise<AmendmentView> {
    return this.desk.view(me, (await this.amendments.withdraw(me, id)).id);
  }
}
