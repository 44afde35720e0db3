import { planRows } from '../disbursements/plan-desk.service';
import { maxCents } from '../kernel/input';
import { centsFrom, formatMoney, plainMoney, splitEvenly, sumWithin } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { rowsOf, withFilledRows } from '../kernel/page/form-rows';
import { emptyForm, type FormState } from '../kernel/page/frame';
import { DateField, MoneyField, NumberField, SumOf } from '../kernel/page/inputs';
import { Details } from '../kernel/page/notes';
import { formOf } from '../kernel/page/one-form';
import { RowsHeading, rowText } from '../kernel/page/rows-heading';
import type { Typed } from '../kernel/typed';
import type { AwardPageProps } from './award.pages';

/** Plans the instalments, or plans them anew. */
export function PlanForm(props: AwardPageProps) {
  const { frame, plan } = props;
  const again = plan.instalments.length > 0;
  const { open } = formOf(frame, 'plan');
  if (!again) return <Planning {...props} />;
  return (
    <Details id="plan" summary="Plan the instalments anew" open={open}>
      <p class="govuk-body">This replaces the plan above. It is possible while no instalment is approved.</p>
      <Planning {...props} />
    </Details>
  );
}

function Planning(props: AwardPageProps) {
  const { frame, award } = props;
  const one = formOf(frame, 'plan');
  const form = withFilledRows(one.form, { instalments: planRows });
  const rows = rowsOf(form, 'instalments', savedRows(props), { least: 3, spare: 1 });
  const hint = 'They add up to the award exactly. An instalment can wait until a report is accepted.';
  return (
    <section class="fund-rows" id="planning">
      <RowsHeading form={form} name="instalments" title="Plan the instalments" hint={hint} />
      <Split {...props} />
      <Form action={`/awards/${award.id}/instalments`} page={one.page} guard>
        {rows.map((row, index) => (
          <Row key={index} form={form} index={index} row={row} {...props} />
        ))}
        <SumOf
          sum="plan"
          label={`Of ${formatMoney(award.amountCents, award.currency)} these plan`}
          currency={award.currency}
          value={total(rows, award.currency)}
        />
        <Button>Save the plan</Button>
      </Form>
    </section>
  );
}

/** Fills the rows of the form, also without JavaScript. */
function Split({ award: { id }, parts, plan }: AwardPageProps) {
  return (
    <form method="get" action={`/awards/${id}#planning`} class="fund-narrow">
      <input type="hidden" name="do" value="plan" />
      <NumberField
        form={emptyForm}
        name="parts"
        label="Split the award evenly into"
        suffix="parts"
        width={3}
        value={parts ?? (plan.instalments.length || 2)}
      />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Split evenly
      </button>
    </form>
  );
}

/** Dates and reports of the plan there is stay beside the new amounts. */
function savedRows({ parts, award, plan: { instalments } }: AwardPageProps): Typed[] {
  const { amountCents, currency } = award;
  const amounts = parts === undefined ? instalments.map((row) => row.amountCents) : splitEvenly(amountCents, parts);
  return amounts.map((cents, index) => ({
    amountCents: plainMoney(cents, currency),
    dueOn: instalments[index]?.dueOn,
    reportId: instalments[index]?.reportId ?? undefined,
  }));
}

type RowProps = Pick<AwardPageProps, 'award' | 'reports'> & { form: FormState; index: number; row: Typed };

function Row({ form, index, row, award, reports }: RowProps) {
  const name = `instalments[${index}]`;
  const options = reports.map(({ id, title }) => ({ value: id, text: `“${title}” is accepted` }));
  return (
    <div class="fund-row fund-row--plan">
      <MoneyField
        form={form}
        name={`${name}[amountCents]`}
        label={`Instalment ${index + 1}`}
        currency={award.currency}
        sum="plan"
        value={rowText(row.amountCents)}
      />
      <DateField form={form} name={`${name}[dueOn]`} label="Planned for" value={rowText(row.dueOn)} />
      <SelectField
        form={form}
        name={`${name}[reportId]`}
        label="Waits until"
        blank="Nothing"
        value={rowText(row.reportId)}
        options={options}
      />
    </div>
  );
}

/** What is in the rows together, as far as it is amounts. */
function total(rows: Typed[], currency: string): string {
  const cents = rows.map(({ amountCents }) => centsFrom(amountCents, currency)).filter((n) => typeof n === 'number');
  return plainMoney(sumWithin(cents, maxCents) ?? 0, currency);
}
