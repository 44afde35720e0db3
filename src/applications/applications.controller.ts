import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { ApplicationDesk } from './application-desk.service';
import { ApplicationView } from './application-view.dto';
import { NewApplication, Reason, SavedApplication } from './applications.dto';
import { Applications } from './applications.service';

/** Applications, for programs. */
@ApiTags('Applications')
@Controller('api/applications')
export class ApplicationsApi {
  constructor(
    private readonly applications: Applications,
    private readonly desk: ApplicationDesk,
  ) {}

  @Get(':id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One application' })
  @ApiResponse({ status: 200, type: ApplicationView })
  show(@Me() me: Actor, @Id() id: string): Promise<ApplicationView> {
    return this.applications.view(me, id);
  }

  @Get(':id/history')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What happened to an application, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    return historyList(await this.desk.history(me, id));
  }

  @Post()
  @Allow('city')
  @ApiOperation({ summary: 'Start an application in an open round; only its title has to be there at first' })
  @ApiResponse({ status: 201, type: ApplicationView })
  async start(@Me() me: Actor, @Body() input: NewApplication): Promise<ApplicationView> {
    const { id } = await this.applications.start(me, input);
    return this.applications.view(me, id);
  }

  @Put(':id')
  @Allow('city')
  @ApiOperation({ summary: 'Save a draft, or an application that was returned; replaces what it said' })
  @ApiResponse({ status: 200, type: ApplicationView })
  async save(@Me() me: Actor, @Id() id: string, @Body() input: SavedApplication): Promise<ApplicationView> {
    await this.applications.save(me, id, input);
    return this.applications.view(me, id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Allow('city')
  @ApiOperation({ summary: 'Submit an application; `missing` says beforehand what is not there yet' })
  @ApiResponse({ status: 200, type: ApplicationView })
  async submit(@Me() me: Actor, @Id() id: string): Promise<ApplicationView> {
    await this.applications.submit(me, id);
    return this.applications.view(me, id);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Allow('city')
  @ApiOperation({ summary: 'Withdraw an application for good' })
  @ApiResponse({ status: 200, type: ApplicationView })
  async withdraw(@Me() me: Actor, @Id() id: string): Promise<ApplicationView> {
    await this.applications.withdraw(me, id);
    return this.applications.view(me, id);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Return an application to its city for changes' })
  @ApiResponse({ status: 200, type: ApplicationView })
  async return(@Me() me: Actor, @Id() id: string, @Body() { reason }: Reason): Promise<ApplicationView> {
    await this.applications.return(me, id, reason);
    return this.applications.view(me, id);
  }

  @Post(':id/start-review')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Take an application into review' })
  @ApiResponse({ status: 200, type: ApplicationView })
  async startReview(@Me() me: Actor, @Id() id: string): Promise<ApplicationView> {
    await this.applications.startReview(me, id);
    return this.applications.view(me, id);
  }

  @Post(':id/waitlist')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Put an application on the waiting list' })
  @ApiResponse({ status: 200, type: ApplicationView })
  async waitlist(@Me() me: Actor, @Id() id: string): Promise<ApplicationView> {
    await this.applications.waitlist(me, id);
    return this.applications.view(me, id);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Decline an application' })
  @ApiResponse({ status: 200, type: ApplicationView })
  async decline(@Me() me: Actor, @Id() id: string, @Body() { reason }: Reason): Promise<ApplicationView> {
    await this.applications.decline(me, id, reason);
    return this.applications.view(me, id);
  }
}
