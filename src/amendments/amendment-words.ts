import type { Events } from '../events';
import type { AwardCase } from '../awards/awards.service';
import { formatMoney } from '../kernel/money';
import type { Subject } from '../kernel/outbox';
import { formatDate } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { afterwards, type AmendmentCase, type Changes } from './amendment.rules';

/** “the amount from $4,000.00 to $3,500.00; the end to 31 March 2028; the budget lines” */
export function changesTold(amendment: Changes & { currency: string }): string {
  const { was, changeCents, currency, startsOn, endsOn, scope, budgetLines } = amendment;
  const money = (cents: number): string => formatMoney(cents, currency);
  const told = [
    changeCents !== 0 && `the amount from ${money(was.amountCents)} to ${money(afterwards(amendment).amountCents)}`,
    startsOn !== null && `the beginning to ${formatDate(startsOn)}`,
    endsOn !== null && `the end to ${formatDate(endsOn)}`,
    scope !== null && 'the scope',
    budgetLines !== null && 'the budget lines',
  ].filter((part) => part !== false);
  return told.join('; ');
}

export async function factsOf(tx: Tx, row: AmendmentCase, award: AwardCase): Promise<Events['amendment.approved']> {
  const { id: awardId, title, leadId, currency } = award;
  const { amountCents } = afterwards(row);
  const of = { awardId, title, leadId, fund: await fundName(tx, award), amountCents, currency };
  return { ...of, amendmentId: row.id, number: row.number, changes: changesTold(row) };
}

export async function fundName(tx: Tx, { fundId }: AwardCase): Promise<string> {
  const [fund] = (await tx.query('select name from fund where id = $1', [fundId])) as { name: string }[];
  return fund?.name ?? '';
}

export const subjectsOf = ({ id, awardId }: { id: string; awardId: string }): [Subject, Subject] => [
  `amendment:${id}`,
  `award:${awardId}`,
];
