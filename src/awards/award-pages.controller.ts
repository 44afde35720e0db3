import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { AwardDesk } from './award-desk.service';
import { AwardReason, AwardsQuery, OfferInput } from './awards.dto';
import { awardsPage } from './awards.pages';
import { Awards } from './awards.service';
import { proposalPage } from './proposal.pages';
import { Proposals } from './proposals.service';

/** Awards in a browser; the page of one award is an overview of several stages. */
@PageDoor()
@Controller()
export class AwardPages {
  constructor(
    private readonly awards: Awards,
    private readonly desk: AwardDesk,
    private readonly proposals: Proposals,
  ) {}

  @Get('awards')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() query: AwardsQuery): Promise<VNode> {
    const [awards, rounds] = await Promise.all([this.desk.list(me, query), this.desk.rounds(me)]);
    return awardsPage({ frame, awards, rounds, query, city: me.role === 'city' });
  }

  @Get('applications/:id/award')
  @Allow('program')
  async proposal(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const [request, drawable, payees, { items: awards }] = await Promise.all([
      this.proposals.request(me, id),
      this.proposals.drawableFor(me, id, frame.form.values),
      this.proposals.payees(me, id),
      this.desk.list(me, { application: id, limit: 10 }),
    ]);
    return proposalPage({ frame, request, drawable, payees, awards });
  }

  @Post('applications/:id/award')
  @Allow('program')
  async propose(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const award = await this.proposals.propose(me, id, form);
    return new SeeOther(`/awards/${award.id}`, 'The award is proposed. Those who may approve it have been written to.');
  }

  @Post('awards/:id/approve')
  @Allow('program', 'finance')
  async approve(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { status } = await this.awards.approve(me, id);
    return new SeeOther(`/awards/${id}`, approved[status] ?? approved.proposed);
  }

  @Post('awards/:id/reject')
  @Allow('program', 'finance')
  async reject(@Me() me: Actor, @Id() id: string, @Body() { reason }: AwardReason): Promise<SeeOther> {
    await this.awards.reject(me, id, reason);
    return new SeeOther(`/awards/${id}`, 'The proposal is rejected.');
  }

  @Post('awards/:id/offer')
  @Allow('program')
  async offer(@Me() me: Actor, @Id() id: string, @Body() input: OfferInput): Promise<SeeOther> {
    await this.awards.offer(me, id, input);
    return new SeeOther(`/awards/${id}`, 'The award is offered. The city has been written to.');
  }

  @Post('awards/:id/accept')
  @Allow('city')
  async accept(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.awards.accept(me, id);
    return new SeeOther(`/awards/${id}`, 'You accepted the award. Its money is committed to your city.');
  }

  @Post('awards/:id/decline')
  @Allow('city')
  async decline(@Me() me: Actor, @Id() id: string, @Body() { reason }: AwardReason): Promise<SeeOther> {
    await this.awards.decline(me, id, reason);
    return new SeeOther(`/awards/${id}`, 'You declined the award.');
  }

  @Post('awards/:id/expire')
  @Allow('program')
  async expire(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.awards.expire(me, id);
    return new SeeOther(`/awards/${id}`, 'The offer has ended. Its money is free again.');
  }

  @Post('awards/:id/suspend')
  @Allow('program')
  async suspend(@Me() me: Actor, @Id() id: string, @Body() { reason }: AwardReason): Promise<SeeOther> {
    await this.awards.suspend(me, id, reason);
    return new SeeOther(`/awards/${id}`, 'The grant is suspended. Nothing is paid until it is resumed.');
  }

  @Post('awards/:id/resume')
  @Allow('program')
  async resume(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.awards.resume(me, id);
    return new SeeOther(`/awards/${id}`, 'The grant goes on.');
  }

  @Post('awards/:id/cancel')
  @Allow('program')
  async cancel(@Me() me: Actor, @Id() id: string, @Body() { reason }: AwardReason): Promise<SeeOther> {
    await this.awards.cancel(me, id, reason);
    return new SeeOther(`/awards/${id}`, 'The award is cancelled. What was not paid is free again.');
  }
}

const approved: Record<string, string> = {
  proposed: 'Your approval is recorded. More people have to approve.',
  approved: 'The award is approved, and its money is set aside. It can be offered now.',
};
