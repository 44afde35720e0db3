import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { read } from '../kernel/input';
import { formatMoney } from '../kernel/money';
import { publish } from '../kernel/outbox';
import { dateIn, formatDate } from '../kernel/time';
import type { Typed } from '../kernel/typed';
import { type Tx, Work } from '../kernel/transaction';
import { ApprovalThreshold, Fund } from './fund.entity';
import { FundSettingsInput, type FundSettingsView, settingsFrom } from './fund-settings.dto';
import { checkBeginning, Funds } from './funds.service';

/** By which rules a fund is run: how many people approve what, and after how many days something becomes a task. */
@Injectable()
export class FundSettings {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly funds: Funds,
  ) {}

  /** @throws Missing */
  async view({ role }: Actor, id: string): Promise<FundSettingsView> {
    const fund = await this.funds.find(id);
    const { name, currency, purpose, approvalsRequired, holdDays, staleDays, silentDays, beganOn } = fund;
    const thresholds = await thresholdsOf(this.database.manager, id);
    return {
      ...{ fundId: id, fund: name, currency, purpose, approvalsRequired, holdDays, staleDays, silentDays, beganOn },
      thresholds: thresholds.map(({ fromCents, approvals }) => ({ fromCents, approvals })),
      moves:
        role === 'admin' ? [{ move: 'settings', label: 'Change the settings', href: `/api/funds/${id}/settings` }] : [],
    };
  }

  /** What the form typed, in the currency of the fund. */
  async changeTyped(actor: Actor, id: string, form: Typed): Promise<void> {
    const { currency } = await this.funds.find(id);
    await this.change(actor, id, read(FundSettingsInput, settingsFrom(form, currency)));
  }

  /** @throws Invalid for thresholds that change nothing, and for a beginning after money was received */
  async change(actor: Actor, id: string, input: FundSettingsInput): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const fund = await tx.findOne(Fund, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!fund) throw new Missing('fund');
      const { thresholds, beganOn = fund.beganOn, ...rules } = input;
      checkThresholds(thresholds, rules.approvalsRequired, fund.currency);
      if (beganOn !== fund.beganOn) await checkBegan(tx, id, beganOn);
      const before = said(fund, await thresholdsOf(tx, id));
      Object.assign(fund, rules, { beganOn });
      await tx.save(fund);
      await tx.delete(ApprovalThreshold, { fundId: id });
      if (thresholds.length > 0)
        await tx.insert(
          ApprovalThreshold,
          thresholds.map((row) => ({ ...row, fundId: id })),
        );
      const after = said(fund, thresholds);
      const changed = after.filter((sentence) => !before.includes(sentence));
      if (changed.length === 0 && after.length === before.length) return;
      const reason = changed.join(' ') || 'A threshold was taken away.';
      await publish(tx, 'fund.settings_changed', { fundId: id, fund: fund.name, reason }, [`fund:${id}`]);
    });
  }
}

const thresholdsOf = (within: EntityManager, fundId: string): Promise<ApprovalThreshold[]> =>
  within.find(ApprovalThreshold, { where: { fundId }, order: { fromCents: 'ASC' } });

interface Threshold {
  fromCents: number;
  approvals: number;
}

/** Each row has to ask for more people than the ones before it, or it changes nothing. */
function checkThresholds(rows: readonly Threshold[], required: number, currency: string): void {
  for (const [index, { fromCents, approvals }] of rows.entries()) {
    const twice = rows.findIndex((row) => row.fromCents === fromCents) < index;
    if (twice) throw new Invalid({ [`thresholds[${index}][fromCents]`]: ['This amount stands here twice.'] });
    const below = Math.max(required, ...rows.filter((row) => row.fromCents < fromCents).map((row) => row.approvals));
    if (approvals > below) continue;
    const sentence = `${below} people approve below ${formatMoney(fromCents, currency)} already. Enter more, or leave this row empty.`;
    throw new Invalid({ [`thresholds[${index}][approvals]`]: [sentence] });
  }
}

/** @throws Invalid where money of the fund is older */
async function checkBegan(tx: Tx, fundId: string, beganOn: string): Promise<void> {
  checkBeginning(beganOn, dateIn(tx.now, tx.actor.timeZone));
  const [{ first }] = (await tx.query(
    `select least((select min(received_on) from contribution where fund_id = $1),
                  (select min(signed_on) from pledge where fund_id = $1))::text as first`,
    [fundId],
  )) as [{ first: string | null }];
  if (first !== null && first < beganOn) {
    throw new Invalid({ beganOn: [`Its first money is of ${formatDate(first)}. Enter that day, or one before it.`] });
  }
}

/** The rules in sentences, so that history says which of them changed. */
function said(fund: Fund, thresholds: readonly Threshold[]): string[] {
  return [
    `Purpose: ${fund.purpose || 'none'}.`,
    `${fund.approvalsRequired} people approve.`,
    ...thresholds.map((row) => `${row.approvals} approve from ${formatMoney(row.fromCents, fund.currency)} on.`),
    `Changed bank details wait ${fund.holdDays} days.`,
    `A commitment is stale after ${fund.staleDays} days.`,
    `A bank is silent after ${fund.silentDays} days.`,
    `The fund began on ${formatDate(fund.beganOn)}.`,
  ];
}
