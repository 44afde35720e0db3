import { randomUUID } from 'node:crypto';
import type { ComponentChildren } from 'preact';

export interface FormProps {
  action: string;
  /** The path to come back to when the form is refused. */
  page: string;
  children?: ComponentChildren;
  /** The idempotency key; made anew for each page unless given. */
  formKey?: string;
  hidden?: Record<string, string | number>;
  /** Warns before a changed form is left. */
  guard?: boolean;
  /** Where a script asks for the preview of what is typed. */
  live?: string;
  /** It carries files. */
  multipart?: boolean;
  class?: string;
}

/** A form whose second sending has no second effect. */
export function Form({ action, page, children, formKey, hidden = {}, guard, live, multipart, class: more }: FormProps) {
  const fields = { _key: formKey ?? randomUUID(), _page: page, ...hidden };
  return (
    <form
      method="post"
      action={action}
      noValidate
      class={more}
      encType={multipart ? 'multipart/form-data' : undefined}
      data-guard={guard ? 'true' : undefined}
      data-live={live}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {children}
    </form>
  );
}
