import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { ReportDesk } from './report-desk.service';
import { AwardReports, ReportList, ReportView } from './report-view.dto';
import { NewDueDate, NewReport, ReportInput, ReportsQuery, ReturnedReport } from './reports.dto';
import { Reports } from './reports.service';

/** Reports, for programs. */
@ApiTags('Reports')
@Controller('api')
export class ReportsApi {
  constructor(
    private readonly reports: Reports,
    private readonly desk: ReportDesk,
    private readonly histories: Histories,
  ) {}

  @Get('reports')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The reports that you may see: those not accepted yet first, what is due next at the top' })
  @ApiResponse({ status: 200, type: ReportList })
  list(@Me() me: Actor, @Query() query: ReportsQuery): Promise<ReportList> {
    return this.desk.list(me, query);
  }

  @Get('reports/:id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One report' })
  @ApiResponse({ status: 200, type: ReportView })
  show(@Me() me: Actor, @Id() id: string): Promise<ReportView> {
    return this.desk.view(me, id);
  }

  @Get('reports/:id/history')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What happened to a report, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.reports.find(me, id);
    return historyList(await this.histories.of(me, `report:${id}`));
  }

  @Get('awards/:id/reports')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The reports of an award, in the order in which they are due' })
  @ApiResponse({ status: 200, type: AwardReports })
  async ofAward(@Me() me: Actor, @Id() id: string): Promise<AwardReports> {
    return { items: await this.desk.ofAward(me, id), next: null };
  }

  @Post('awards/:id/reports')
  @Allow('program')
  @ApiOperation({ summary: 'Schedule a report of an accepted award, with its reminders' })
  @ApiResponse({ status: 201, type: ReportView })
  async schedule(@Me() me: Actor, @Id() id: string, @Body() input: NewReport): Promise<ReportView> {
    return this.desk.of(me, await this.reports.schedule(me, id, input));
  }

  @Put('reports/:id')
  @Allow('city')
  @ApiOperation({ summary: 'Save what the city writes; it may be incomplete' })
  @ApiResponse({ status: 200, type: ReportView })
  async save(@Me() me: Actor, @Id() id: string, @Body() input: ReportInput): Promise<ReportView> {
    return this.desk.of(me, await this.reports.save(me, id, input));
  }

  @Post('reports/:id/submit')
  @HttpCode(200)
  @Allow('city')
  @ApiOperation({ summary: 'Submit a report; its reminders are called off' })
  @ApiResponse({ status: 200, type: ReportView })
  async submit(@Me() me: Actor, @Id() id: string): Promise<ReportView> {
    return this.desk.of(me, await this.reports.submit(me, id));
  }

  @Post('reports/:id/return')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Return a report for changes, with a new due date' })
  @ApiResponse({ status: 200, type: ReportView })
  async return(@Me() me: Actor, @Id() id: string, @Body() input: ReturnedReport): Promise<ReportView> {
    return this.desk.of(me, await this.reports.return(me, id, input));
  }

  @Post('reports/:id/accept')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Accept a report; what waits for it can be paid' })
  @ApiResponse({ status: 200, type: ReportView })
  async accept(@Me() me: Actor, @Id() id: string): Promise<ReportView> {
    return this.desk.of(me, await this.reports.accept(me, id));
  }

  @Post('reports/:id/reschedule')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Move the due date of a report, and its reminders with it' })
  @ApiResponse({ status: 200, type: ReportView })
  async reschedule(@Me() me: Actor, @Id() id: string, @Body() { dueOn }: NewDueDate): Promise<ReportView> {
    return this.desk.of(me, await this.reports.reschedule(me, id, dueOn));
  }
}
