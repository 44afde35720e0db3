import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import type { Anchor } from './anchor.rules';
import { AnchorInPath, AnchorParam } from './place';
import { RuleDesk } from './rule-desk.service';
import { SeenDifference } from './rule-form.dto';
import {
  ChangedReminderRule,
  ReminderDifferences,
  ReminderRuleInput,
  ReminderRuleList,
  ReminderRuleView,
  SavedReminderRule,
} from './rules.dto';
import { ReminderRules } from './rules.service';

/** The rules of reminding of one round, for programs. */
@ApiTags('Reminders')
@Controller('api/rounds/:id/reminders')
export class RoundRulesApi {
  constructor(
    private readonly rules: ReminderRules,
    private readonly desk: RuleDesk,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'When and whom a round reminds, of everything that can be due in it' })
  @ApiResponse({ status: 200, type: ReminderRuleList })
  list(@Id() id: string): Promise<ReminderRuleList> {
    return this.rules.of(id);
  }

  @Get(':anchor')
  @Allow('program', 'finance', 'admin', 'auditor')
  @AnchorParam()
  @ApiOperation({ summary: 'One rule of a round' })
  @ApiResponse({ status: 200, type: ReminderRuleView })
  show(@Id() id: string, @AnchorInPath() anchor: Anchor): Promise<ReminderRuleView> {
    return this.desk.rule(id, anchor);
  }

  @Post(':anchor/preview')
  @HttpCode(200)
  @Allow('program', 'admin')
  @AnchorParam()
  @ApiOperation({ summary: 'What a rule would change of everything that has not been sent' })
  @ApiResponse({ status: 200, type: ReminderDifferences })
  preview(
    @Me() me: Actor,
    @Id() id: string,
    @AnchorInPath() anchor: Anchor,
    @Body() rule: ReminderRuleInput,
  ): Promise<ReminderDifferences> {
    return this.rules.propose(me, id, anchor, rule);
  }

  @Put(':anchor')
  @Allow('program', 'admin')
  @AnchorParam()
  @ApiOperation({ summary: 'Give a round a rule of its own, and plan anew what has not been sent' })
  @ApiResponse({ status: 200, type: ChangedReminderRule })
  change(
    @Me() me: Actor,
    @Id() id: string,
    @AnchorInPath() anchor: Anchor,
    @Body() rule: SavedReminderRule,
  ): Promise<ChangedReminderRule> {
    return this.desk.change(me, id, anchor, rule, rule);
  }

  @Post(':anchor/reset/preview')
  @HttpCode(200)
  @Allow('program', 'admin')
  @AnchorParam()
  @ApiOperation({ summary: 'What it would change if the round had no rule of its own' })
  @ApiResponse({ status: 200, type: ReminderDifferences })
  previewReset(@Me() me: Actor, @Id() id: string, @AnchorInPath() anchor: Anchor): Promise<ReminderDifferences> {
    return this.rules.propose(me, id, anchor, null);
  }

  @Post(':anchor/reset')
  @HttpCode(200)
  @Allow('program', 'admin')
  @AnchorParam()
  @ApiOperation({ summary: 'Take the round’s own rule away: it follows the standard of all rounds again' })
  @ApiResponse({ status: 200, type: ChangedReminderRule })
  reset(
    @Me() me: Actor,
    @Id() id: string,
    @AnchorInPath() anchor: Anchor,
    @Body() seen: SeenDifference,
  ): Promise<ChangedReminderRule> {
    return this.desk.change(me, id, anchor, null, seen);
  }
}

/** The rules of all rounds that have none of their own, for programs. */
@ApiTags('Reminders')
@Controller('api/reminders')
export class StandardRulesApi {
  constructor(
    private readonly rules: ReminderRules,
    private readonly desk: RuleDesk,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'When and whom all rounds remind that have no rule of their own' })
  @ApiResponse({ status: 200, type: ReminderRuleList })
  list(): Promise<ReminderRuleList> {
    return this.rules.of(null);
  }

  @Get('history')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Who changed the rules of all rounds, and how, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor): Promise<HistoryList> {
    return historyList(await this.desk.history(me));
  }

  @Get(':anchor')
  @Allow('program', 'finance', 'admin', 'auditor')
  @AnchorParam()
  @ApiOperation({ summary: 'One rule of all rounds' })
  @ApiResponse({ status: 200, type: ReminderRuleView })
  show(@AnchorInPath() anchor: Anchor): Promise<ReminderRuleView> {
    return this.desk.rule(null, anchor);
  }

  @Post(':anchor/preview')
  @HttpCode(200)
  @Allow('program', 'admin')
  @AnchorParam()
  @ApiOperation({ summary: 'What a rule for all rounds would change of everything that has not been sent' })
  @ApiResponse({ status: 200, type: ReminderDifferences })
  preview(
    @Me() me: Actor,
    @AnchorInPath() anchor: Anchor,
    @Body() rule: ReminderRuleInput,
  ): Promise<ReminderDifferences> {
    return this.rules.propose(me, null, anchor, rule);
  }

  @Put(':anchor')
  @Allow('program', 'admin')
  @AnchorParam()
  @ApiOperation({
    summary: 'Change the rule of all rounds that have none of their own, and plan anew what has not been sent',
  })
  @ApiResponse({ status: 200, type: ChangedReminderRule })
  change(
    @Me() me: Actor,
    @AnchorInPath() anchor: Anchor,
    @Body() rule: SavedReminderRule,
  ): Promise<ChangedReminderRule> {
    return this.desk.change(me, null, anchor, rule, rule);
  }

  @Post(':anchor/reset/preview')
  @HttpCode(200)
  @Allow('program', 'admin')
  @AnchorParam()
  @ApiOperation({ summary: 'What it would change if nobody had written this rule down' })
  @ApiResponse({ status: 200, type: ReminderDifferences })
  previewReset(@Me() me: Actor, @AnchorInPath() anchor: Anchor): Promise<ReminderDifferences> {
    return this.rules.propose(me, null, anchor, null);
  }

  @Post(':anchor/reset')
  @HttpCode(200)
  @Allow('program', 'admin')
  @AnchorParam()
  @ApiOperation({ summary: 'Take the rule of all rounds back to the original' })
  @ApiResponse({ status: 200, type: ChangedReminderRule })
  reset(@Me() me: Actor, @AnchorInPath() anchor: Anchor, @Body() seen: SeenDifference): Promise<ChangedReminderRule> {
    return this.desk.change(me, null, anchor, null, seen);
  }
}
