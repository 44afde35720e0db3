import { Body, Controller, Get, HttpCode, Post, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { anyFile } from '../kernel/openapi.parts';
import { InstalmentView } from './disbursements-view.dto';
import { Because, EvidenceInput, ReleaseInput, RequestInput, ReturnInput, Settlement } from './disbursements.dto';
import { EvidenceService } from './evidence.service';
import { Instalments } from './instalments.service';
import { PlanDesk } from './plan-desk.service';

/** Instalments and their payments, for programs. */
@ApiTags('Instalments')
@Controller('api/instalments/:id')
export class InstalmentsApi {
  constructor(
    private readonly instalments: Instalments,
    private readonly evidence: EvidenceService,
    private readonly desk: PlanDesk,
    private readonly histories: Histories,
  ) {}

  @Get()
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One instalment with what it waits for and its payments' })
  @ApiResponse({ status: 200, type: InstalmentView })
  show(@Me() me: Actor, @Id() id: string): Promise<InstalmentView> {
    return this.desk.instalment(me, id);
  }

  @Get('history')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What happened to an instalment, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.desk.instalment(me, id);
    return historyList(await this.histories.of(me, `instalment:${id}`));
  }

  @Get('evidence')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The file that the city shows' })
  @ApiResponse(anyFile)
  file(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.evidence.content(me, id);
  }

  @Post('evidence')
  @HttpCode(200)
  @Allow('city')
  @ApiOperation({ summary: 'Show what the instalment asks for: a file that you uploaded' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async give(@Me() me: Actor, @Id() id: string, @Body() { fileId }: EvidenceInput): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.evidence.give(me, id, fileId));
  }

  @Post('accept-evidence')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Accept what the city shows' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async accept(@Me() me: Actor, @Id() id: string): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.evidence.accept(me, id));
  }

  @Post('refuse-evidence')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Do not accept what the city shows; it shows something else' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async refuse(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.evidence.refuse(me, id, reason));
  }

  @Post('request')
  @HttpCode(200)
  @Allow('city', 'program', 'finance')
  @ApiOperation({ summary: 'Request the payment of an instalment once everything that it waits for is met' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async request(@Me() me: Actor, @Id() id: string, @Body() { note }: RequestInput): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.request(me, id, note));
  }

  @Post('send-back')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Send a request back; the next one is approved anew' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async sendBack(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.sendBack(me, id, reason));
  }

  @Post('approve')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Approve a requested instalment for payment' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async approve(@Me() me: Actor, @Id() id: string): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.approve(me, id));
  }

  @Post('revoke')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Revoke the approval of an instalment; it is requested and approved anew' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async revoke(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.revoke(me, id, reason));
  }

  @Post('release')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({
    summary: 'Release an approved instalment to the bank, at a rate where it is paid in another currency',
  })
  @ApiResponse({ status: 200, type: InstalmentView })
  async release(@Me() me: Actor, @Id() id: string, @Body() input: ReleaseInput): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.release(me, id, input));
  }

  @Post('settle')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Record that the bank has paid' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async settle(@Me() me: Actor, @Id() id: string, @Body() input: Settlement): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.settle(me, id, input));
  }

  @Post('fail')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Record that the bank could not pay' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async fail(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.fail(me, id, reason));
  }

  @Post('give-back')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Record that the bank sent a settled payment back' })
  @ApiResponse({ status: 200, type: InstalmentView })
  async giveBack(@Me() me: Actor, @Id() id: string, @Body() input: ReturnInput): Promise<InstalmentView> {
    return this.desk.ofOne(me, await this.instalments.giveBack(me, id, input));
  }
}
