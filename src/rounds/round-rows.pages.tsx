import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { rowsOf } from '../kernel/page/form-rows';
import type { FormState } from '../kernel/page/frame';
import { NumberField, TextField } from '../kernel/page/inputs';
import { RowsHeading, rowText } from '../kernel/page/rows-heading';
import { TextArea } from '../kernel/page/text-area';
import type { Typed } from '../kernel/typed';
import type { Criterion, Question } from './round.rules';

interface RowsProps<Row> {
  form: FormState;
  saved: readonly Row[];
}

/** A row that has a key keeps it, so that answers and scores stay with what they answer. */
function Key({ name, row }: { name: string; row: Typed }) {
  return <>{row.key ? <input type="hidden" name={`${name}[key]`} value={rowText(row.key)} /> : null}</>;
}

/** The questions, one row each, and some empty rows. */
export function QuestionRows({ form, saved }: RowsProps<Question>) {
  return (
    <section>
      <RowsHeading name="questions" title="Questions" hint="Rows without a question are left out." form={form} />
      {rowsOf(form, 'questions', saved).map((row, index) => (
        <QuestionRow key={index} form={form} row={row} index={index} />
      ))}
      <Button secondary name="then" value="questions">
        Save and add rows
      </Button>
    </section>
  );
}

function QuestionRow({ form, row, index }: { form: FormState; row: Typed; index: number }) {
  const name = `questions[${index}]`;
  const required = [
    { value: 'true', text: 'Must be answered' },
    { value: 'false', text: 'Optional' },
  ];
  return (
    <fieldset class="govuk-fieldset fund-row">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Question {index + 1}</legend>
      <Key name={name} row={row} />
      <TextField form={form} name={`${name}[text]`} label="Question" value={rowText(row.text)} />
      <TextArea form={form} name={`${name}[help]`} label="Help" optional rows={2} value={rowText(row.help)} />
      <NumberField
        form={form}
        name={`${name}[maxWords]`}
        label="Words at most"
        value={rowText(row.maxWords ?? 300)}
        width={4}
      />
      <SelectField
        form={form}
        name={`${name}[required]`}
        label="Answer"
        options={required}
        value={String(row.required ?? true)}
      />
    </fieldset>
  );
}

/** The rubric, one criterion a row, and some empty rows. */
export function RubricRows({ form, saved }: RowsProps<Criterion>) {
  return (
    <section>
      <RowsHeading name="rubric" title="Rubric" hint="What reviewers score. The weights add up to 100." form={form} />
      {rowsOf(form, 'rubric', saved, { least: 4, spare: 1 }).map((row, index) => (
        <CriterionRow key={index} form={form} row={row} index={index} />
      ))}
      <Button secondary name="then" value="rubric">
        Save and add rows
      </Button>
    </section>
  );
}

function CriterionRow({ form, row, index }: { form: FormState; row: Typed; index: number }) {
  const name = `rubric[${index}]`;
  return (
    <fieldset class="govuk-fieldset fund-row">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Criterion {index + 1}</legend>
      <Key name={name} row={row} />
      <TextField form={form} name={`${name}[name]`} label="Criterion" value={rowText(row.name)} />
      <TextArea form={form} name={`${name}[help]`} label="Help" optional rows={2} value={rowText(row.help)} />
      <NumberField
        form={form}
        name={`${name}[weight]`}
        label="Weight"
        suffix="%"
        value={rowText(row.weight)}
        width={3}
      />
      <NumberField form={form} name={`${name}[max]`} label="Best score" value={rowText(row.max ?? 5)} width={3} />
    </fieldset>
  );
}
