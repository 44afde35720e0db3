import { ErrorMessage, Hint } from './field';
import { errorsAt } from './form-state';
import type { FormState } from './frame';

export interface RowsHeadingProps {
  form: FormState;
  /** The field that the rows are together; faults of all of them are said here. */
  name: string;
  title: string;
  hint: string;
}

/** The heading over rows of fields; the error summary leads to it. */
export function RowsHeading({ form, name, title, hint }: RowsHeadingProps) {
  const errors = errorsAt(form, name);
  return (
    <>
      <h2 class="govuk-heading-m" id={name} tabIndex={-1}>
        {title}
      </h2>
      <Hint id={`${name}-hint`}>{hint}</Hint>
      {errors.length > 0 && <ErrorMessage id={`${name}-error`} errors={errors} />}
    </>
  );
}

/** What a row was typed or saved with, as text for its field. */
export const rowText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
