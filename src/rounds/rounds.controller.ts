import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { RoundDesk } from './round-desk.service';
import { RoundList, RoundView } from './round-view.dto';
import { Deadline, RoundInput, SavedRound } from './rounds.dto';
import { Rounds } from './rounds.service';

/** Rounds, for programs. */
@ApiTags('Rounds')
@Controller('api/rounds')
export class RoundsApi {
  constructor(
    private readonly rounds: Rounds,
    private readonly desk: RoundDesk,
  ) {}

  @Get()
  @Allow('anyone')
  @ApiOperation({ summary: 'The rounds, open ones first' })
  @ApiResponse({ status: 200, type: RoundList })
  async list(@Me() me: Actor | null): Promise<RoundList> {
    return { items: (await this.desk.list(me)).rounds, next: null };
  }

  @Get(':id')
  @Allow('anyone')
  @ApiOperation({ summary: 'One round' })
  @ApiResponse({ status: 200, type: RoundView })
  show(@Me() me: Actor | null, @Id() id: string): Promise<RoundView> {
    return this.desk.view(me, id);
  }

  @Get(':id/history')
  @Allow('signed-in')
  @ApiOperation({ summary: 'What happened to a round, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    return historyList(await this.desk.history(me, id));
  }

  @Post()
  @Allow('program')
  @ApiOperation({ summary: 'Plan a round; it stays a draft until it is opened' })
  @ApiResponse({ status: 201, type: RoundView })
  async plan(@Me() me: Actor, @Body() input: RoundInput): Promise<RoundView> {
    const { id } = await this.rounds.plan(me, input);
    return this.desk.view(me, id);
  }

  @Put(':id')
  @Allow('program')
  @ApiOperation({ summary: 'Change the draft of a round' })
  @ApiResponse({ status: 200, type: RoundView })
  async change(@Me() me: Actor, @Id() id: string, @Body() { version, ...input }: SavedRound): Promise<RoundView> {
    await this.rounds.change(me, id, input, version);
    return this.desk.view(me, id);
  }

  @Post(':id/postpone')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Move the deadline of an open round to a later time' })
  @ApiResponse({ status: 200, type: RoundView })
  async postpone(@Me() me: Actor, @Id() id: string, @Body() to: Deadline): Promise<RoundView> {
    await this.rounds.postpone(me, id, { local: to.deadlineLocal, zone: to.deadlineZone });
    return this.desk.view(me, id);
  }

  @Post(':id/open')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Open a round: sets its budget aside and shows it to every city' })
  @ApiResponse({ status: 200, type: RoundView })
  async open(@Me() me: Actor, @Id() id: string): Promise<RoundView> {
    await this.rounds.open(me, id);
    return this.desk.view(me, id);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Close a round whose deadline has passed' })
  @ApiResponse({ status: 200, type: RoundView })
  async close(@Me() me: Actor, @Id() id: string): Promise<RoundView> {
    await this.rounds.close(me, id);
    return this.desk.view(me, id);
  }

  @Post(':id/start-review')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Start the reviews of a round' })
  @ApiResponse({ status: 200, type: RoundView })
  async startReview(@Me() me: Actor, @Id() id: string): Promise<RoundView> {
    await this.rounds.startReview(me, id);
    return this.desk.view(me, id);
  }

  @Post(':id/decide')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Mark a round as decided' })
  @ApiResponse({ status: 200, type: RoundView })
  async decide(@Me() me: Actor, @Id() id: string): Promise<RoundView> {
    await this.rounds.decide(me, id);
    return this.desk.view(me, id);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Archive a round: gives back to the fund what it has not awarded' })
  @ApiResponse({ status: 200, type: RoundView })
  async archive(@Me() me: Actor, @Id() id: string): Promise<RoundView> {
    await this.rounds.archive(me, id);
    return this.desk.view(me, id);
  }
}
