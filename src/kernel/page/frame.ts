/** What a refused form typed, and the sentences that say what to mend, by field name. */
export interface FormState {
  values: Record<string, unknown>;
  errors: Record<string, string[]>;
  message?: string;
}

/** Everything around a page that its reader and the request decide. */
export interface Frame {
  actor: { id: string; name: string; role: string; organisation?: string } | null;
  nav: { href: string; text: string }[];
  path: string;
  demo: boolean;
  mailboxUrl?: string;
  form: FormState;
  /** Under which id what the form typed is kept, where it is. */
  kept?: string;
  notice?: string;
}

/** A form nobody has sent yet; also for the other forms of a page when one of them was refused. */
export const emptyForm: FormState = Object.freeze({ values: {}, errors: {} });

/** The frame of a page whose own form, asked by its address, was refused; a refused form of before has the word first. */
export const frameWith = (frame: Frame, form: FormState): Frame =>
  frame.form === emptyForm ? { ...frame, form } : frame;
