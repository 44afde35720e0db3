import { classes } from './classes';
import { FieldGroup, fieldOf, Hint, type FieldProps } from './field';

export interface TextAreaProps extends FieldProps {
  rows?: number;
  maxWords?: number;
  maxLength?: number;
}

/** Several lines of text, with a live count when there is a limit. */
export function TextArea({ rows = 5, maxWords, maxLength, ...asked }: TextAreaProps) {
  const limit = maxWords ?? maxLength;
  const counted = limit !== undefined;
  const id = fieldOf(asked).id;
  const field = fieldOf(asked, counted ? `${id}-info` : undefined);
  const error = field.errors.length > 0 && 'govuk-textarea--error';
  return (
    <FieldGroup
      field={field}
      asked={asked}
      class={counted ? 'govuk-character-count' : undefined}
      data={counted ? countData(maxWords, maxLength) : undefined}
    >
      <textarea
        class={classes('govuk-textarea', error, counted && 'govuk-js-character-count')}
        id={id}
        name={asked.name}
        rows={rows}
        disabled={asked.disabled}
        aria-describedby={field.describedBy}
      >
        {field.text}
      </textarea>
      {counted && (
        <Hint id={`${id}-info`} class="govuk-character-count__message">
          You can enter up to {limit} {maxWords === undefined ? 'characters' : 'words'}
        </Hint>
      )}
    </FieldGroup>
  );
}

function countData(maxWords: number | undefined, maxLength: number | undefined) {
  return {
    'data-module': 'govuk-character-count',
    'data-maxlength': maxWords ?? maxLength,
    'data-count-type': maxWords === undefined ? 'characters' : 'words',
  };
}
