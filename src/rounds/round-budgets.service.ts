import { Injectable } from '@nestjs/common';
import { Budgets, type FreeContribution } from '../fund/budgets.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid } from '../kernel/errors';
import { maxCents, read } from '../kernel/input';
import { human } from '../kernel/lifecycle';
import { formatMoney, sumCents } from '../kernel/money';
import { publish } from '../kernel/outbox';
import type { Typed } from '../kernel/typed';
import { type Tx, Work } from '../kernel/transaction';
import { BudgetCut, BudgetRaise, cutFrom, raiseFrom, type RoundBudgetView } from './round-budget.dto';
import type { Round } from './round.entity';
import { hasBudget } from './round.rules';
import { Rounds } from './rounds.service';

/** The money of a round while it runs: more of it, less of it, and from where. */
@Injectable()
export class RoundBudgets {
  constructor(
    private readonly work: Work,
    private readonly rounds: Rounds,
    private readonly budgets: Budgets,
  ) {}

  /** Sets more aside. @throws Conflict with what is free where that is less */
  async raise(actor: Actor, id: string, { cents, contributionIds }: BudgetRaise): Promise<Round> {
    return this.work.run(actor, async (tx) => {
      const round = await this.claim(tx, id);
      const from = contributionIds ?? round.contributionIds;
      await this.budgets.check(round.fundId, from, tx);
      if (round.budgetCents > maxCents - cents)
        throw new Invalid({ cents: ['With this the budget is larger than the system can keep.'] });
      round.budgetCents = sumCents([round.budgetCents, cents]);
      round.contributionIds = together(round.contributionIds, from);
      round.reservations += 1;
      const saved = await tx.save(round);
      await tell(tx, 'round.budget_raised', round, cents);
      const budgeted = { ...round, contributionIds: from, occurrence: round.reservations };
      await this.budgets.reserve(tx, round.fundId, budgeted, cents);
      return saved;
    });
  }

  /** Gives some of it back. @throws Conflict with what is not awarded where that is less */
  async lower(actor: Actor, id: string, { cents }: BudgetCut): Promise<Round> {
    return this.work.run(actor, async (tx) => {
      const round = await this.claim(tx, id);
      if (cents >= round.budgetCents) throw new Invalid({ cents: [whole(round)] });
      round.budgetCents -= cents;
      round.returns += 1;
      const saved = await tx.save(round);
      await tell(tx, 'round.budget_lowered', round, cents);
      await this.budgets.giveBack(tx, round.fundId, { ...round, occurrence: round.returns }, cents);
      return saved;
    });
  }

  /** What the page's forms typed. */
  async raiseAs(actor: Actor, id: string, form: Typed): Promise<Round> {
    const { currency } = await this.rounds.find(actor, id);
    return this.raise(actor, id, read(BudgetRaise, raiseFrom(form, currency)));
  }

  async lowerAs(actor: Actor, id: string, form: Typed): Promise<Round> {
    const { currency } = await this.rounds.find(actor, id);
    return this.lower(actor, id, read(BudgetCut, cutFrom(form, currency)));
  }

  /** From which contributions the budget stands. @throws Missing */
  async view(actor: Actor, id: string): Promise<RoundBudgetView> {
    const { currency, budgetCents, contributionIds } = await this.rounds.find(actor, id);
    const pots = await this.budgets.standing(id);
    return {
      ...{ roundId: id, currency, budgetCents, contributionIds, pots },
      reservedCents: sumCents(pots.map(({ reservedCents }) => reservedCents)),
      awardedCents: sumCents(pots.map(({ awardedCents }) => awardedCents)),
    };
  }

  /** The contributions of a fund from which a budget may be drawn. */
  choices(fundId: string, chosen: readonly string[]): Promise<FreeContribution[]> {
    return this.budgets.choices(fundId, chosen);
  }

  private async claim(tx: Tx, id: string): Promise<Round> {
    const round = await this.rounds.claim(tx, id);
    if (!hasBudget(round)) throw new Conflict(`This round is ${human(round.status)}: it has no budget set aside now.`);
    return round;
  }
}

/** None named is all that fit, and stays so. */
const together = (before: string[], more: string[]): string[] =>
  before.length === 0 || more.length === 0 ? [] : [...new Set([...before, ...more])];

const whole = ({ budgetCents, currency }: Round): string =>
  `The whole budget is ${formatMoney(budgetCents, currency)}. Lower it by less; what is left goes back when the round is archived.`;

async function tell(
  tx: Tx,
  event: 'round.budget_raised' | 'round.budget_lowered',
  round: Round,
  cents: number,
): Promise<void> {
  const { id: roundId, name, deadlineAt, deadlineZone, currency, fundId } = round;
  const about = { roundId, round: name, deadlineAt: deadlineAt.toISOString(), deadlineZone, currency };
  await publish(tx, event, { ...about, cents }, [`round:${roundId}`, `fund:${fundId}`]);
}
