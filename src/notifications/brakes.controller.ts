import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { HistoryList, historyList } from '../kernel/history.dto';
import { read } from '../kernel/input';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import { type Typed, wholeFrom } from '../kernel/typed';
import { BrakeDesk } from './brake-desk.service';
import { BrakeInput, BrakeReason, BrakesView } from './brakes.dto';
import { brakesPage } from './brakes.pages';

/** The brakes of all mail, for programs. */
@ApiTags('Mail')
@Controller('api/mail/brakes')
export class BrakesApi {
  constructor(private readonly desk: BrakeDesk) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Whether mail leaves, how much waits, and how much may leave' })
  @ApiResponse({ status: 200, type: BrakesView })
  show(@Me() me: Actor): Promise<BrakesView> {
    return this.desk.view(me);
  }

  @Get('history')
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Who stopped all mail and let it leave again, and why, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor): Promise<HistoryList> {
    return historyList(await this.desk.history(me));
  }

  @Post('stop')
  @HttpCode(200)
  @Allow('program', 'admin')
  @ApiOperation({ summary: 'Stop all mail but letters about security; nothing is lost' })
  @ApiResponse({ status: 200, type: BrakesView })
  async stop(@Me() me: Actor, @Body() { reason }: BrakeReason): Promise<BrakesView> {
    await this.desk.stop(me, reason);
    return this.desk.view(me);
  }

  @Post('resume')
  @HttpCode(200)
  @Allow('program', 'admin')
  @ApiOperation({ summary: 'Let mail leave again; of several reminders of one thing the newest goes out' })
  @ApiResponse({ status: 200, type: BrakesView })
  async resume(@Me() me: Actor, @Body() { reason }: BrakeReason): Promise<BrakesView> {
    await this.desk.resume(me, reason);
    return this.desk.view(me);
  }

  @Post('settings')
  @HttpCode(200)
  @Allow('program', 'admin')
  @ApiOperation({ summary: 'Change how much mail may leave' })
  @ApiResponse({ status: 200, type: BrakesView })
  async change(@Me() me: Actor, @Body() input: BrakeInput): Promise<BrakesView> {
    await this.desk.change(me, input);
    return this.desk.view(me);
  }
}

/** The brakes of all mail in a browser. */
@PageDoor()
@Controller('mail/brakes')
export class BrakesPages {
  constructor(private readonly desk: BrakeDesk) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    const [brakes, history] = await Promise.all([this.desk.view(me), this.desk.history(me)]);
    return brakesPage({ frame, zone: me.timeZone, brakes, history });
  }

  @Post('stop')
  @Allow('program', 'admin')
  async stop(@Me() me: Actor, @Body() { reason }: BrakeReason): Promise<SeeOther> {
    await this.desk.stop(me, reason);
    return new SeeOther('/mail/brakes', 'All mail is stopped. Links to sign in still leave.');
  }

  @Post('resume')
  @Allow('program', 'admin')
  async resume(@Me() me: Actor, @Body() { reason }: BrakeReason): Promise<SeeOther> {
    await this.desk.resume(me, reason);
    return new SeeOther('/mail/brakes', 'Mail leaves again. What waited goes out now.');
  }

  @Post('settings')
  @Allow('program', 'admin')
  async change(@Me() me: Actor, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.change(me, read(BrakeInput, brakesFrom(form)));
    return new SeeOther('/mail/brakes', 'The brakes are changed. They hold from now on.');
  }
}

const brakesFrom = (form: Typed): Typed => ({
  dailyCap: wholeFrom(form.dailyCap),
  hourlyFloor: wholeFrom(form.hourlyFloor),
  version: wholeFrom(form.version),
});
