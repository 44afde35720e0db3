import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AwardDesk, type AwardView } from '../awards/award-desk.service';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { PlanView } from './disbursements-view.dto';
import { PlanInput } from './disbursements.dto';
import { PlanDraft, PlanDraftQuery } from './plan-draft.dto';
import { PlanDesk } from './plan-desk.service';
import { Plans } from './plans.service';

/** The plan of an award, for programs. */
@ApiTags('Instalments')
@Controller('api/awards/:id')
export class PlansApi {
  constructor(
    private readonly plans: Plans,
    private readonly desk: PlanDesk,
    private readonly awards: AwardDesk,
  ) {}

  @Get('instalments')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The plan of an award: which part is paid when, and what each part waits for' })
  @ApiResponse({ status: 200, type: PlanView })
  plan(@Me() me: Actor, @Id() id: string): Promise<PlanView> {
    return this.desk.view(me, id);
  }

  @Get('instalments/draft')
  @Allow('program')
  @ApiOperation({ summary: 'Split what is left to plan in equal parts or by percentages, to begin a plan with' })
  @ApiResponse({ status: 200, type: PlanDraft })
  draft(@Me() me: Actor, @Id() id: string, @Query() wanted: PlanDraftQuery): Promise<PlanDraft> {
    return this.desk.draft(me, id, wanted);
  }

  @Post('instalments')
  @Allow('program')
  @ApiOperation({
    summary:
      'Plan the instalments, or plan anew what nobody has requested yet; what is requested, approved or paid stays, and all together add up to the award',
  })
  @ApiResponse({ status: 201, type: PlanView })
  async write(@Me() me: Actor, @Id() id: string, @Body() input: PlanInput): Promise<PlanView> {
    return this.desk.of(me, await this.plans.plan(me, id, input));
  }

  @Post('complete')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Complete a grant once everything is paid and every report accepted' })
  @ApiResponse({ status: 200, schema: { $ref: '#/components/schemas/AwardView' } })
  async complete(@Me() me: Actor, @Id() id: string): Promise<AwardView> {
    return this.awards.of(me, await this.plans.complete(me, id));
  }
}
