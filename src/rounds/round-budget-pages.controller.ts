import { Controller, Post } from '@nestjs/common';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { PageDoor, SeeOther } from '../kernel/page/door';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { RoundBudgets } from './round-budgets.service';

/** Budgets of rounds, for people: they stand on the page of the round. */
@PageDoor()
@Controller('rounds/:id')
export class RoundBudgetPages {
  constructor(private readonly budgets: RoundBudgets) {}

  @Post('raise-budget')
  @Allow('program')
  async raise(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.budgets.raiseAs(me, id, form);
    return new SeeOther(`/rounds/${id}#budget`, 'More is set aside for the round.');
  }

  @Post('lower-budget')
  @Allow('program')
  async lower(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.budgets.lowerAs(me, id, form);
    return new SeeOther(`/rounds/${id}#budget`, 'What the round gave back is free again.');
  }
}
