import type { AwardCase } from '../awards/awards.service';
import { Invalid } from '../kernel/errors';
import { maxCents } from '../kernel/input';
import { formatMoney, sumWithin } from '../kernel/money';
import type { NewAmendment } from './amendments.dto';
import { type BudgetLine, type Changes, lineChanges, type Standing } from './amendment.rules';

/**
 * What is asked for, without what stays as it is.
 * @throws Invalid where it makes no award, or nothing changes
 */
export function changesOf(award: AwardCase, input: NewAmendment): Changes {
  const was = standing(award);
  const amountCents = was.amountCents + input.changeCents;
  checkAmount(amountCents);
  const changes = {
    was,
    changeCents: input.changeCents,
    startsOn: input.startsOn === was.startsOn ? null : input.startsOn,
    endsOn: input.endsOn === was.endsOn ? null : input.endsOn,
    scope: input.scope?.trim() === was.scope ? null : (input.scope?.trim() ?? null),
    budgetLines: same(input.budgetLines ?? was.budgetLines, was.budgetLines) ? null : input.budgetLines,
  };
  checkPeriod(changes.startsOn ?? was.startsOn, changes.endsOn ?? was.endsOn);
  checkLines(changes, input.budgetLines, amountCents, award.currency);
  const { startsOn, endsOn, scope, budgetLines } = changes;
  if (changes.changeCents === 0 && [startsOn, endsOn, scope, budgetLines].every((one) => one === null))
    throw new Invalid({ changeCents: ['Nothing changes. Enter another amount, date, scope or budget line.'] });
  return changes;
}

const standing = ({ amountCents, startsOn, endsOn, scope, budgetLines }: AwardCase): Standing => ({
  ...{ amountCents, startsOn, endsOn, scope },
  budgetLines: budgetLines.map(({ item, cents }) => ({ item, cents })),
});

function checkAmount(amountCents: number): void {
  if (amountCents <= 0)
    throw new Invalid({ changeCents: ['This takes the whole award away. Lower it by less, or cancel the award.'] });
  if (amountCents > maxCents)
    throw new Invalid({ changeCents: ['The award would be larger than the system can keep.'] });
}

function checkPeriod(startsOn: string | null, endsOn: string | null): void {
  if (startsOn !== null && endsOn !== null && startsOn > endsOn)
    throw new Invalid({ endsOn: ['The grant would end before it begins. Choose a later day.'] });
}

const same = (one: readonly BudgetLine[], other: readonly BudgetLine[]): boolean =>
  one.length === other.length && lineChanges(one, other).every(({ fromCents, toCents }) => fromCents === toCents);

/** Lines that are named, and those of an award that becomes larger or smaller, add up to it. */
function checkLines(
  changes: Changes,
  given: readonly BudgetLine[] | null,
  amountCents: number,
  currency: string,
): void {
  const { was, changeCents, budgetLines } = changes;
  const money = (cents: number): string => formatMoney(cents, currency);
  const asked = changeCents !== 0 && was.budgetLines.length > 0;
  if (asked && given === null)
    throw new Invalid({
      budgetLines: [`The amount changes: say what each line is to be, so that they add up to ${money(amountCents)}.`],
    });
  const lines = budgetLines ?? (asked ? given : null);
  if (lines === null) return;
  const sum = sumWithin(
    lines.map(({ cents }) => cents),
    maxCents,
  );
  if (sum === amountCents) return;
  throw new Invalid({ budgetLines: [addsUpTold(sum, amountCents, money)] });
}

function addsUpTold(sum: number | null, amountCents: number, money: (cents: number) => string): string {
  if (sum === null) return 'The lines add up to more than the system can keep.';
  const off = sum > amountCents ? `${money(sum - amountCents)} too much` : `${money(amountCents - sum)} short`;
  return `The lines add up to ${money(sum)}; the award is to be ${money(amountCents)}: ${off}.`;
}
