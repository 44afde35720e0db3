import type { ComponentChildren } from 'preact';
import { classes } from './classes';

export interface ButtonProps {
  children: ComponentChildren;
  secondary?: boolean;
  warning?: boolean;
  name?: string;
  value?: string;
  disabled?: boolean;
  /** Where this button sends the form, when not where the others do. */
  action?: string;
}

/** Sends the form it stands in; two quick clicks send it once. */
export function Button({ children, secondary, warning, name, value, disabled, action }: ButtonProps) {
  return (
    <button
      type="submit"
      class={classes('govuk-button', secondary && 'govuk-button--secondary', warning && 'govuk-button--warning')}
      data-module="govuk-button"
      data-prevent-double-click="true"
      name={name}
      value={value}
      disabled={disabled}
      formAction={action}
      aria-disabled={disabled ? 'true' : undefined}
    >
      {children}
    </button>
  );
}

/** Stands first in a form with several buttons, so that Enter in a field does the plain thing; nobody meets it otherwise. */
export function EnterButton({ children }: { children: string }) {
  return (
    <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true">
      {children}
    </button>
  );
}

/** A button for what cannot be undone easily. */
export function WarningButton(props: Omit<ButtonProps, 'secondary' | 'warning'>) {
  return <Button {...props} warning />;
}

export interface ButtonLinkProps {
  href: string;
  children: ComponentChildren;
  secondary?: boolean;
  start?: boolean;
}

/** A link to the next step that looks like the step's button. */
export function ButtonLink({ href, children, secondary, start }: ButtonLinkProps) {
  return (
    <a
      href={href}
      role="button"
      draggable={false}
      class={classes('govuk-button', secondary && 'govuk-button--secondary', start && 'govuk-button--start')}
      data-module="govuk-button"
    >
      {children}
      {start && <StartIcon />}
    </a>
  );
}

function StartIcon() {
  return (
    <svg
      class="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  );
}

/** Buttons and links side by side. */
export function ButtonGroup({ children }: { children: ComponentChildren }) {
  return <div class="govuk-button-group">{children}</div>;
}
