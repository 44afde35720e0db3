import type { ComponentChildren } from 'preact';
import { classes } from './classes';
import { When, type Instant } from './figures';

export interface SummaryRow {
  key: ComponentChildren;
  value: ComponentChildren;
  actions?: { href: string; text: string; hidden?: string }[];
}

type Action = NonNullable<SummaryRow['actions']>[number];

function ActionLink({ href, text, hidden }: Action) {
  return (
    <a class="govuk-link" href={href}>
      {text}
      {hidden && <span class="govuk-visually-hidden"> {hidden}</span>}
    </a>
  );
}

function Actions({ actions }: { actions: Action[] }) {
  const [only] = actions;
  return (
    <dd class="govuk-summary-list__actions">
      {actions.length === 1 && only ? (
        <ActionLink {...only} />
      ) : (
        <ul class="govuk-summary-list__actions-list">
          {actions.map((action) => (
            <li key={action.href} class="govuk-summary-list__actions-list-item">
              <ActionLink {...action} />
            </li>
          ))}
        </ul>
      )}
    </dd>
  );
}

/** What is known about one thing; rows that are `false` or missing are left out. */
export function SummaryList({ rows, plain }: { rows: (SummaryRow | false | null | undefined)[]; plain?: boolean }) {
  const shown = rows.filter((row) => !!row);
  const acted = shown.some((row) => row.actions?.length);
  return (
    <dl class={classes('govuk-summary-list', plain && 'govuk-summary-list--no-border')}>
      {shown.map(({ key, value, actions }, index) => (
        <div
          key={index}
          class={classes('govuk-summary-list__row', acted && !actions && 'govuk-summary-list__row--no-actions')}
        >
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          {actions && actions.length > 0 && <Actions actions={actions} />}
        </div>
      ))}
    </dl>
  );
}

export interface HistoryEntry {
  at: Instant;
  who: string;
  sentence: ComponentChildren;
}

/** What happened to one thing, who did it, and when. */
export function History({ entries, empty = 'Nothing has happened yet.' }: { entries: HistoryEntry[]; empty?: string }) {
  if (entries.length === 0) return <p class="govuk-body fund-muted">{empty}</p>;
  return (
    <ol class="fund-history">
      {entries.map(({ at, who, sentence }, index) => (
        <li key={index} class="fund-history__entry">
          <p class="fund-history__sentence">{sentence}</p>
          <p class="fund-history__by">
            {who}, <When {...at} />
          </p>
        </li>
      ))}
    </ol>
  );
}
