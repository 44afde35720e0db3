import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AwardDesk, type AwardView } from '../awards/award-desk.service';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { InstalmentView, PlanView } from './disbursements-view.dto';
import { Because, PlanInput, Settlement } from './disbursements.dto';
import { Instalments } from './instalments.service';
import { PlanDesk } from './plan-desk.service';
import { Plans } from './plans.service';

/** Instalments and their payments, for programs. */
@ApiTags('Instalments')
@Controller('api')
export class DisbursementsApi {
  constructor(
    private readonly plans: Plans,
    private readonly instalments: Instalments,
    private readonly desk: PlanDesk,
    private readonly awards: AwardDesk,
    private readonly histories: Histories,
  ) {}

  @Get('awards/:id/instalments')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The plan of an award: which part is paid when' })
  @ApiResponse({ status: 200, type: PlanView })
  plan(@Me() me: Actor, @Id() id: string): Promise<PlanView> {
    return this.desk.view(me, id);
  }

  @Post('awards/:id/instalments')
  @Allow('program')
  @ApiOperation({ summary: 'Plan the instalments, or plan them anew while none is approved; they add up to the award' })
  @ApiResponse({ status: 201, type: PlanView })
  async write(@Me() me: Actor, @Id() id: string, @Body() input: PlanInput): Promise<PlanView> {
    return this.desk.of(me, await this.plans.plan(me, id, input));
  }

  @Post('awards/:id/complete')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Complete a grant once everything is paid and every report accepted' })
  @ApiResponse({ status: 200, schema: { $ref: '#/components/schemas/AwardView' } })
  async complete(@Me() me: Actor, @Id() id: string): Promise<AwardView> {
    return this.awards.of(me, await this.plans.complete(me, id));
  }

  @Get('instalments/:id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One instalment with its payments' })
  @ApiResponse({ status: 200, type: InstalmentView })
  show(@Me() me: Actor, @Id() id: string): Promise<InstalmentView> {
    return this.desk.instalment(me, id);
  }

  @Get('instalments/:id/history')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What happened to an instalment, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.desk.instalment(me, id);
    return historyList(await this.histories.of(me, `instalment:${id}`));
  }

  @Post('instalments/:id/approve')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Approve an instalment for payment' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async approve(@Me() me: Actor, @Id() id: string): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.approve(me, id));
  }

  @Post('instalments/:id/revoke')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Revoke the approval of an instalment; everybody approves anew' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async revoke(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.revoke(me, id, reason));
  }

  @Post('instalments/:id/release')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Release an approved instalment to the bank' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async release(@Me() me: Actor, @Id() id: string): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.release(me, id));
  }

  @Post('instalments/:id/settle')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Record that the bank has paid' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async settle(@Me() me: Actor, @Id() id: string, @Body() input: Settlement): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.settle(me, id, input));
  }

  @Post('instalments/:id/fail')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Record that the bank could not pay' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async fail(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.fail(me, id, reason));
  }
}
