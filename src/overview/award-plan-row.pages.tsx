import { SelectField, TickField } from '../kernel/page/choices';
import { errorsAt, typedAt } from '../kernel/page/form-state';
import type { FormState } from '../kernel/page/frame';
import { DateField, MoneyField, TextField } from '../kernel/page/inputs';
import { Details } from '../kernel/page/notes';
import { rowText } from '../kernel/page/rows-heading';
import type { Typed } from '../kernel/typed';
import type { AwardPageProps } from './award.pages';

export type PlanRowProps = Pick<AwardPageProps, 'award' | 'reports'> & { form: FormState; index: number; row: Typed };

/** One instalment of the plan: how much, when, and what it waits for. */
export function PlanRow({ form, index, row, award, reports }: PlanRowProps) {
  const name = `instalments[${index}]`;
  const options = reports.map(({ id, title }) => ({ value: id, text: `“${title}” is accepted` }));
  return (
    <div class="fund-row">
      <div class="fund-row--plan">
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
      <Further form={form} name={name} row={row} number={index + 1} />
    </div>
  );
}

const further = ['needsAgreement', 'notBefore', 'evidence'] as const;

/** Obligations that not every instalment has. */
function Further({ form, name, row, number }: { form: FormState; name: string; row: Typed; number: number }) {
  const used = further.some((field) => {
    const typed = typedAt(form, `${name}[${field}]`) ?? row[field];
    return (typed !== undefined && typed !== '' && typed !== false) || errorsAt(form, `${name}[${field}]`).length > 0;
  });
  const summary = (
    <>
      What else it waits for<span class="govuk-visually-hidden">: instalment {number}</span>
    </>
  );
  return (
    <Details summary={summary} open={used}>
      <TickField
        form={form}
        name={`${name}[needsAgreement]`}
        label="Until the agreement is signed"
        checked={row.needsAgreement === true || row.needsAgreement === 'true'}
      />
      <DateField
        form={form}
        name={`${name}[notBefore]`}
        label="Not before this day"
        value={rowText(row.notBefore)}
        optional
      />
      <TextField
        form={form}
        name={`${name}[evidence]`}
        label="What the city has to show"
        hint="One file, like a signed contract or a photo. Program staff accept it."
        value={rowText(row.evidence)}
        optional
      />
    </Details>
  );
}
