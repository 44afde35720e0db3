import { decimalsOf } from '../money';
import { classes } from './classes';
import { FieldGroup, fieldOf, type Field, type FieldProps } from './field';

export type InputWidth = 2 | 3 | 4 | 5 | 10 | 20 | 30;

/** A number, date or amount whose group name joins it to a live total (`SumOf`). */
interface Summed {
  sum?: string;
}

export interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'search' | 'tel' | 'url' | 'password';
  width?: InputWidth;
  prefix?: string;
  suffix?: string;
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'search' | 'tel' | 'url';
  spellcheck?: boolean;
}

type InputType = NonNullable<TextFieldProps['type']> | 'date' | 'datetime-local';
type InputProps = Omit<TextFieldProps, 'type'> & Summed & { type: InputType; min?: string; max?: string };

function Input({ field, asked }: { field: Field; asked: InputProps }) {
  const width = asked.width && `govuk-input--width-${String(asked.width)}`;
  // Preact knows inputs by one type at a time, not by a union of types.
  const kind = { type: asked.type as 'text' };
  return (
    <input
      class={classes('govuk-input', width, field.errors.length > 0 && 'govuk-input--error')}
      id={field.id}
      name={asked.name}
      {...kind}
      spellcheck={asked.spellcheck}
      value={field.text}
      disabled={asked.disabled}
      aria-describedby={field.describedBy}
      autocomplete={asked.autocomplete}
      inputmode={asked.inputmode}
      min={asked.min}
      max={asked.max}
      data-sum={asked.sum}
    />
  );
}

function Affix({ kind, text }: { kind: 'prefix' | 'suffix'; text: string }) {
  return (
    <div class={`govuk-input__${kind}`} aria-hidden="true">
      {text}
    </div>
  );
}

function InputField(asked: InputProps) {
  const field = fieldOf(asked);
  const input = <Input field={field} asked={asked} />;
  const wrapped = (
    <div class="govuk-input__wrapper">
      {asked.prefix && <Affix kind="prefix" text={asked.prefix} />}
      {input}
      {asked.suffix && <Affix kind="suffix" text={asked.suffix} />}
    </div>
  );
  return (
    <FieldGroup field={field} asked={asked}>
      {asked.prefix || asked.suffix ? wrapped : input}
    </FieldGroup>
  );
}

/** One line of text. */
export function TextField({ type = 'text', ...asked }: TextFieldProps) {
  return <InputField {...asked} type={type} />;
}

export type NumberFieldProps = Omit<TextFieldProps, 'type' | 'inputmode'> & Summed & { decimal?: boolean };

/** A whole or decimal number, typed as text so that nothing the person typed is lost. */
export function NumberField({ decimal, width = 5, ...asked }: NumberFieldProps) {
  return <InputField {...asked} type="text" width={width} inputmode={decimal ? 'decimal' : 'numeric'} />;
}

export type MoneyFieldProps = FieldProps & Summed & { currency: string; width?: InputWidth };

/** An amount; `currency` is what stands before it, the value is text such as `1,200.00`. */
export function MoneyField({ currency, width = 10, ...asked }: MoneyFieldProps) {
  return <InputField {...asked} type="text" width={width} prefix={currency} inputmode="decimal" />;
}

export type DateFieldProps = FieldProps & { min?: string; max?: string };

/** A plain date, ISO `2026-11-30`. */
export function DateField(asked: DateFieldProps) {
  return <InputField {...asked} type="date" width={10} />;
}

/** A local date and time, ISO `2026-11-30T17:00`; say the zone in the hint. */
export function DateTimeField(asked: DateFieldProps) {
  return <InputField {...asked} type="datetime-local" width={20} />;
}

export interface SumOfProps {
  sum: string;
  label: string;
  currency: string;
  value: string;
}

/** The total of the fields that carry the same `sum`; without JavaScript it shows the saved total. */
export function SumOf({ sum, label, currency, value }: SumOfProps) {
  return (
    <p class="fund-sum">
      <span class="fund-sum__label">{label}</span>{' '}
      <output
        class="fund-sum__value"
        data-sum-of={sum}
        data-currency={currency}
        data-decimals={decimalsOf(currency)}
        aria-live="polite"
      >
        {`${currency} ${value}`}
      </output>
    </p>
  );
}
