import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { HistoryList, historyList } from '../kernel/history.dto';
import { LetterId } from './letter-id';
import { LetterTable } from './letter-table.service';
import { TextDesk } from './text-desk.service';
import { LetterQuery, LettersQuery, RestoredText, SavedLetterWords, TriedWords } from './texts.dto';
import { LetterList, LetterPreview, LetterTextList, LetterTrial, LetterView } from './texts-view.dto';
import { Trials } from './trials.service';

/** The words of letters, for programs. */
@ApiTags('Letters')
@Controller('api/letters')
export class LettersApi {
  constructor(
    private readonly table: LetterTable,
    private readonly desk: TextDesk,
    private readonly trials: Trials,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Every letter of the system, and where staff wrote it anew' })
  @ApiResponse({ status: 200, type: LetterList })
  async list(@Query() query: LettersQuery): Promise<LetterList> {
    return { items: await this.table.list(query), next: null };
  }

  @Get(':id')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'One letter as it holds everywhere, in a fund or in a round' })
  @ApiResponse({ status: 200, type: LetterView })
  show(@Me() me: Actor, @LetterId() id: string, @Query() query: LetterQuery): Promise<LetterView> {
    return this.table.view(me, id, query);
  }

  @Get(':id/texts')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What was saved for one place, newest first; at most 200' })
  @ApiResponse({ status: 200, type: LetterTextList })
  async texts(@LetterId() id: string, @Query() { place }: LetterQuery): Promise<LetterTextList> {
    return { items: await this.table.texts(id, place), next: null };
  }

  @Get(':id/history')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Who changed the letter, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @LetterId() id: string): Promise<HistoryList> {
    return historyList(await this.desk.history(me, id));
  }

  @Put(':id/text')
  @Allow('program', 'admin')
  @ApiOperation({ summary: 'Write a letter anew for one place; every saving is kept' })
  @ApiResponse({ status: 200, type: LetterView })
  async save(@Me() me: Actor, @LetterId() id: string, @Body() input: SavedLetterWords): Promise<LetterView> {
    await this.desk.save(me, id, input);
    return this.table.view(me, id, input);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Allow('program', 'admin')
  @ApiOperation({ summary: 'Let an earlier version of one place hold again, or the original' })
  @ApiResponse({ status: 200, type: LetterView })
  async restore(@Me() me: Actor, @LetterId() id: string, @Body() input: RestoredText): Promise<LetterView> {
    await this.desk.restore(me, id, input);
    return this.table.view(me, id, input);
  }

  @Post(':id/preview')
  @HttpCode(200)
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'See words in a real case; nothing is kept and nothing is sent' })
  @ApiResponse({ status: 200, type: LetterPreview })
  preview(@Me() me: Actor, @LetterId() id: string, @Body() input: TriedWords): Promise<LetterPreview> {
    return this.trials.show(me, id, input);
  }

  @Post(':id/try')
  @HttpCode(200)
  @Allow('program', 'admin')
  @ApiOperation({ summary: 'Send words in a real case to yourself; at most ten times an hour' })
  @ApiResponse({ status: 200, type: LetterTrial })
  send(@Me() me: Actor, @LetterId() id: string, @Body() input: TriedWords): Promise<LetterTrial> {
    return this.trials.send(me, id, input);
  }
}
