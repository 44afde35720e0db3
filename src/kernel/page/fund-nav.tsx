const places = [
  { key: 'fund', text: 'Overview', path: '' },
  { key: 'money-in', text: 'Pledges and contributions', path: '/contributions' },
  { key: 'funders', text: 'Funders', path: '/funders' },
  { key: 'instructions', text: 'Instructions', path: '/instructions' },
  { key: 'forecast', text: 'Forecast', path: '/forecast' },
  { key: 'statement', text: 'Statement', path: '/statement' },
  { key: 'ageing', text: 'Ageing', path: '/ageing' },
  { key: 'transfers', text: 'Journal', path: '/transfers' },
  { key: 'payments', text: 'Bank', path: '/bank' },
  { key: 'settings', text: 'Settings', path: '/settings' },
] as const;
export type FundPlace = (typeof places)[number]['key'];

/** The pages of one fund, for those who read its money. */
export function FundNav({ fundId, current }: { fundId: string; current: FundPlace }) {
  return (
    <nav class="govuk-service-navigation fund-nav" aria-label="The fund’s pages">
      <ul class="govuk-service-navigation__list">
        {places.map(({ key, text, path }) => (
          <li
            key={key}
            class={`govuk-service-navigation__item${key === current ? ' govuk-service-navigation__item--active' : ''}`}
          >
            <a
              class="govuk-service-navigation__link"
              href={`/funds/${fundId}${path}`}
              {...(key === current ? { 'aria-current': 'page' as const } : {})}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
