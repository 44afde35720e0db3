import type { ComponentChildren } from 'preact';
import { classes } from './classes';

export type TagColour = 'grey' | 'teal' | 'green' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow' | 'blue';

/** Waiting is grey or yellow, moving is blue or purple, good is green, refused is red. */
const colours: Record<string, TagColour> = {
  draft: 'grey',
  planned: 'grey',
  archived: 'grey',
  withdrawn: 'grey',
  cancelled: 'grey',
  expired: 'grey',
  skipped: 'grey',
  closed: 'purple',
  in_review: 'purple',
  assigned: 'yellow',
  due: 'yellow',
  returned: 'orange',
  overdue: 'red',
  waitlisted: 'orange',
  suspended: 'orange',
  signed: 'blue',
  proposed: 'yellow',
  demanded: 'yellow',
  pending: 'yellow',
  requested: 'yellow',
  dropped: 'grey',
  submitted: 'blue',
  invited: 'blue',
  offered: 'blue',
  released: 'blue',
  in_transit: 'blue',
  decided: 'teal',
  open: 'green',
  approved: 'teal',
  accepted: 'green',
  noted: 'teal',
  received: 'green',
  active: 'green',
  settled: 'green',
  sent: 'green',
  paid: 'green',
  completed: 'green',
  fulfilled: 'green',
  carried_out: 'green',
  declined: 'red',
  rejected: 'red',
  written_off: 'red',
  failed: 'red',
  dead: 'red',
  disabled: 'red',
};

export function humanise(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface TagProps {
  /** A status of one of our lifecycles; decides colour and words. */
  status: string;
  text?: string;
  colour?: TagColour;
}

/** The state something is in. */
export function Tag({ status, text = humanise(status), colour = colours[status] ?? 'grey' }: TagProps) {
  return <strong class={classes('govuk-tag', `govuk-tag--${colour}`)}>{text}</strong>;
}

const invented = 'invented for the demonstration, not a fact about a real city or funder';

interface IllustrativeProps {
  children?: ComponentChildren;
  /** What is invented of it, where the note says so itself. */
  note?: string;
}

/** Marks a figure or sentence that is invented, and what is partly so: its note says which parts are facts. */
export function Illustrative({ children, note = '' }: IllustrativeProps) {
  if (/\bfacts\b/.test(note)) return <PartlyIllustrative note={note} />;
  return <Invented>{children ?? 'Illustrative'}</Invented>;
}

function PartlyIllustrative({ note }: { note: string }) {
  return (
    <span class="fund-illustrative" title={note}>
      Partly illustrative
      <span class="govuk-visually-hidden">: some of it is published fact, the rest is invented</span>
    </span>
  );
}

function Invented({ children }: { children: ComponentChildren }) {
  return (
    <span class="fund-illustrative" title={`Illustrative: ${invented}`}>
      {children}
      <span class="govuk-visually-hidden">: {invented}</span>
    </span>
  );
}
