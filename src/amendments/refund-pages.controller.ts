import { Body, Controller, Post } from '@nestjs/common';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { PageDoor, SeeOther } from '../kernel/page/door';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { RefundDesk } from './refund-desk.service';
import { WriteOffReason } from './refunds.dto';
import { WriteOffs } from './write-offs.service';

/** The forms of the grant page that demand money back, receive it and give it up. */
@PageDoor()
@Controller()
export class RefundPages {
  constructor(
    private readonly writeOffs: WriteOffs,
    private readonly desk: RefundDesk,
  ) {}

  @Post('awards/:id/refunds')
  @Allow('program', 'finance')
  async demand(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.demand(me, id, form);
    return toRefunds(id, 'The money is demanded back. The city reads it on its page of this grant.');
  }

  @Post('refunds/:id/receive')
  @Allow('finance')
  async receive(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { awardId } = await this.desk.receive(me, id, form);
    return toRefunds(awardId, 'The money is recorded. It is free again where it came from.');
  }

  @Post('refunds/:id/propose-write-off')
  @Allow('program', 'finance')
  async propose(@Me() me: Actor, @Id() id: string, @Body() { reason }: WriteOffReason): Promise<SeeOther> {
    const { awardId } = await this.writeOffs.propose(me, id, reason);
    return toRefunds(awardId, 'The write-off is proposed. Other people have to approve it.');
  }

  @Post('refunds/:id/withdraw-write-off')
  @Allow('program', 'finance')
  async withdraw(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { awardId } = await this.writeOffs.withdraw(me, id);
    return toRefunds(awardId, 'Your proposal is withdrawn. The demand stands.');
  }

  @Post('refunds/:id/approve-write-off')
  @Allow('program', 'finance')
  async approve(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { awardId, status } = await this.writeOffs.approve(me, id);
    return toRefunds(awardId, approved[status]);
  }
}

const approved: Record<string, string> = {
  demanded: 'Your approval is recorded. More people have to approve.',
  written_off: 'What was outstanding is written off.',
};

const toRefunds = (awardId: string, notice: string | undefined): SeeOther =>
  new SeeOther(`/awards/${awardId}#refunds`, notice);
