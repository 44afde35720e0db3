import { RadioField } from '../kernel/page/choices';
import { DateField, NumberField, TextField } from '../kernel/page/inputs';
import type { AwardPageProps } from './award.pages';

/** Fills the rows of the form, also without JavaScript: how the award is split, and when the parts are due. */
export function PlanWays({ award: { id }, plan, drafted }: AwardPageProps) {
  const form = { values: drafted?.values ?? {}, errors: drafted?.errors ?? {} };
  return (
    <form method="get" action={`/awards/${id}#planning`}>
      <input type="hidden" name="do" value="plan" />
      <RadioField
        form={form}
        name="way"
        label="How is it split?"
        hint="This fills the form below, where everything can still be changed."
        value="equal"
        small
        options={[
          { value: 'equal', text: 'In equal parts', hint: 'Whole cents; the first parts carry what is left over.' },
          { value: 'percent', text: 'By percentages', hint: 'Rounded down; the first parts carry what is left over.' },
          { value: 'hand', text: 'By hand', hint: 'You enter each amount.' },
        ]}
      />
      <div class="fund-narrow">
        <NumberField
          form={form}
          name="parts"
          label="How many"
          width={3}
          value={plan.instalments.filter(({ status }) => status === 'planned').length || 2}
        />
        <TextField form={form} name="percents" label="Or the percentages" hint="Like 50, 30, 20" width={20} />
        <DateField form={form} name="firstOn" label="The first is planned for" />
        <NumberField form={form} name="every" label="Then every" suffix="months" width={3} value={6} />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Fill the form
        </button>
      </div>
    </form>
  );
}
