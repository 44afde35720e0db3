import { Body, Controller, Get, Post, type StreamableFile } from '@nestjs/common';
import { Files } from '../files/files.service';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { read } from '../kernel/input';
import { PageDoor, SeeOther } from '../kernel/page/door';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { Because, EvidenceInput, RequestInput } from './disbursements.dto';
import { EvidenceService } from './evidence.service';
import { Instalments } from './instalments.service';
import { PlanDesk } from './plan-desk.service';
import { Plans } from './plans.service';

/** The forms of the grant page with which instalments are planned, shown to be due, requested and approved. */
@PageDoor()
@Controller()
export class DisbursementsPages {
  constructor(
    private readonly plans: Plans,
    private readonly instalments: Instalments,
    private readonly evidence: EvidenceService,
    private readonly desk: PlanDesk,
    private readonly files: Files,
  ) {}

  @Post('awards/:id/instalments')
  @Allow('program')
  async plan(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.plan(me, id, form);
    return toPlan(id, 'The instalments are planned. Each is requested once everything that it waits for is met.');
  }

  @Post('awards/:id/complete')
  @Allow('program')
  async complete(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.plans.complete(me, id);
    return new SeeOther(`/awards/${id}`, 'The grant is completed.');
  }

  @Get('instalments/:id/evidence')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  file(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.evidence.content(me, id);
  }

  @Post('instalments/:id/evidence')
  @Allow('city')
  async give(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { fileId } = await this.files.receive(me, form);
    const { awardId } = await this.evidence.give(me, id, read(EvidenceInput, { fileId }).fileId);
    return toPlan(awardId, 'The file is there. Program staff look at it next.');
  }

  @Post('instalments/:id/accept-evidence')
  @Allow('program')
  async accept(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { awardId } = await this.evidence.accept(me, id);
    return toPlan(awardId, 'What the city shows is accepted.');
  }

  @Post('instalments/:id/refuse-evidence')
  @Allow('program')
  async refuse(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<SeeOther> {
    const { awardId } = await this.evidence.refuse(me, id, reason);
    return toPlan(awardId, 'What the city shows is not accepted. It can show something else.');
  }

  @Post('instalments/:id/request')
  @Allow('city', 'program', 'finance')
  async request(@Me() me: Actor, @Id() id: string, @Body() { note }: RequestInput): Promise<SeeOther> {
    const { awardId } = await this.instalments.request(me, id, note);
    return toPlan(awardId, 'The payment is requested. Those who may approve it have been written to.');
  }

  @Post('instalments/:id/send-back')
  @Allow('program', 'finance')
  async sendBack(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<SeeOther> {
    const { awardId } = await this.instalments.sendBack(me, id, reason);
    return toPlan(awardId, 'The request is sent back.');
  }

  @Post('instalments/:id/approve')
  @Allow('program', 'finance')
  async approve(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { awardId, status } = await this.instalments.approve(me, id);
    return toPlan(awardId, approved[status] ?? approved.requested);
  }

  @Post('instalments/:id/revoke')
  @Allow('program', 'finance')
  async revoke(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<SeeOther> {
    const { awardId } = await this.instalments.revoke(me, id, reason);
    return toPlan(awardId, 'The approval is revoked. The payment is requested and approved anew.');
  }
}

const toPlan = (awardId: string, notice: string | undefined): SeeOther =>
  new SeeOther(`/awards/${awardId}#instalments`, notice);

const approved: Record<string, string> = {
  requested: 'Your approval is recorded. More people have to approve.',
  approved: 'The instalment is approved for payment.',
};
