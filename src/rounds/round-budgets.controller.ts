import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { BudgetCut, BudgetRaise, RoundBudgetView } from './round-budget.dto';
import { RoundBudgets } from './round-budgets.service';
import { RoundDesk } from './round-desk.service';
import { RoundView } from './round-view.dto';

/** Budgets of rounds, for programs. */
@ApiTags('Rounds')
@Controller('api/rounds/:id')
export class RoundBudgetsApi {
  constructor(
    private readonly budgets: RoundBudgets,
    private readonly desk: RoundDesk,
  ) {}

  @Get('budget')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'From which contributions the budget of a round stands, and what of each is awarded' })
  @ApiResponse({ status: 200, type: RoundBudgetView })
  show(@Me() me: Actor, @Id() id: string): Promise<RoundBudgetView> {
    return this.budgets.view(me, id);
  }

  @Post('raise-budget')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Set more aside for a round that runs' })
  @ApiResponse({ status: 200, type: RoundView })
  async raise(@Me() me: Actor, @Id() id: string, @Body() input: BudgetRaise): Promise<RoundView> {
    await this.budgets.raise(me, id, input);
    return this.desk.view(me, id);
  }

  @Post('lower-budget')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Give back some of what a round has not awarded' })
  @ApiResponse({ status: 200, type: RoundView })
  async lower(@Me() me: Actor, @Id() id: string, @Body() input: BudgetCut): Promise<RoundView> {
    await this.budgets.lower(me, id, input);
    return this.desk.view(me, id);
  }
}
