import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { readers } from './fund.rules';
import { InstructionDesk } from './instruction-desk.service';
import { instructionFormPage } from './instruction-form.pages';
import { InstructionForms } from './instruction-forms.service';
import { approving } from './instruction.rules';
import { InstructionReason, InstructionsQuery, KindQuery } from './instructions.dto';
import { instructionPage } from './instruction.pages';
import { instructionsPage } from './instructions.pages';
import { Instructions } from './instructions.service';

/** What moves money of a fund besides grants, in a browser. */
@PageDoor()
@Controller()
@Allow(...readers)
export class InstructionPages {
  constructor(
    private readonly instructions: Instructions,
    private readonly desk: InstructionDesk,
    private readonly forms: InstructionForms,
  ) {}

  @Get('funds/:id/instructions')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: InstructionsQuery) {
    const [fund, page] = await Promise.all([this.forms.fund(me, id), this.desk.list(me, id, query)]);
    return instructionsPage({ frame, actor: me, fund, page, query });
  }

  @Get('funds/:id/instructions/new')
  @Allow('finance')
  async blank(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: KindQuery): Promise<VNode> {
    return instructionFormPage({ frame, query, ...(await this.forms.choices(me, id)) });
  }

  @Post('funds/:id/instructions')
  @Allow('finance')
  async propose(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { id: made } = await this.forms.propose(me, id, form);
    return new SeeOther(`/instructions/${made}`, 'The instruction is proposed. Other people have to approve it.');
  }

  @Get('instructions/:id')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const [instruction, history] = await Promise.all([this.desk.find(me, id), this.desk.history(me, id)]);
    return instructionPage({ frame, actor: me, instruction, history });
  }

  @Get('instructions/:id/document')
  document(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.desk.document(me, id);
  }

  @Post('instructions/:id/approve')
  @Allow(...approving)
  async approve(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { status } = await this.instructions.approve(me, id);
    return new SeeOther(`/instructions/${id}`, approved[status] ?? approved.proposed);
  }

  @Post('instructions/:id/reject')
  @Allow(...approving)
  async reject(@Me() me: Actor, @Id() id: string, @Body() { reason }: InstructionReason): Promise<SeeOther> {
    await this.instructions.reject(me, id, reason);
    return new SeeOther(`/instructions/${id}`, 'The instruction is rejected. Nothing has moved.');
  }
}

const approved: Record<string, string> = {
  proposed: 'Your approval is recorded. More people have to approve.',
  carried_out: 'The instruction is approved and carried out: the books say so.',
};
