import type { ComponentChildren } from 'preact';
import { classes } from './classes';

/** A sentence set apart from the text around it. */
export function InsetText({ children }: { children: ComponentChildren }) {
  return <div class="govuk-inset-text">{children}</div>;
}

/** What goes wrong for the reader if the sentence is overlooked. */
export function WarningText({ children }: { children: ComponentChildren }) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">Warning</span> {children}
      </strong>
    </div>
  );
}

export interface NotificationBannerProps {
  text?: string;
  title?: string;
  success?: boolean;
  id?: string;
  children?: ComponentChildren;
}

/** What just happened, or what the reader should know before anything else. */
export function NotificationBanner({ text, title, success, id, children }: NotificationBannerProps) {
  const titleId = id ?? 'govuk-notification-banner-title';
  return (
    <div
      class={classes('govuk-notification-banner', success && 'govuk-notification-banner--success')}
      role={success ? 'alert' : 'region'}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id={titleId}>
          {title ?? (success ? 'Success' : 'Important')}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        {text !== undefined && <p class="govuk-notification-banner__heading">{text}</p>}
        {children}
      </div>
    </div>
  );
}

export interface DetailsProps {
  summary: ComponentChildren;
  children: ComponentChildren;
  open?: boolean;
  id?: string;
}

/** Text that only some readers need. */
export function Details({ summary, children, open, id }: DetailsProps) {
  return (
    <details id={id} class="govuk-details" open={open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}

/** The end of a journey: what was done, and its reference. */
export function Panel({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="govuk-panel govuk-panel--confirmation">
      <h1 class="govuk-panel__title">{title}</h1>
      {children && <div class="govuk-panel__body">{children}</div>}
    </div>
  );
}
