import { Injectable } from '@nestjs/common';
import { type Pot, Pots } from '../fund/pots.service';
import type { FieldErrors } from '../kernel/errors';
import { formatMoney, sumCents } from '../kernel/money';
import { dateIn } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import type { Part } from '../ledger/postings';
import type { Award } from './award.entity';

/** What one part of a split is held against. */
interface Setting {
  refusals: Map<string | null, string | null>;
  sources: Map<string, string>;
  pots: Pot[];
  round: string;
  currency: string;
}

/** From which money an award is drawn where that is not the usual order. */
@Injectable()
export class AwardSplits {
  constructor(private readonly pots: Pots) {}

  /** A sentence for each field that does not hold; none where the round can give exactly this. */
  async faults(tx: Tx, award: Award, round: string): Promise<FieldErrors> {
    const { split, fundId, sectors, leadId: cityId, currency } = award;
    if (!split) return {};
    const named = split.flatMap(({ contributionId }) => contributionId ?? []);
    const setting = {
      refusals: await this.pots.refusals(fundId, { sectors, cityId, on: dateIn(tx.now, 'UTC') }, tx),
      sources: await this.pots.sources(fundId, named, tx),
      pots: await this.pots.of('round', award.roundId, tx),
      ...{ round, currency },
    };
    const faults = split.map((part, i) => faultOf(part, split.slice(0, i), `split[${i}]`, setting));
    return Object.assign(offBy(split, award), ...faults) as FieldErrors;
  }
}

function offBy(split: readonly Part[], { amountCents, currency }: Award): FieldErrors {
  const parts = sumCents(split.map(({ cents }) => cents));
  if (parts === amountCents) return {};
  const money = (cents: number): string => formatMoney(cents, currency);
  const off = parts > amountCents ? `${money(parts - amountCents)} too much` : `${money(amountCents - parts)} short`;
  return { split: [`The parts add up to ${money(parts)}; the award is ${money(amountCents)}: ${off}.`] };
}

function faultOf(part: Part, before: readonly Part[], at: string, setting: Setting): FieldErrors {
  const { restrictionId, contributionId, cents } = part;
  const refusal = setting.refusals.get(restrictionId);
  if (refusal === undefined) return { [`${at}[restrictionId]`]: ['This is not a restriction of the fund.'] };
  if (refusal !== null) return { [`${at}[restrictionId]`]: [refusal] };
  if (contributionId && !setting.sources.has(contributionId))
    return { [`${at}[contributionId]`]: ['This is not a contribution of the fund.'] };
  if (before.some((earlier) => overlap(earlier, part)))
    return { [`${at}[cents]`]: ['This money stands in the split twice. Add the two amounts up.'] };
  const pots = setting.pots.filter((pot) => isOf(part, pot));
  const held = sumCents(pots.map(({ stages }) => stages.reserved));
  if (held >= cents) return {};
  const money = (amount: number): string => formatMoney(amount, setting.currency);
  return { [`${at}[cents]`]: [`${setting.round} has ${money(held)} of this, and the split takes ${money(cents)}.`] };
}

const overlap = (one: Part, other: Part): boolean =>
  one.restrictionId === other.restrictionId &&
  (!one.contributionId || !other.contributionId || one.contributionId === other.contributionId);

const isOf = ({ restrictionId, contributionId }: Part, pot: Pot): boolean =>
  pot.restrictionId === restrictionId && (!contributionId || pot.contributionId === contributionId);
