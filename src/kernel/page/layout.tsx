import type { ComponentChildren } from 'preact';
import { assetUrl } from './assets';
import { ErrorSummary } from './error-summary';
import { hasErrors } from './form-state';
import type { Frame } from './frame';
import { DemonstrationStrip, Masthead, ServiceNavigation } from './masthead';
import { NotificationBanner } from './notes';
import { BackLink, Breadcrumbs } from './ways';

export interface LayoutProps {
  title: string;
  frame: Frame;
  /** One step back, or the way here; above the main part. */
  back?: { href: string; text?: string };
  crumbs?: { href?: string; text: string }[];
  /** `reading` keeps lines short; forms and letters read better in it. */
  width?: 'full' | 'reading';
  children: ComponentChildren;
}

function Head({ title, frame }: { title: string; frame: Frame }) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${hasErrors(frame.form) ? 'Error: ' : ''}${title} – Innovation Fund`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content="#0d3b3a" />
      <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
      {['inter-latin-400-normal.woff2', 'inter-latin-600-normal.woff2'].map((font) => (
        <link key={font} rel="preload" href={assetUrl(font)} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={assetUrl('app.css')} />
      <script type="module" src={assetUrl('app.js')} />
    </head>
  );
}

function Footer() {
  return (
    <footer class="govuk-template__footer fund-footer">
      <div class="govuk-width-container fund-footer__container">
        <p class="fund-footer__text">
          The Innovation Fund of the Carbon Neutral Cities Alliance pays for city-led projects that develop, test,
          implement and amplify deep decarbonisation.
        </p>
        <ul class="fund-footer__links">
          <li>
            <a class="govuk-link" href="/about">
              About the fund
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/api/docs">
              API documentation
            </a>
          </li>
        </ul>
      </div>
    </footer>
  );
}

function Main({ frame, width, children }: Pick<LayoutProps, 'frame' | 'width' | 'children'>) {
  const content = (
    <>
      <ErrorSummary form={frame.form} />
      {frame.notice !== undefined && <NotificationBanner success text={frame.notice} id="notice" />}
      {children}
    </>
  );
  return (
    <main class="govuk-main-wrapper" id="main-content">
      {width === 'reading' ? <div class="fund-reading">{content}</div> : content}
    </main>
  );
}

/** The page around every page. */
export function Layout({ title, frame, back, crumbs, width = 'full', children }: LayoutProps) {
  return (
    <html lang="en" class="govuk-template">
      <Head title={title} frame={frame} />
      <body class="govuk-template__body">
        <a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">
          Skip to main content
        </a>
        <header class="govuk-template__header">
          <Masthead frame={frame} />
          <ServiceNavigation frame={frame} />
        </header>
        <DemonstrationStrip frame={frame} />
        <div class="govuk-width-container">
          {back && (
            <nav aria-label="Back">
              <BackLink {...back} />
            </nav>
          )}
          {crumbs && <Breadcrumbs items={crumbs} />}
          <Main frame={frame} width={width}>
            {children}
          </Main>
        </div>
        <Footer />
      </body>
    </html>
  );
}

export interface PageTitleProps {
  children: ComponentChildren;
  /** The words above the heading: what kind of thing this is. */
  caption?: ComponentChildren;
  /** A tag after the heading. */
  tag?: ComponentChildren;
}

/** The one main heading of a page. */
export function PageTitle({ children, caption, tag }: PageTitleProps) {
  return (
    <div class="fund-title">
      {caption && <span class="govuk-caption-l">{caption}</span>}
      <h1 class="govuk-heading-l fund-title__heading">{children}</h1>
      {tag && <p class="fund-title__tag">{tag}</p>}
    </div>
  );
}
