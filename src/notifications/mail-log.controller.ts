import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { Bounces } from './bounces.service';
import { MailLog } from './mail-log.service';
import { MailMoves } from './mail-moves.service';
import { MailStory } from './mail-story.dto';
import { MailReason, MailTaskList, SuppressionList } from './mail-tasks.dto';
import { MailTasks } from './mail-tasks.service';
import { MailList, MailQuery } from './notifications.dto';

/** The mail log and what is decided about letters, for programs. */
@ApiTags('Mail')
@Controller('api/mail')
@Allow('program', 'finance', 'admin')
export class MailLogApi {
  constructor(
    private readonly log: MailLog,
    private readonly moves: MailMoves,
    private readonly waiting: MailTasks,
    private readonly bounces: Bounces,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Every mail and what became of it, newest first' })
  @ApiResponse({ status: 200, type: MailList })
  list(@Me() me: Actor, @Query() query: MailQuery): Promise<MailList> {
    return this.log.list(me, query);
  }

  @Get('tasks')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Letters and addresses that wait for a decision, oldest first' })
  @ApiResponse({ status: 200, type: MailTaskList })
  async tasks(): Promise<MailTaskList> {
    return { items: await this.waiting.list(), next: null };
  }

  @Get('addresses')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Addresses that nothing is sent to, newest first' })
  @ApiResponse({ status: 200, type: SuppressionList })
  async addresses(@Me() me: Actor): Promise<SuppressionList> {
    return { items: await this.waiting.addresses(me), next: null };
  }

  @Post('addresses/:id/release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send to an address again; answers with those that are left' })
  @ApiResponse({ status: 200, type: SuppressionList })
  async release(@Me() me: Actor, @Id() id: string, @Body() { reason }: MailReason): Promise<SuppressionList> {
    await this.bounces.lift(me, id, reason);
    return this.addresses(me);
  }

  @Get(':id')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One mail with its text and its whole story' })
  @ApiResponse({ status: 200, type: MailStory })
  show(@Me() me: Actor, @Id() id: string): Promise<MailStory> {
    return this.log.find(me, id);
  }

  @Get(':id/history')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What people decided about one mail, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.log.find(me, id);
    return historyList(await this.log.history(me, id));
  }

  @Post(':id/arrived')
  @HttpCode(200)
  @ApiOperation({ summary: 'Settle that a letter arrived of which the post does not know it' })
  @ApiResponse({ status: 200, type: MailStory })
  async arrived(@Me() me: Actor, @Id() id: string, @Body() { reason }: MailReason): Promise<MailStory> {
    await this.moves.arrived(me, id, reason);
    return this.log.find(me, id);
  }

  @Post(':id/let-be')
  @HttpCode(200)
  @ApiOperation({ summary: 'Settle that a letter which could not be delivered is not needed' })
  @ApiResponse({ status: 200, type: MailStory })
  async letBe(@Me() me: Actor, @Id() id: string, @Body() { reason }: MailReason): Promise<MailStory> {
    await this.moves.letBe(me, id, reason);
    return this.log.find(me, id);
  }

  @Post(':id/send-again')
  @HttpCode(201)
  @ApiOperation({ summary: 'Send a letter again, to the present address; answers with the new one' })
  @ApiResponse({ status: 201, type: MailStory })
  async sendAgain(@Me() me: Actor, @Id() id: string, @Body() { reason }: MailReason): Promise<MailStory> {
    return this.log.find(me, await this.moves.sendAgain(me, id, reason));
  }
}
