import { classes } from './classes';
import { FieldGroup, fieldOf, type FieldProps } from './field';
import { typedText } from './form-state';

export type FileFieldProps = Omit<FieldProps, 'value'> & { accept?: string };

/** One file, in a form that is `multipart`. A refused form keeps what was uploaded: its id goes along until another file is chosen. */
export function FileField({ accept, hint, ...asked }: FileFieldProps) {
  const kept = typedText(asked.form, asked.name);
  const told = kept ? 'The file that you chose is kept. Choose another one only to replace it.' : hint;
  const field = fieldOf({ ...asked, hint: told });
  return (
    <FieldGroup field={field} asked={{ ...asked, hint: told }}>
      {kept && <input type="hidden" name={asked.name} value={kept} />}
      <input
        class={classes('govuk-file-upload', field.errors.length > 0 && 'govuk-file-upload--error')}
        id={field.id}
        name={asked.name}
        type="file"
        accept={accept}
        aria-describedby={field.describedBy}
      />
    </FieldGroup>
  );
}
