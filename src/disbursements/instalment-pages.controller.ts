import { Body, Controller, Post } from '@nestjs/common';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { PageDoor, SeeOther } from '../kernel/page/door';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { Because, Settlement } from './disbursements.dto';
import { Instalments } from './instalments.service';
import { PlanDesk } from './plan-desk.service';
import { Plans } from './plans.service';

/** The forms of the grant page that plan and pay. */
@PageDoor()
@Controller()
export class DisbursementsPages {
  constructor(
    private readonly plans: Plans,
    private readonly instalments: Instalments,
    private readonly desk: PlanDesk,
  ) {}

  @Post('awards/:id/instalments')
  @Allow('program')
  async plan(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.plan(me, id, form);
    return toPlan(id, 'The instalments are planned. Each needs its approvals before it is paid.');
  }

  @Post('awards/:id/complete')
  @Allow('program')
  async complete(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.plans.complete(me, id);
    return new SeeOther(`/awards/${id}`, 'The grant is completed.');
  }

  @Post('instalments/:id/approve')
  @Allow('program', 'finance')
  async approve(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { awardId, status } = await this.instalments.approve(me, id);
    return toPlan(awardId, approved[status] ?? approved.planned);
  }

  @Post('instalments/:id/revoke')
  @Allow('program', 'finance')
  async revoke(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<SeeOther> {
    const { awardId } = await this.instalments.revoke(me, id, reason);
    return toPlan(awardId, 'The approval is revoked. Everybody approves anew.');
  }

  @Post('instalments/:id/release')
  @Allow('finance')
  async release(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { awardId } = await this.instalments.release(me, id);
    return toPlan(awardId, 'The payment is released to the bank.');
  }

  @Post('instalments/:id/settle')
  @Allow('finance')
  async settle(@Me() me: Actor, @Id() id: string, @Body() input: Settlement): Promise<SeeOther> {
    const { awardId } = await this.instalments.settle(me, id, input);
    return toPlan(awardId, 'The payment is settled.');
  }

  @Post('instalments/:id/fail')
  @Allow('finance')
  async fail(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<SeeOther> {
    const { awardId } = await this.instalments.fail(me, id, reason);
    return toPlan(awardId, 'The payment is recorded as failed. It can be released again.');
  }
}

const toPlan = (awardId: string, notice: string | undefined): SeeOther =>
  new SeeOther(`/awards/${awardId}#instalments`, notice);

const approved: Record<string, string> = {
  planned: 'Your approval is recorded. More people have to approve.',
  approved: 'The instalment is approved for payment.',
};
