import type { ComponentChildren } from 'preact';
import { classes } from './classes';

/** A moment or a plain date, with the words the reader sees. */
export interface Instant {
  iso: string;
  text: string;
}

/** A date or time, for people and for programs. */
export function When({ iso, text }: Instant) {
  return <time dateTime={iso}>{text}</time>;
}

/** An amount that is already text, in figures that line up. */
export function Money({ text }: { text: string }) {
  return <span class="fund-money">{text}</span>;
}

export interface Figure {
  label: ComponentChildren;
  value: string;
  note?: ComponentChildren;
}

/** The few numbers a page is about. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl class="fund-figures">
      {figures.map(({ label, value, note }, index) => (
        <div key={index} class="fund-figures__figure">
          <dt class="fund-figures__label">{label}</dt>
          <dd class={classes('fund-figures__value', value.length > 16 && 'fund-figures__value--long')}>{value}</dd>
          {note && <dd class="fund-figures__note">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
