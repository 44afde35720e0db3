import type { VNode } from 'preact';
import { maxCents } from '../kernel/input';
import { centsFrom, formatMoney, plainMoney, sumWithin } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { RadioField } from '../kernel/page/choices';
import { FileField } from '../kernel/page/file-field';
import { Form } from '../kernel/page/form';
import { rowsOf, withFilledRows } from '../kernel/page/form-rows';
import type { FormState, Frame } from '../kernel/page/frame';
import { DateField, MoneyField, SumOf, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { pageOnly } from '../kernel/page/one-form';
import { RowsHeading, rowText } from '../kernel/page/rows-heading';
import { TextArea } from '../kernel/page/text-area';
import type { Amendable } from './amendment-desk.service';
import { lineRows } from './amendments.dto';

type FormPageProps = Amendable & { frame: Frame };

/** Proposes an amendment; what is left as it is, stays as it is. */
export function amendmentFormPage(props: FormPageProps): VNode {
  const { frame, award, startsOn, endsOn, scope } = props;
  const city = frame.actor?.role === 'city';
  const form = withFilledRows(frame.form, lineRows);
  const title = city ? 'Ask for an amendment' : 'Propose an amendment';
  return (
    <Layout title={`${title}: ${award.title}`} frame={frame} back={{ href: `/awards/${award.id}`, text: award.title }}>
      <PageTitle caption={award.title}>{title}</PageTitle>
      <p class="govuk-body fund-reading">
        Change what is to be different; the rest stays. If only budget lines change, and each differs by at most 10 %
        from what was last approved, it holds at once. Everything else is approved by people of the fund first.
      </p>
      <Form action={`/awards/${award.id}/amendments`} page={pageOnly(frame)} multipart guard>
        <Amount form={form} award={award} />
        <DateField form={form} name="startsOn" label="The grant begins on" value={startsOn} optional />
        <DateField form={form} name="endsOn" label="The grant ends on" value={endsOn} optional />
        <TextArea
          form={form}
          name="scope"
          label="What is to be done"
          hint={scope === '' ? 'Until now it is what the application says. Leave it empty to keep that.' : undefined}
          value={scope}
          maxLength={20_000}
          optional
        />
        <Lines {...props} form={form} />
        <TextArea
          form={form}
          name="reason"
          label="Why is this needed?"
          hint="Those who decide read this."
          maxLength={5000}
        />
        <FileField
          form={form}
          name="fileId"
          label="Document"
          hint="A letter or a new budget, if there is one."
          optional
        />
        <Button>{title}</Button>
      </Form>
    </Layout>
  );
}

function Amount({ form, award: { amountCents, currency } }: { form: FormState } & Pick<Amendable, 'award'>) {
  const options = [
    { value: 'same', text: 'It stays' },
    { value: 'more', text: 'More' },
    { value: 'less', text: 'Less' },
  ];
  return (
    <>
      <RadioField
        form={form}
        name="amount"
        label={`The award is ${formatMoney(amountCents, currency)}. What is it to be?`}
        value="same"
        options={options}
        inline
      />
      <MoneyField
        form={form}
        name="changeCents"
        label="How much more or less?"
        hint="The budget lines below then have to add up to the new amount."
        currency={currency}
        optional
      />
    </>
  );
}

function Lines({ form, budgetLines, amountCents, award: { currency } }: FormPageProps & { form: FormState }) {
  const saved = budgetLines.map(({ item, cents }) => ({ item, cents: plainMoney(cents, currency) }));
  const rows = rowsOf(form, 'budgetLines', saved, { least: 3, spare: 2 });
  const hint =
    'All lines as they are to be. They add up to the award exactly. Rows without anything in them are left out.';
  const cents = rows.map((row) => centsFrom(row.cents, currency)).filter((one) => typeof one === 'number');
  const sum = sumWithin(cents, maxCents);
  return (
    <section class="fund-rows">
      <RowsHeading form={form} name="budgetLines" title="Budget lines" hint={hint} />
      {rows.map(({ item, cents: typed }, index) => (
        <fieldset key={index} class="govuk-fieldset fund-row fund-row--line">
          <legend class="govuk-visually-hidden">Budget line {index + 1}</legend>
          <TextField form={form} name={`budgetLines[${index}][item]`} label="What it is for" value={rowText(item)} />
          <MoneyField
            form={form}
            name={`budgetLines[${index}][cents]`}
            label="Amount"
            currency={currency}
            value={rowText(typed)}
            sum="amendment"
          />
        </fieldset>
      ))}
      <SumOf
        sum="amendment"
        label={`The award is ${formatMoney(amountCents, currency)}; the lines add up to`}
        currency={currency}
        value={sum === null ? 'too much' : plainMoney(sum, currency)}
      />
    </section>
  );
}
