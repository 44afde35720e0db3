import { Body, Controller, Post } from '@nestjs/common';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { read } from '../kernel/input';
import { PageDoor, SeeOther } from '../kernel/page/door';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { Because, releaseFrom, ReleaseInput, ReturnInput } from './disbursements.dto';
import { Instalments } from './instalments.service';
import { PlanDesk } from './plan-desk.service';

/** The forms of the grant page with which finance pays, and records what the bank says. */
@PageDoor()
@Controller('instalments/:id')
export class PaymentPages {
  constructor(
    private readonly instalments: Instalments,
    private readonly desk: PlanDesk,
  ) {}

  @Post('release')
  @Allow('finance')
  async release(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { awardId } = await this.instalments.release(me, id, read(ReleaseInput, releaseFrom(form)));
    return toPlan(awardId, 'The payment is released to the bank.');
  }

  @Post('settle')
  @Allow('finance')
  async settle(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { awardId } = await this.instalments.settle(me, id, await this.desk.settlement(me, id, form));
    return toPlan(awardId, 'The payment is settled.');
  }

  @Post('fail')
  @Allow('finance')
  async fail(@Me() me: Actor, @Id() id: string, @Body() { reason }: Because): Promise<SeeOther> {
    const { awardId } = await this.instalments.fail(me, id, reason);
    return toPlan(awardId, 'The payment is recorded as failed. It can be released again.');
  }

  @Post('give-back')
  @Allow('finance')
  async giveBack(@Me() me: Actor, @Id() id: string, @Body() input: ReturnInput): Promise<SeeOther> {
    const { awardId } = await this.instalments.giveBack(me, id, input);
    return toPlan(awardId, 'It is recorded that the money came back. It can be released again.');
  }
}

const toPlan = (awardId: string, notice: string): SeeOther => new SeeOther(`/awards/${awardId}#instalments`, notice);
