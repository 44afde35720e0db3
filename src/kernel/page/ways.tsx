import type { ComponentChildren } from 'preact';

export interface Way {
  href: string;
  text: string;
}

/** One step back. */
export function BackLink({ href, text = 'Back' }: { href: string; text?: string }) {
  return (
    <a href={href} class="govuk-back-link">
      {text}
    </a>
  );
}

/** Where the page stands; the last item may have no address. */
export function Breadcrumbs({ items }: { items: { href?: string; text: string }[] }) {
  return (
    <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
      <ol class="govuk-breadcrumbs__list">
        {items.map(({ href, text }) => (
          <li key={text} class="govuk-breadcrumbs__list-item" aria-current={href ? undefined : 'page'}>
            {href ? (
              <a class="govuk-breadcrumbs__link" href={href}>
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

const arrows = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
};

interface PageLinkProps {
  href: string;
  way: 'prev' | 'next';
  label?: string;
  children: ComponentChildren;
}

function PageLink({ href, way, label, children }: PageLinkProps) {
  const plain = label === undefined ? ' govuk-pagination__link-title--decorated' : '';
  return (
    <div class={`govuk-pagination__${way}`}>
      <a class="govuk-link govuk-pagination__link" href={href} rel={way}>
        <svg
          class={`govuk-pagination__icon govuk-pagination__icon--${way}`}
          xmlns="http://www.w3.org/2000/svg"
          height="13"
          width="15"
          aria-hidden="true"
          focusable="false"
          viewBox="0 0 15 13"
        >
          <path d={arrows[way]} />
        </svg>
        <span class={`govuk-pagination__link-title${plain}`}>{children}</span>
        {label !== undefined && <span class="govuk-visually-hidden">:</span>}
        {label !== undefined && <span class="govuk-pagination__link-label">{label}</span>}
      </a>
    </div>
  );
}

export interface PaginationProps {
  newer?: string;
  older?: string;
  newerText?: string;
  olderText?: string;
  newerLabel?: string;
  olderLabel?: string;
}

/** The way through a list that is too long for one page; the list knows its neighbours, not its length. */
export function Pagination(props: PaginationProps) {
  const { newer, older, newerText = 'Newer', olderText = 'Older' } = props;
  if (newer === undefined && older === undefined) return null;
  return (
    <nav class="govuk-pagination govuk-pagination--block" aria-label="Pagination">
      {newer !== undefined && (
        <PageLink href={newer} way="prev" label={props.newerLabel}>
          {newerText}
        </PageLink>
      )}
      {older !== undefined && (
        <PageLink href={older} way="next" label={props.olderLabel}>
          {olderText}
        </PageLink>
      )}
    </nav>
  );
}
