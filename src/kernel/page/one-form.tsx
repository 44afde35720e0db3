import type { ComponentChildren } from 'preact';
import { withQuery } from '../local-path';
import { Button } from './buttons';
import { Form } from './form';
import { emptyForm, type FormState, type Frame } from './frame';
import { Details } from './notes';
import { TextArea, type TextAreaProps } from './text-area';

/** One of several forms of a page. */
export interface OneForm {
  /** Where it comes back to when it is refused. */
  page: string;
  /** Whether it is the one that the reader is at. */
  open: boolean;
  form: FormState;
  /** Keeps the ids of the page's fields apart; the form that was refused has the bare ones, to which the summary leads. */
  id: (field: string) => string | undefined;
}

const chosen = (path: string): string | null => new URL(path, 'http://local').searchParams.get('do');

/** Only the form that was refused shows what was typed, also where several of a page have fields of the same name. */
export function formOf(frame: Frame, name: string): OneForm {
  const open = chosen(frame.path) === name;
  const id = (field: string): string | undefined => (open ? undefined : `${name}-${field}`);
  return { page: withQuery(frame.path, 'do', name), open, form: open ? frame.form : emptyForm, id };
}

/** The page itself, for moves that ask nothing. */
export const pageOnly = (frame: Frame): string => withQuery(frame.path, 'do', undefined);

export interface AskedMoveProps {
  frame: Frame;
  /** Different for each form of the page. */
  name: string;
  action: string;
  label: string;
  warning?: boolean;
  /** It carries files. */
  multipart?: boolean;
  children: (one: OneForm) => ComponentChildren;
}

/** A move that needs more than a click: what it asks for is behind its name. */
export function AskedMove({ frame, name, action, label, warning, multipart, children }: AskedMoveProps) {
  const one = formOf(frame, name);
  return (
    <Details summary={label} open={one.open}>
      <Form action={action} page={one.page} multipart={multipart}>
        {children(one)}
        <Button warning={warning}>{label}</Button>
      </Form>
    </Details>
  );
}

interface ReasonProps extends Pick<TextAreaProps, 'label' | 'hint' | 'rows' | 'maxLength'> {
  one: OneForm;
  name?: string;
}

/** The words that a move asks for, most often why it is made. */
export function Reason({ one: { form, id }, name = 'reason', rows = 3, maxLength = 5000, ...asked }: ReasonProps) {
  return <TextArea form={form} name={name} id={id(name)} rows={rows} maxLength={maxLength} {...asked} />;
}
