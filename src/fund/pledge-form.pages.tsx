import { maxCents } from '../kernel/input';
import { centsFrom, plainMoney, sumWithin } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { FileField } from '../kernel/page/file-field';
import { Form } from '../kernel/page/form';
import { rowsOf, withFilledRows } from '../kernel/page/form-rows';
import type { FormState, Frame } from '../kernel/page/frame';
import { DateField, MoneyField, SumOf, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { RowsHeading, rowText } from '../kernel/page/rows-heading';
import type { Typed } from '../kernel/typed';
import type { ContributionChoices } from './contribution-desk.service';
import { partFields } from './pledges.dto';

/** Records what a funder has signed, and when it is to arrive. */
export function pledgeFormPage({ frame, fund, funders }: ContributionChoices & { frame: Frame }) {
  const form = withFilledRows(frame.form, { parts: partFields });
  const restricted = fund.restrictions.flatMap(({ id, name }) => (id === null ? [] : [{ value: id, text: name }]));
  return (
    <Layout
      title="Record a pledge"
      frame={frame}
      back={{ href: `/funds/${fund.id}/contributions`, text: 'Pledges and contributions' }}
      width="reading"
    >
      <PageTitle caption={fund.name}>Record a pledge</PageTitle>
      <p class="govuk-body">
        Record what a funder has signed. None of it can be spent before it arrives; then record a contribution on it.
      </p>
      <Form action={`/funds/${fund.id}/pledges`} page={frame.path} multipart guard>
        <SelectField
          form={form}
          name="funderId"
          label="Who signed it"
          blank="Choose a funder"
          options={funders.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <MoneyField form={form} name="amountCents" label="How much" hint="Like 100,000.00" currency={fund.currency} />
        <DateField form={form} name="signedOn" label="The day it was signed" />
        <SelectField
          form={form}
          name="restrictionId"
          label="What it may be used for"
          options={[{ value: '', text: 'Any project of the fund' }, ...restricted]}
        />
        <TextField form={form} name="reference" label="Reference" hint="As in the letter" optional />
        <FileField
          form={form}
          name="fileId"
          label="What was signed"
          hint="PDF, Word or a picture, at most 10 MB"
          optional
        />
        <Parts form={form} currency={fund.currency} />
        <Button>Record the pledge</Button>
      </Form>
    </Layout>
  );
}

function Parts({ form, currency }: { form: FormState; currency: string }) {
  const rows = rowsOf(form, 'parts', [], { least: 4, spare: 1 });
  const hint = 'The parts add up to the pledge exactly. Rows that are left empty do not count.';
  return (
    <section class="fund-rows">
      <RowsHeading form={form} name="parts" title="When it is to arrive" hint={hint} />
      {rows.map((row, index) => (
        <Part key={index} form={form} index={index} row={row} currency={currency} />
      ))}
      <SumOf sum="parts" label="The parts together" currency={currency} value={total(rows, currency)} />
    </section>
  );
}

function Part({ form, index, row, currency }: { form: FormState; index: number; row: Typed; currency: string }) {
  const name = `parts[${index}]`;
  return (
    <div class="fund-row fund-row--plan">
      <MoneyField
        form={form}
        name={`${name}[amountCents]`}
        label={`Part ${index + 1}`}
        currency={currency}
        sum="parts"
        value={rowText(row.amountCents)}
      />
      <DateField form={form} name={`${name}[dueOn]`} label="By" value={rowText(row.dueOn)} />
    </div>
  );
}

/** What is in the rows together, as far as it is amounts. */
function total(rows: Typed[], currency: string): string {
  const cents = rows.map(({ amountCents }) => centsFrom(amountCents, currency)).filter((n) => typeof n === 'number');
  return plainMoney(sumWithin(cents, maxCents) ?? 0, currency);
}
