import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { PageQuery } from '../kernel/paging';
import { Contributions } from './contributions.service';
import { FundDesk } from './fund-desk.service';
import { ContributionPage, ContributionView, FundList, FundView } from './fund-view.dto';
import { readers } from './fund.rules';
import { CorrectedContribution, NewContribution, NewFund } from './funds.dto';
import { Funds } from './funds.service';
import { AsOfQuery, JournalQuery, JournalView, TransactionPage } from './journal.dto';
import { Journal } from './journal.service';

/** Funds, their contributions and their journal, for programs. */
@ApiTags('Funds')
@Controller('api')
@Allow(...readers)
export class FundsApi {
  constructor(
    private readonly funds: Funds,
    private readonly contributions: Contributions,
    private readonly journal: Journal,
    private readonly desk: FundDesk,
  ) {}

  @Get('funds')
  @ApiOperation({ summary: 'The funds with their figures' })
  @ApiResponse({ status: 200, type: FundList })
  async list(@Me() me: Actor): Promise<FundList> {
    return { items: await this.funds.views(me), next: null };
  }

  @Get('funds/:id')
  @ApiOperation({ summary: 'One fund with its figures, now or at the end of a day, whole and for each restriction' })
  @ApiResponse({ status: 200, type: FundView })
  show(@Me() me: Actor, @Id() id: string, @Query() query: AsOfQuery): Promise<FundView> {
    return this.desk.view(me, id, query);
  }

  @Get('funds/:id/transfers')
  @ApiOperation({ summary: 'The journal of a fund, newest first, event by event' })
  @ApiResponse({ status: 200, type: TransactionPage })
  transfers(@Id() id: string, @Query() query: JournalQuery): Promise<TransactionPage> {
    return this.desk.transactions(id, query);
  }

  @Get('funds/:id/contributions')
  @ApiOperation({ summary: 'What funders gave to a fund, latest first' })
  @ApiResponse({ status: 200, type: ContributionPage })
  received(@Me() me: Actor, @Id() id: string, @Query() query: PageQuery): Promise<ContributionPage> {
    return this.contributions.list(me, id, query);
  }

  @Get('funds/:id/history')
  @ApiOperation({ summary: 'What happened to a fund, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    return historyList(await this.desk.history(me, id));
  }

  @Get('journal')
  @Allow('finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The length of the journal and the head of its hash chain' })
  @ApiResponse({ status: 200, type: JournalView })
  head(): Promise<JournalView> {
    return this.journal.head();
  }

  @Post('funds')
  @Allow('admin')
  @ApiOperation({ summary: 'Open a fund' })
  @ApiResponse({ status: 201, type: FundView })
  async open(@Me() me: Actor, @Body() input: NewFund): Promise<FundView> {
    const { id } = await this.funds.open(me, input);
    return this.funds.view(me, id);
  }

  @Post('funds/:id/contributions')
  @Allow('finance')
  @ApiOperation({ summary: 'Record money that has arrived; it is free to use at once' })
  @ApiResponse({ status: 201, type: ContributionView })
  async receive(@Me() me: Actor, @Id() id: string, @Body() input: NewContribution): Promise<ContributionView> {
    const { id: made } = await this.contributions.receive(me, id, input);
    return this.contributions.find(me, made);
  }

  @Get('contributions/:id')
  @ApiOperation({ summary: 'One contribution' })
  @ApiResponse({ status: 200, type: ContributionView })
  contribution(@Me() me: Actor, @Id() id: string): Promise<ContributionView> {
    return this.contributions.find(me, id);
  }

  @Post('contributions/:id/correct')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Correct a contribution: the journal keeps what was wrong, its mirror, and what is right' })
  @ApiResponse({ status: 200, type: ContributionView })
  async correct(@Me() me: Actor, @Id() id: string, @Body() input: CorrectedContribution): Promise<ContributionView> {
    await this.contributions.correct(me, id, input);
    return this.contributions.find(me, id);
  }
}
