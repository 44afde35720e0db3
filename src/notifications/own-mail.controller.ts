import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { PageQuery } from '../kernel/paging';
import { Feeds } from './feed.service';
import { OwnLetterInFull, OwnLetterList, OwnPlannedList } from './own-mail.dto';
import { OwnMail } from './own-mail.service';
import { CalendarAddress, MadeCalendarAddress, MailPreferences } from './preferences.dto';
import { Preferences } from './preferences.service';

/** My letters, how I want to get them, and my calendar address; for programs. */
@ApiTags('Account')
@Controller('api/account/mail')
@Allow('signed-in')
export class OwnMailApi {
  constructor(
    private readonly mail: OwnMail,
    private readonly preferences: Preferences,
    private readonly feeds: Feeds,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What was sent to me, newest first' })
  @ApiResponse({ status: 200, type: OwnLetterList })
  list(@Me() me: Actor, @Query() query: PageQuery): Promise<OwnLetterList> {
    return this.mail.list(me, query);
  }

  @Get('planned')
  @ApiOperation({ summary: 'What comes next and why, earliest first; at most 100' })
  @ApiResponse({ status: 200, type: OwnPlannedList })
  async planned(@Me() me: Actor): Promise<OwnPlannedList> {
    return { items: await this.mail.planned(me), next: null };
  }

  @Get('preferences')
  @ApiOperation({ summary: 'How I get letters' })
  @ApiResponse({ status: 200, type: MailPreferences })
  show(@Me() me: Actor): Promise<MailPreferences> {
    return this.preferences.of(me.id);
  }

  @Put('preferences')
  @ApiOperation({ summary: 'Change how I get letters; deadlines, decisions and security always come' })
  @ApiResponse({ status: 200, type: MailPreferences })
  async change(@Me() me: Actor, @Body() input: MailPreferences): Promise<MailPreferences> {
    await this.preferences.change(me, input);
    return this.preferences.of(me.id);
  }

  @Get('calendar')
  @ApiOperation({ summary: 'Whether I have a calendar address' })
  @ApiResponse({ status: 200, type: CalendarAddress })
  address(@Me() me: Actor): Promise<CalendarAddress> {
    return this.feeds.address(me);
  }

  @Post('calendar')
  @ApiOperation({ summary: 'Make a calendar address; it is shown this once, and ends the one before' })
  @ApiResponse({ status: 201, type: MadeCalendarAddress })
  make(@Me() me: Actor): Promise<MadeCalendarAddress> {
    return this.feeds.make(me);
  }

  @Delete('calendar')
  @HttpCode(204)
  @ApiOperation({ summary: 'End my calendar address' })
  @ApiResponse({ status: 204, description: 'It does not work any more.' })
  end(@Me() me: Actor): Promise<void> {
    return this.feeds.end(me);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A letter to me with what it says' })
  @ApiResponse({ status: 200, type: OwnLetterInFull })
  find(@Me() me: Actor, @Id() id: string): Promise<OwnLetterInFull> {
    return this.mail.find(me, id);
  }
}
