import type { ComponentChildren } from 'preact';
import { classes } from './classes';
import { ErrorMessage, FieldGroup, fieldOf, groupClass, Hint, type Field, type FieldProps } from './field';
import { typedChoices } from './form-state';

export interface Choice {
  value: string;
  text: ComponentChildren;
  hint?: ComponentChildren;
  disabled?: boolean;
}

export interface SelectFieldProps extends FieldProps {
  options: { value: string; text: string; disabled?: boolean }[];
  /** The text of an empty first option, for when nothing is chosen yet. */
  blank?: string;
}

/** One of many. */
export function SelectField({ options, blank, ...asked }: SelectFieldProps) {
  const field = fieldOf(asked);
  const offered = blank === undefined ? options : [{ value: '', text: blank }, ...options];
  return (
    <FieldGroup field={field} asked={asked}>
      <select
        class={classes('govuk-select', field.errors.length > 0 && 'govuk-select--error')}
        id={field.id}
        name={asked.name}
        disabled={asked.disabled}
        aria-describedby={field.describedBy}
      >
        {offered.map(({ value, text, ...option }) => (
          <option key={value} value={value} selected={value === field.text} {...option}>
            {text}
          </option>
        ))}
      </select>
    </FieldGroup>
  );
}

interface FieldsetProps {
  field: Field;
  asked: Pick<FieldProps, 'label' | 'hint' | 'labelSize' | 'optional'>;
  children: ComponentChildren;
}

function ChoiceGroup({ field, asked, children }: FieldsetProps) {
  const size = asked.labelSize && `govuk-fieldset__legend--${asked.labelSize}`;
  return (
    <div class={groupClass(field.errors)}>
      <fieldset class="govuk-fieldset" aria-describedby={field.describedBy}>
        <legend class={classes('govuk-fieldset__legend', size)}>
          {asked.label}
          {asked.optional && ' (optional)'}
        </legend>
        {asked.hint && <Hint id={`${field.id}-hint`}>{asked.hint}</Hint>}
        {field.errors.length > 0 && <ErrorMessage id={`${field.id}-error`} errors={field.errors} />}
        {children}
      </fieldset>
    </div>
  );
}

interface ItemProps {
  kind: 'radios' | 'checkboxes';
  id: string;
  name: string;
  choice: Choice;
  checked: boolean;
}

function Item({ kind, id, name, choice, checked }: ItemProps) {
  const hintId = choice.hint ? `${id}-item-hint` : undefined;
  return (
    <div class={`govuk-${kind}__item`}>
      <input
        class={`govuk-${kind}__input`}
        id={id}
        name={name}
        type={kind === 'radios' ? 'radio' : 'checkbox'}
        value={choice.value}
        checked={checked}
        disabled={choice.disabled}
        aria-describedby={hintId}
      />
      <label class={`govuk-label govuk-${kind}__label`} for={id}>
        {choice.text}
      </label>
      {hintId && (
        <Hint id={hintId} class={`govuk-${kind}__hint`}>
          {choice.hint}
        </Hint>
      )}
    </div>
  );
}

/** The first has the bare id, so that the error summary's link finds it. */
const itemId = (id: string, index: number) => (index === 0 ? id : `${id}-${String(index + 1)}`);

export interface RadioFieldProps extends Omit<FieldProps, 'disabled'> {
  options: Choice[];
  inline?: boolean;
  small?: boolean;
}

/** One of a few. */
export function RadioField({ options, inline, small, ...asked }: RadioFieldProps) {
  const field = fieldOf(asked);
  const look = classes('govuk-radios', inline && 'govuk-radios--inline', small && 'govuk-radios--small');
  return (
    <ChoiceGroup field={field} asked={asked}>
      <div class={look} data-module="govuk-radios">
        {options.map((choice, index) => (
          <Item
            key={choice.value}
            kind="radios"
            id={itemId(field.id, index)}
            name={asked.name}
            choice={choice}
            checked={choice.value === field.text}
          />
        ))}
      </div>
    </ChoiceGroup>
  );
}

export interface CheckboxFieldProps extends Omit<FieldProps, 'value' | 'disabled'> {
  options: Choice[];
  values?: readonly string[];
  small?: boolean;
}

/** Any of a few; sent as `name[]`, so that one ticked box arrives as a list too. */
export function CheckboxField({ options, values = [], small, ...asked }: CheckboxFieldProps) {
  const field = fieldOf(asked);
  const ticked = typedChoices(asked.form, asked.name) ?? values;
  return (
    <ChoiceGroup field={field} asked={asked}>
      <div class={classes('govuk-checkboxes', small && 'govuk-checkboxes--small')} data-module="govuk-checkboxes">
        {options.map((choice, index) => (
          <Item
            key={choice.value}
            kind="checkboxes"
            id={itemId(field.id, index)}
            name={`${asked.name}[]`}
            choice={choice}
            checked={ticked.includes(choice.value)}
          />
        ))}
      </div>
    </ChoiceGroup>
  );
}

export interface TickFieldProps extends Omit<FieldProps, 'value' | 'labelSize' | 'disabled'> {
  checked?: boolean;
}

/** One box to tick, such as a confirmation; sends `true`. */
export function TickField({ checked = false, ...asked }: TickFieldProps) {
  const field = fieldOf(asked);
  const ticked = typedChoices(asked.form, asked.name)?.includes('true') ?? checked;
  return (
    <div class={groupClass(field.errors)}>
      {field.errors.length > 0 && <ErrorMessage id={`${field.id}-error`} errors={field.errors} />}
      <div class="govuk-checkboxes" data-module="govuk-checkboxes">
        <Item
          kind="checkboxes"
          id={field.id}
          name={asked.name}
          choice={{ value: 'true', text: asked.label, hint: asked.hint }}
          checked={ticked}
        />
      </div>
    </div>
  );
}
