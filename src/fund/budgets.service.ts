import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Conflict, Invalid } from '../kernel/errors';
import { formatMoney, sumCents } from '../kernel/money';
import { dateIn } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { givenBack, reserved } from '../ledger/postings';
import { Funds } from './funds.service';
import { type Pot, Pots } from './pots.service';

/** A contribution with what of it is promised to nothing. */
export interface FreeContribution {
  id: string;
  /** “Barr Foundation, 15 January 2026” */
  source: string;
  freeCents: number;
  /** Under which restrictions it stands. */
  restrictions: string[];
}

/** What a round has of one contribution under one restriction. */
export interface RoundPot extends Omit<Pot, 'stages'> {
  /** Not awarded yet. */
  reservedCents: number;
  /** In the round's awards, at whatever stage. */
  awardedCents: number;
}

/** The budgets of rounds: set aside from contributions, and given back. Each posts as the last step of its transaction. */
@Injectable()
export class Budgets {
  constructor(
    private readonly funds: Funds,
    private readonly ledger: Ledger,
    private readonly pots: Pots,
  ) {}

  /** @throws Conflict with the free amount when there is less */
  async reserve(tx: Tx, fundId: string, round: Budgeted, cents: number): Promise<void> {
    const fund = await this.funds.find(fundId, tx);
    const use = { sectors: round.sectors, on: dateIn(tx.now, 'UTC') };
    const lines = reserved(await this.funds.purse(tx, fund, use, round.contributionIds), round.id, cents);
    const unfit = await this.unfit(tx, fundId, round, use);
    const money = (amount: number): string => formatMoney(amount, fund.currency);
    await this.ledger.post(
      tx,
      { kind: 'round.reserved', subject: `round:${round.id}`, occurrence: round.occurrence, lines },
      (held) =>
        new Conflict(
          round.contributionIds.length > 0
            ? `${round.name} needs ${money(cents)}, and the contributions that are chosen for it have ${money(held)} free for its sectors.${unfit} ` +
                'Lower the amount, or choose more contributions.'
            : `${round.name} needs ${money(cents)}, and ${fund.name} has ${money(held)} free for its sectors. ` +
                'Lower the budget, or record the contribution that is missing.',
        ),
    );
  }

  /** Gives back what a round has not awarded, or `cents` of it. @throws Conflict with what there is when that is less */
  async giveBack(
    tx: Tx,
    fundId: string,
    round: Pick<Budgeted, 'id' | 'name' | 'occurrence'>,
    cents?: number,
  ): Promise<void> {
    const [held = 0] = await this.ledger.heldIn(tx, ['reserved'], { round: round.id });
    const amount = cents ?? held;
    if (amount === 0) return;
    const fund = await this.funds.find(fundId, tx);
    const lines = givenBack(await this.funds.purse(tx, fund), round.id, amount);
    const { id, name, occurrence } = round;
    await this.ledger.post(
      tx,
      { kind: 'round.given_back', subject: `round:${id}`, occurrence, lines },
      (there) =>
        new Conflict(`${name} has ${formatMoney(there, fund.currency)} that is not awarded. Give back at most that.`),
    );
  }

  /** @throws Invalid where one of them is not a contribution of the fund */
  async check(fundId: string, contributionIds: readonly string[], within?: EntityManager): Promise<void> {
    if (contributionIds.length === 0) return;
    const known = await this.pots.sources(fundId, contributionIds, within);
    if (contributionIds.some((id) => !known.has(id))) {
      throw new Invalid({
        contributionIds: ['One of these is not a contribution of this fund. Choose those of the list.'],
      });
    }
  }

  /** Those with something free, and those of `chosen` without. */
  async choices(fundId: string, chosen: readonly string[] = []): Promise<FreeContribution[]> {
    const found = new Map<string, FreeContribution>();
    for (const { contributionId: id, source, restriction, stages } of await this.pots.of('free', fundId)) {
      if (id === null) continue;
      const { freeCents, restrictions } = found.get(id) ?? { freeCents: 0, restrictions: [] };
      const free = sumCents([freeCents, stages.available]);
      found.set(id, { id, source, freeCents: free, restrictions: [...restrictions, restriction] });
    }
    const without = await this.pots.sources(
      fundId,
      chosen.filter((id) => !found.has(id)),
    );
    return [...found.values(), ...[...without].map(([id, source]) => ({ id, source, freeCents: 0, restrictions: [] }))];
  }

  /** From which contributions a round's budget stands. */
  async standing(roundId: string): Promise<RoundPot[]> {
    const [left, awarded] = await Promise.all([this.pots.of('round', roundId), this.pots.of('awards', roundId)]);
    const same = (one: Pot, other: Pot): boolean =>
      one.restrictionId === other.restrictionId && one.contributionId === other.contributionId;
    const all = [...left, ...awarded.filter((pot) => !left.some((one) => same(one, pot)))];
    return all.map(({ stages: _, ...pot }, i) => {
      const stages = awarded.find((one) => same(one, all[i] as Pot))?.stages;
      return {
        ...pot,
        reservedCents: left.find((one) => same(one, all[i] as Pot))?.stages.reserved ?? 0,
        awardedCents: stages ? sumCents(Object.values(stages)) : 0,
      };
    });
  }

  /** Why money of the chosen contributions is not for this round, in sentences. */
  private async unfit(tx: Tx, fundId: string, { contributionIds }: Budgeted, use: Use): Promise<string> {
    if (contributionIds.length === 0) return '';
    const [pots, refusals] = [await this.pots.of('free', fundId, tx), await this.pots.refusals(fundId, use, tx)];
    const chosen = pots.filter(
      ({ contributionId }) => contributionId !== null && contributionIds.includes(contributionId),
    );
    const why = new Set(
      chosen.map(({ restrictionId }) => refusals.get(restrictionId)).filter((sentence) => !!sentence),
    );
    return [...why].map((sentence) => ` ${sentence ?? ''}`).join('');
  }
}

type Use = { sectors: string[]; on: string };

interface Budgeted {
  id: string;
  name: string;
  sectors: string[];
  /** From which its budget is drawn; none named is all that fit. */
  contributionIds: string[];
  /** How often its budget has been set aside or given back, this time included. */
  occurrence: number;
}
