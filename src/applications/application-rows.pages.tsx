import { maxCents } from '../kernel/input';
import { centsFrom, plainMoney, sumWithin } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { rowsOf } from '../kernel/page/form-rows';
import type { FormState } from '../kernel/page/frame';
import { MoneyField, SumOf, TextField } from '../kernel/page/inputs';
import { RowsHeading, rowText } from '../kernel/page/rows-heading';
import type { BudgetLine, Partner } from './application.rules';

interface RowsProps<Row> {
  form: FormState;
  saved: readonly Row[];
}

function MoreRows({ of }: { of: string }) {
  return (
    <Button secondary name="then" value={of}>
      Save and add rows
    </Button>
  );
}

/** Who else takes part, one in a row. */
export function PartnerRows({ form, saved }: RowsProps<Partner>) {
  const hint = 'Cities, companies, universities … that take part. Leave it empty if there are none.';
  return (
    <section class="fund-rows">
      <RowsHeading form={form} name="partners" title="Partners" hint={hint} />
      {rowsOf(form, 'partners', saved, { least: 3, spare: 1 }).map((row, index) => (
        <TextField
          key={index}
          form={form}
          name={`partners[${index}][name]`}
          label={`Partner ${index + 1}`}
          value={rowText(row.name)}
        />
      ))}
      <MoreRows of="partners" />
    </section>
  );
}

/** What the money is for, one line in a row, and their sum. */
export function BudgetRows({ form, saved, currency }: RowsProps<BudgetLine> & { currency: string }) {
  const rows = rowsOf(form, 'budgetLines', saved);
  const hint = 'What the fund would pay for, one thing a line. Rows without anything in them are left out.';
  return (
    <section class="fund-rows">
      <RowsHeading form={form} name="budgetLines" title="Budget" hint={hint} />
      {rows.map(({ item, cents }, index) => (
        <BudgetRow key={index} form={form} index={index} item={item} cents={cents} currency={currency} />
      ))}
      <SumOf sum="budget" label="The lines add up to" currency={currency} value={total(rows, currency)} />
      <MoreRows of="budgetLines" />
    </section>
  );
}

interface BudgetRowProps {
  form: FormState;
  index: number;
  item: unknown;
  cents: unknown;
  currency: string;
}

function BudgetRow({ form, index, item, cents, currency }: BudgetRowProps) {
  const name = `budgetLines[${index}]`;
  const amount = typeof cents === 'number' ? plainMoney(cents, currency) : undefined;
  return (
    <fieldset class="govuk-fieldset fund-row fund-row--line">
      <legend class="govuk-visually-hidden">Budget line {index + 1}</legend>
      <TextField form={form} name={`${name}[item]`} label="What it is for" value={rowText(item)} />
      <MoneyField form={form} name={`${name}[cents]`} label="Amount" currency={currency} value={amount} sum="budget" />
    </fieldset>
  );
}

/** Of what can be read as amounts; the check names what cannot. */
function total(rows: { cents?: unknown }[], currency: string): string {
  const amounts = rows.map(({ cents }) => (typeof cents === 'number' ? cents : centsFrom(cents, currency)));
  const sum = sumWithin(
    amounts.filter((cents) => typeof cents === 'number'),
    maxCents,
  );
  return sum === null ? 'too much' : plainMoney(sum, currency);
}
