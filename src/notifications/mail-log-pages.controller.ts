import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { Bounces } from './bounces.service';
import { Brakes } from './brakes.service';
import { addressesPage } from './mail-addresses.pages';
import { mailPage } from './mail-letter.pages';
import { mailsPage } from './mail-log.pages';
import { MailLog } from './mail-log.service';
import { MailMoves } from './mail-moves.service';
import { MailReason } from './mail-tasks.dto';
import { MailTasks } from './mail-tasks.service';
import { MailQuery } from './notifications.dto';

/** A document of its own without scripts, forms or a place it could call. */
const sandboxed = `sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'`;

/** The mail log and what is decided about letters, in a browser. */
@PageDoor()
@Controller('mail')
@Allow('program', 'finance', 'admin')
export class MailLogPages {
  constructor(
    private readonly log: MailLog,
    private readonly moves: MailMoves,
    private readonly waiting: MailTasks,
    private readonly bounces: Bounces,
    private readonly brakes: Brakes,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() query: MailQuery): Promise<VNode> {
    const [mails, tasks, stopped] = await Promise.all([
      this.log.list(me, query),
      this.waiting.list(),
      this.brakes.held(this.clock.now()),
    ]);
    return mailsPage({ frame, zone: me.timeZone, query, mails, tasks, stopped, letters: this.log.letters() });
  }

  @Get('addresses')
  @Allow('program', 'finance', 'admin', 'auditor')
  async addresses(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    return addressesPage({ frame, zone: me.timeZone, addresses: await this.waiting.addresses(me) });
  }

  @Post('addresses/:id/release')
  async release(@Me() me: Actor, @Id() id: string, @Body() { reason }: MailReason): Promise<SeeOther> {
    await this.bounces.lift(me, id, reason);
    return new SeeOther('/mail/addresses', 'Letters go there again, from the next one on.');
  }

  @Get(':id')
  @Allow('program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const [mail, history] = await Promise.all([this.log.find(me, id), this.log.history(me, id)]);
    return mailPage({ frame, zone: me.timeZone, mail, history });
  }

  @Get(':id/html')
  @Allow('program', 'finance', 'admin', 'auditor')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', sandboxed)
  async html(@Me() me: Actor, @Id() id: string): Promise<string> {
    return (await this.log.find(me, id)).html;
  }

  @Post(':id/arrived')
  async arrived(@Me() me: Actor, @Id() id: string, @Body() { reason }: MailReason): Promise<SeeOther> {
    await this.moves.arrived(me, id, reason);
    return new SeeOther(`/mail/${id}`, 'It counts as sent.');
  }

  @Post(':id/let-be')
  async letBe(@Me() me: Actor, @Id() id: string, @Body() { reason }: MailReason): Promise<SeeOther> {
    await this.moves.letBe(me, id, reason);
    return new SeeOther(`/mail/${id}`, 'Nobody is asked about it any more.');
  }

  @Post(':id/send-again')
  async sendAgain(@Me() me: Actor, @Id() id: string, @Body() { reason }: MailReason): Promise<SeeOther> {
    const copy = await this.moves.sendAgain(me, id, reason);
    return new SeeOther(`/mail/${copy}`, 'This is the new letter. It leaves now.');
  }
}
