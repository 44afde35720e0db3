import { fieldId, hasErrors } from './form-state';
import type { FormState } from './frame';

/** Everything to mend in a refused form, each with a link to its field. */
export function ErrorSummary({ form }: { form: FormState }) {
  if (!hasErrors(form)) return null;
  const faults = Object.entries(form.errors).flatMap(([name, sentences]) =>
    sentences.map((sentence) => ({ id: fieldId(name), sentence })),
  );
  return (
    <div class="govuk-error-summary" data-module="govuk-error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body">
          {form.message !== undefined && <p>{form.message}</p>}
          {faults.length > 0 && (
            <ul class="govuk-list govuk-error-summary__list">
              {faults.map(({ id, sentence }) => (
                <li key={`${id} ${sentence}`}>{id === '' ? sentence : <a href={`#${id}`}>{sentence}</a>}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
