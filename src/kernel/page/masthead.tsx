import { capital } from './capital';
import { Form } from './form';
import type { Frame } from './frame';
import { Tag } from './tag';
import { classes } from './classes';

function Mark() {
  return (
    <svg class="fund-header__mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
      <circle cx="20" cy="20" r="16" fill="none" stroke="currentColor" stroke-width="3" />
      <path d="M8 25c7 0 8-10 14-10 4 0 6 3 10 3a13 13 0 0 1-24 7z" fill="currentColor" />
    </svg>
  );
}

function Account({ frame: { actor, path } }: { frame: Frame }) {
  if (!actor) {
    return (
      <p class="fund-header__account">
        <a class="fund-header__link" href="/sign-in">
          Sign in
        </a>
      </p>
    );
  }
  return (
    <div class="fund-header__account">
      <p class="fund-header__person">
        <span class="fund-header__name">
          <a class="fund-header__link" href="/account">
            {actor.name}
          </a>
        </span>
        <span class="fund-header__role">{capital([actor.role, actor.organisation].filter(Boolean).join(', '))}</span>
      </p>
      <Form action="/sign-out" page={path} class="fund-header__sign-out">
        <button type="submit" class="fund-header__link">
          Sign out
        </button>
      </Form>
    </div>
  );
}

/** The name of the service and of its reader. */
export function Masthead({ frame }: { frame: Frame }) {
  return (
    <div class="fund-header">
      <div class="govuk-width-container fund-header__container">
        <a href="/" class="fund-header__home">
          <Mark />
          <span class="fund-header__names">
            <span class="fund-header__service">Innovation Fund</span>
            <span class="fund-header__alliance">Carbon Neutral Cities Alliance</span>
          </span>
        </a>
        <Account frame={frame} />
      </div>
    </div>
  );
}

/** Pages whose address begins otherwise than the link of the menu under which they stand. */
const under: Record<string, string> = {
  amendments: '/awards',
  'bank-entries': '/fund',
  contributions: '/fund',
  funds: '/fund',
  instructions: '/fund',
  letters: '/mail',
  'payment-files': '/fund',
  pledges: '/fund',
  queues: '/mail',
  reminders: '/mail',
  statements: '/fund',
  transactions: '/fund',
};

/** The link whose address is the longest beginning of the path. */
function currentOf({ nav, path }: Frame): string | undefined {
  const [place = ''] = path.split('?');
  const fits = nav.filter(({ href }) => place === href || (href !== '/' && place.startsWith(`${href}/`)));
  const [own] = fits.sort((one, other) => other.href.length - one.href.length);
  const home = under[place.split('/')[1] ?? ''];
  return own?.href ?? nav.find(({ href }) => href === home)?.href;
}

export function ServiceNavigation({ frame }: { frame: Frame }) {
  if (frame.nav.length === 0) return null;
  const current = currentOf(frame);
  return (
    <div class="govuk-service-navigation" data-module="govuk-service-navigation">
      <div class="govuk-width-container">
        <div class="govuk-service-navigation__container">
          <nav aria-label="Menu" class="govuk-service-navigation__wrapper">
            {frame.nav.length > 1 && <MenuButton />}
            <ul class="govuk-service-navigation__list" id="navigation">
              {frame.nav.map(({ href, text }) => (
                <NavItem key={href} href={href} text={text} active={href === current} page={href === frame.path} />
              ))}
            </ul>
          </nav>
        </div>
      </div>
    </div>
  );
}

function MenuButton() {
  return (
    <button
      type="button"
      class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
      aria-controls="navigation"
      hidden
      aria-hidden="true"
    >
      Menu
    </button>
  );
}

function NavItem({ href, text, active, page }: { href: string; text: string; active: boolean; page: boolean }) {
  const current = page ? 'page' : 'true';
  return (
    <li class={classes('govuk-service-navigation__item', active && 'govuk-service-navigation__item--active')}>
      <a class="govuk-service-navigation__link" href={href} aria-current={active ? current : undefined}>
        {active ? <strong class="govuk-service-navigation__active-fallback">{text}</strong> : text}
      </a>
    </li>
  );
}

/** Says that this is not real, and where to go in what is not real. */
export function DemonstrationStrip({ frame: { demo, mailboxUrl, actor } }: { frame: Frame }) {
  if (!demo) return null;
  return (
    <div class="fund-demo" role="region" aria-label="Demonstration">
      <div class="govuk-width-container fund-demo__content">
        <Tag status="demonstration" colour="yellow" />
        <p class="fund-demo__text">All figures marked illustrative are invented.</p>
        <ul class="fund-demo__links">
          <li>
            <a class="govuk-link" href="/be">
              {actor ? 'Be another person' : 'Be one of its people'}
            </a>
          </li>
          {mailboxUrl && (
            <li>
              <a class="govuk-link" href={mailboxUrl}>
                See the mailbox
              </a>
            </li>
          )}
        </ul>
      </div>
    </div>
  );
}
