import { Injectable } from '@nestjs/common';
import { Instalments } from '../disbursements/instalments.service';
import type { Actor } from '../kernel/access';
import { publish } from '../kernel/outbox';
import { Work } from '../kernel/transaction';
import { AmendmentMoney } from './amendment-money.service';
import { AwardShrinking } from './award-shrinking.service';

/** A payment that came back after its grant had ended, and is not to go out again: the award shrinks by it, and its money is free. */
@Injectable()
export class GivingUp {
  constructor(
    private readonly work: Work,
    private readonly instalments: Instalments,
    private readonly shrinking: AwardShrinking,
    private readonly money: AmendmentMoney,
  ) {}

  /** @returns the id of the award @throws Conflict while the grant runs, and where the payment went out again meanwhile */
  async giveUp(actor: Actor, instalmentId: string, reason: string): Promise<string> {
    return this.work.run(actor, async (tx) => {
      const { award, facts, takeBack } = await this.instalments.giveUp(tx, instalmentId);
      const amendment = await this.shrinking.shrink(tx, award, facts.amountCents, reason);
      await publish(tx, 'instalment.given_up', { ...facts, reason }, [
        ...([`instalment:${instalmentId}`, `award:${award.id}`] as const),
        ...([`amendment:${amendment}`, `fund:${award.fundId}`] as const),
      ]);
      await takeBack();
      await this.money.lower(tx, award, facts.amountCents);
      return award.id;
    });
  }
}
