import type { ComponentChildren } from 'preact';
import { classes } from './classes';
import { errorsAt, fieldId, typedText } from './form-state';
import type { FormState } from './frame';

export type LabelSize = 's' | 'm' | 'l' | 'xl';

/** What every field takes: the form that may have been refused, its name, its words and its value. */
export interface FieldProps {
  form: FormState;
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  value?: string | number | null;
  id?: string;
  labelSize?: LabelSize;
  optional?: boolean;
  disabled?: boolean;
}

export interface Field {
  id: string;
  errors: string[];
  describedBy: string | undefined;
  text: string | undefined;
}

type Asked = Pick<FieldProps, 'form' | 'name' | 'hint' | 'id'> & { value?: string | number | null | undefined };

export function fieldOf({ form, name, hint, id = fieldId(name), value }: Asked, described?: string): Field {
  const errors = errorsAt(form, name);
  const describedBy = classes(described, hint ? `${id}-hint` : undefined, errors.length > 0 && `${id}-error`);
  const given = value === null || value === undefined ? undefined : String(value);
  return { id, errors, describedBy: describedBy || undefined, text: typedText(form, name) ?? given };
}

export function Hint({ id, children, class: more }: { id: string; children: ComponentChildren; class?: string }) {
  return (
    <div id={id} class={classes('govuk-hint', more)}>
      {children}
    </div>
  );
}

export function ErrorMessage({ id, errors }: { id: string; errors: string[] }) {
  return (
    <p id={id} class="govuk-error-message">
      <span class="govuk-visually-hidden">Error:</span> {errors.join(' ')}
    </p>
  );
}

export interface FieldGroupProps {
  field: Field;
  asked: Pick<FieldProps, 'label' | 'hint' | 'labelSize' | 'optional'>;
  children: ComponentChildren;
  class?: string;
  data?: Record<string, string | number | undefined>;
}

/** Label, hint, error and control, in the order a screen reader meets them. */
export function FieldGroup({ field, asked, children, class: more, data }: FieldGroupProps) {
  const { id, errors } = field;
  return (
    <div class={groupClass(errors, more)} {...data}>
      <label class={classes('govuk-label', asked.labelSize && `govuk-label--${asked.labelSize}`)} for={id}>
        {asked.label}
        {asked.optional && ' (optional)'}
      </label>
      {asked.hint && <Hint id={`${id}-hint`}>{asked.hint}</Hint>}
      {errors.length > 0 && <ErrorMessage id={`${id}-error`} errors={errors} />}
      {children}
    </div>
  );
}

export function groupClass(errors: string[], more?: string): string {
  return classes('govuk-form-group', errors.length > 0 && 'govuk-form-group--error', more);
}
