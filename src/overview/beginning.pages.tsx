import type { ComponentChildren } from 'preact';
import { InsetText } from '../kernel/page/notes';

/** The way from an empty system to the first application; each step is a link for those who take it. */
export function Beginning({ role }: { role: string | undefined }) {
  const mine = (of: string, href: string, text: string): ComponentChildren =>
    role === of ? (
      <a class="govuk-link" href={href}>
        {text}
      </a>
    ) : (
      text
    );
  return (
    <InsetText>
      <h2 class="govuk-heading-m">How to begin</h2>
      <ol class="govuk-list govuk-list--number">
        <li>An administrator {mine('admin', '/people', 'adds the cities, the funders and the people')}.</li>
        <li>An administrator {mine('admin', '/fund', 'opens a fund')}.</li>
        <li>Finance staff {mine('finance', '/fund', 'record what funders give')}.</li>
        <li>Program staff {mine('program', '/rounds/new', 'plan a round')} and open it: cities get a letter.</li>
      </ol>
      <p class="govuk-body">Nobody has a password: each signs in with a link to their own address.</p>
    </InsetText>
  );
}
