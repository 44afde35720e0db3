import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { RefundDesk } from './refund-desk.service';
import { RefundList, RefundView } from './refund-view.dto';
import { NewRefund, Receipt, WriteOffReason } from './refunds.dto';
import { Refunds } from './refunds.service';
import { WriteOffs } from './write-offs.service';

/** Unspent money that is demanded back, for programs. */
@ApiTags('Refunds')
@Controller('api')
export class RefundsApi {
  constructor(
    private readonly refunds: Refunds,
    private readonly writeOffs: WriteOffs,
    private readonly desk: RefundDesk,
    private readonly histories: Histories,
  ) {}

  @Get('awards/:id/refunds')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What of an award is demanded back, newest first' })
  @ApiResponse({ status: 200, type: RefundList })
  list(@Me() me: Actor, @Id() id: string): Promise<RefundList> {
    return this.desk.list(me, id);
  }

  @Post('awards/:id/refunds')
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Demand unspent money back: at most what was paid and is not demanded yet' })
  @ApiResponse({ status: 201, type: RefundView })
  async demand(@Me() me: Actor, @Id() id: string, @Body() input: NewRefund): Promise<RefundView> {
    return this.desk.view(me, (await this.refunds.demand(me, id, input)).id);
  }

  @Get('refunds/:id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One refund with the parts that arrived' })
  @ApiResponse({ status: 200, type: RefundView })
  show(@Me() me: Actor, @Id() id: string): Promise<RefundView> {
    return this.desk.view(me, id);
  }

  @Get('refunds/:id/history')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What happened to a refund, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.desk.view(me, id);
    return historyList(await this.histories.of(me, `refund:${id}`));
  }

  @Post('refunds/:id/receive')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Record money that came back, all of it or a part; it is free again where it came from' })
  @ApiResponse({ status: 200, type: RefundView })
  async receive(@Me() me: Actor, @Id() id: string, @Body() input: Receipt): Promise<RefundView> {
    return this.desk.view(me, (await this.refunds.record(me, id, input)).id);
  }

  @Post('refunds/:id/propose-write-off')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Propose to give up what is outstanding; other people approve it' })
  @ApiResponse({ status: 200, type: RefundView })
  async propose(@Me() me: Actor, @Id() id: string, @Body() { reason }: WriteOffReason): Promise<RefundView> {
    return this.desk.view(me, (await this.writeOffs.propose(me, id, reason)).id);
  }

  @Post('refunds/:id/withdraw-write-off')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Withdraw your own proposal to write a demand off' })
  @ApiResponse({ status: 200, type: RefundView })
  async withdraw(@Me() me: Actor, @Id() id: string): Promise<RefundView> {
    return this.desk.view(me, (await this.writeOffs.withdraw(me, id)).id);
  }

  @Post('refunds/:id/approve-write-off')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Approve a write-off; with the last approval needed the rest is given up' })
  @ApiResponse({ status: 200, type: RefundView })
  async approve(@Me() me: Actor, @Id() id: string): Promise<RefundView> {
    return this.desk.view(me, (await this.writeOffs.approve(me, id)).id);
  }
}
