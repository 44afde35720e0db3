import { Body, Controller, Get, Post, type StreamableFile } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { AmendmentDesk } from './amendment-desk.service';
import { amendmentFormPage } from './amendment-form.pages';
import { amendmentPage } from './amendment.pages';
import { AmendmentReason } from './amendments.dto';
import { Amendments } from './amendments.service';
import { CloseOut } from './close-out.service';
import { GivingUp } from './giving-up.service';

/** Amendments in a browser; they are listed on the page of their grant. */
@PageDoor()
@Controller()
export class AmendmentPages {
  constructor(
    private readonly amendments: Amendments,
    private readonly desk: AmendmentDesk,
    private readonly closing: CloseOut,
    private readonly givingUp: GivingUp,
    private readonly histories: Histories,
  ) {}

  @Get('awards/:id/amend')
  @Allow('city', 'program')
  async form(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return amendmentFormPage({ frame, ...(await this.desk.amendable(me, id)) });
  }

  @Post('awards/:id/amendments')
  @Allow('city', 'program')
  async propose(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { id: amendment, status } = await this.desk.propose(me, id, form);
    return new SeeOther(`/amendments/${amendment}`, proposed[status]);
  }

  @Post('awards/:id/close-out')
  @Allow('program')
  async closeOut(@Me() me: Actor, @Id() id: string, @Body() { reason }: AmendmentReason): Promise<SeeOther> {
    await this.closing.closeOut(me, id, reason);
    return new SeeOther(`/awards/${id}`, 'The grant is closed out. What was never paid is free again.');
  }

  @Post('instalments/:id/give-up')
  @Allow('finance')
  async giveUp(@Me() me: Actor, @Id() id: string, @Body() { reason }: AmendmentReason): Promise<SeeOther> {
    const award = await this.givingUp.giveUp(me, id, reason);
    return new SeeOther(`/awards/${award}#instalments`, 'The payment is given up. Its money is free again.');
  }

  @Get('amendments/:id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const [amendment, history] = [await this.desk.view(me, id), await this.histories.of(me, `amendment:${id}`)];
    return amendmentPage({ frame, amendment, history, actor: me });
  }

  @Get('amendments/:id/file')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  file(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.desk.file(me, id);
  }

  @Post('amendments/:id/approve')
  @Allow('program', 'finance')
  async approve(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { status } = await this.amendments.approve(me, id);
    return new SeeOther(`/amendments/${id}`, approved[status]);
  }

  @Post('amendments/:id/reject')
  @Allow('program', 'finance')
  async reject(@Me() me: Actor, @Id() id: string, @Body() { reason }: AmendmentReason): Promise<SeeOther> {
    await this.amendments.reject(me, id, reason);
    return new SeeOther(`/amendments/${id}`, 'The amendment is rejected. The grant stays as it is.');
  }

  @Post('amendments/:id/withdraw')
  @Allow('city')
  async withdraw(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.amendments.withdraw(me, id);
    return new SeeOther(`/amendments/${id}`, 'Your request is withdrawn. The grant stays as it is.');
  }
}

const proposed: Record<string, string> = {
  proposed: 'The amendment is proposed. The grant stays as it is until it is approved.',
  noted: 'The budget lines are changed. The changes are small, so nobody has to approve them.',
};

const approved: Record<string, string> = {
  proposed: 'Your approval is recorded. More people have to approve.',
  approved: 'The amendment is approved. The award, its plan and its money are changed.',
};
