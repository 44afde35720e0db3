import { Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { read } from '../kernel/input';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import { PageQuery } from '../kernel/paging';
import { listOf, type Typed } from '../kernel/typed';
import { calendarPage, madeCalendarPage } from './feed.pages';
import { Feeds } from './feed.service';
import { ownLetterPage, ownMailPage } from './own-mail.pages';
import { OwnMail } from './own-mail.service';
import { MailPreferences } from './preferences.dto';
import { preferencesPage } from './preferences.pages';
import { Preferences } from './preferences.service';

/** My letters, how I want to get them, and my calendar address; in a browser. */
@PageDoor()
@Controller('account/mail')
@Allow('signed-in')
export class OwnMailPages {
  constructor(
    private readonly mail: OwnMail,
    private readonly preferences: Preferences,
    private readonly feeds: Feeds,
  ) {}

  @Get()
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() query: PageQuery): Promise<VNode> {
    const [letters, planned, preferences, address] = await Promise.all([
      this.mail.list(me, query),
      this.mail.planned(me),
      this.preferences.of(me.id),
      this.feeds.address(me),
    ]);
    return ownMailPage({ frame, zone: me.timeZone, letters, planned, preferences, address, query });
  }

  @Get('preferences')
  async show(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    return preferencesPage({ frame, preferences: await this.preferences.of(me.id) });
  }

  @Post('preferences')
  async change(@Me() me: Actor, @TypedForm() { rhythm, wanted, ...more }: Typed): Promise<SeeOther> {
    await this.preferences.change(me, read(MailPreferences, { ...more, rhythm, wanted: listOf(wanted) }));
    return new SeeOther('/account/mail', 'Your letters come as you chose, from now on.');
  }

  @Get('calendar')
  async address(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    return calendarPage({ frame, zone: me.timeZone, address: await this.feeds.address(me) });
  }

  @Post('calendar')
  async make(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    return madeCalendarPage({ frame, made: await this.feeds.make(me) });
  }

  @Post('calendar/end')
  async end(@Me() me: Actor): Promise<SeeOther> {
    await this.feeds.end(me);
    return new SeeOther('/account/mail/calendar', 'The calendar address does not work any more.');
  }

  @Get(':id')
  async find(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return ownLetterPage({ frame, zone: me.timeZone, letter: await this.mail.find(me, id) });
  }
}
