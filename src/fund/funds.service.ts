import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { dateIn, formatDate } from '../kernel/time';
import { Work } from '../kernel/transaction';
import { empty, Ledger } from '../ledger/ledger.service';
import type { Purse } from '../ledger/postings';
import { Fund, Restriction } from './fund.entity';
import { balanceOf, type Balance, fits, movesFor, type Use } from './fund.rules';
import { type FundView, fundView, restrictionView } from './fund-view.dto';
import type { NewFund } from './funds.dto';
import { checkTerms } from './restriction-terms';
import type { NewRestriction } from './restrictions.dto';

export type { Fund } from './fund.entity';
export type { Balance } from './fund.rules';

/** Funds, their restrictions, and the money they have. */
@Injectable()
export class Funds {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly ledger: Ledger,
    private readonly files: Files,
  ) {}

  /** @throws Missing */
  async find(id: string, within: EntityManager = this.database.manager): Promise<Fund> {
    const fund = await within.findOneBy(Fund, { id });
    if (!fund) throw new Missing('fund');
    return fund;
  }

  async list(): Promise<Fund[]> {
    return this.database.manager.find(Fund, { order: { name: 'ASC' } });
  }

  async restrictions(fundId: string, within: EntityManager = this.database.manager): Promise<Restriction[]> {
    return within.find(Restriction, { where: { fundId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async balance(fundId: string): Promise<Balance> {
    return balanceOf(await this.ledger.stages({ fund: fundId }));
  }

  /** The fund with its figures, whole and apart for each restriction; unrestricted money comes last. */
  async view(actor: Actor, id: string): Promise<FundView> {
    const fund = await this.find(id);
    const [stages, parts, restrictions] = await Promise.all([
      this.ledger.stages({ fund: id }),
      this.ledger.byRestriction({ fund: id }),
      this.restrictions(id),
    ]);
    const cities = await this.cities(restrictions);
    const views = [...restrictions, undefined].map((restriction) => {
      const part = parts.find((one) => one.restriction === (restriction?.id ?? null));
      return restrictionView(restriction, fund.currency, balanceOf(part?.stages ?? empty), cities);
    });
    return fundView(fund, balanceOf(stages), views, movesFor(actor));
  }

  async views(actor: Actor): Promise<FundView[]> {
    return Promise.all((await this.list()).map(({ id }) => this.view(actor, id)));
  }

  async open(actor: Actor, input: NewFund): Promise<Fund> {
    return this.work.run(actor, (tx) => {
      if (input.beganOn !== undefined) checkBeginning(input.beganOn, dateIn(tx.now, actor.timeZone));
      return tx.save(tx.create(Fund, input));
    });
  }

  /** Records what a donor restricts money to. @throws Invalid */
  async restrict(actor: Actor, fundId: string, input: RestrictionTerms): Promise<Restriction> {
    const { name: fund } = await this.find(fundId);
    return this.work.run(actor, async (tx) => {
      await checkTerms(tx, input);
      if (input.fileId) await this.files.attachable(tx, input.fileId);
      const saved = await tx.save(tx.create(Restriction, { ...input, fundId, createdAt: tx.now }));
      await publish(tx, 'restriction.recorded', { restrictionId: saved.id, fund, restriction: saved.name }, [
        `fund:${fundId}`,
      ]);
      return saved;
    });
  }

  /** The names of the cities that they are for, by id. */
  private async cities(restrictions: readonly Restriction[]): Promise<Map<string, string>> {
    const ids = restrictions.flatMap(({ cityIds }) => cityIds);
    if (ids.length === 0) return new Map();
    const text = 'select id, name from organisation where id = any($1::uuid[])';
    const rows = await this.database.query<{ id: string; name: string }[]>(text, [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /**
   * The fund's money in the order in which it is drawn on: restricted money first, unrestricted money last.
   * @param use what it is to be promised to, so that only what fits is drawn on; without it, money that is promised already moves on
   * @param contributions the only ones that are drawn on; none named is all of them
   */
  async purse(
    within: EntityManager | undefined,
    fund: Pick<Fund, 'id' | 'currency'>,
    use?: Use,
    contributions: readonly string[] = [],
  ): Promise<Purse> {
    const all = await this.restrictions(fund.id, within);
    const fitting = all.filter((restriction) => !use || fits(restriction, use));
    const from = contributions.length > 0 ? { from: contributions } : {};
    return { fund: fund.id, currency: fund.currency, order: [...fitting.map(({ id }) => id), null], ...from };
  }
}

/** What a donor says; what is not said is any. */
export type RestrictionTerms = Pick<NewRestriction, 'name'> & Partial<NewRestriction>;

/** Anything before is a slip of the pen, like 0202 for 2020. */
const earliest = '1990-01-01';

/** @throws Invalid for a day on which no fund began */
export function checkBeginning(beganOn: string, today: string): void {
  if (beganOn < earliest || beganOn > today) {
    throw new Invalid({ beganOn: [`Enter a day from ${formatDate(earliest)} to today.`] });
  }
}

/** @throws Invalid, on each field, for a day before the fund began; of days that may still be to come */
export function checkSince({ beganOn }: Pick<Fund, 'beganOn'>, days: Record<string, string | null>): void {
  const early = Object.entries(days).filter(([, on]) => on !== null && on < beganOn);
  if (early.length === 0) return;
  const sentence = `Enter a day from ${formatDate(beganOn)} on${beganOn > earliest ? ', when the fund began' : ''}.`;
  throw new Invalid(Object.fromEntries(early.map(([field]) => [field, [sentence]])));
}

/** @throws Invalid, on `field`, for a day before the fund began or one that is still to come */
export function checkDay(fund: Pick<Fund, 'beganOn'>, on: string, today: string, field: string, what: string): void {
  if (on >= fund.beganOn && on <= today) return;
  const since = fund.beganOn > earliest ? `${formatDate(fund.beganOn)}, when the fund began,` : formatDate(earliest);
  throw new Invalid({ [field]: [`Enter a day from ${since} to today: ${what}.`] });
}
