import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { MailSummary, StoredMail } from './mail-store';

interface ListProps {
  mails: MailSummary[];
  to: string;
  total: number;
  page: number;
  pages: number;
}

export function listPage(props: ListProps): string {
  return document(
    'Mailbox',
    <>
      <h1>Mailbox</h1>
      <p>Every letter the program sent on this machine. None of them left it.</p>
      <Filter to={props.to} />
      {props.mails.length > 0 ? <Mails {...props} /> : <Empty to={props.to} />}
    </>,
  );
}

export function letterPage(mail: StoredMail): string {
  return document(
    `${mail.subject} – Mailbox`,
    <>
      <p>
        <a href="/">Back to all letters</a>
      </p>
      <h1>{mail.subject}</h1>
      <Envelope mail={mail} />
      {mail.html !== '' && (
        <section aria-labelledby="letter">
          <h2 id="letter">Letter</h2>
          <iframe
            title="The letter as a mail program shows it"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            src={`/mail/${mail.id}/html`}
          />
        </section>
      )}
      <section aria-labelledby="text">
        <h2 id="text">Text</h2>
        <div class="text">{mail.text === '' ? 'This letter has no text part.' : linked(mail.text)}</div>
      </section>
      <p>
        <a href={`/mail/${mail.id}/raw`}>Source of this letter</a>
      </p>
    </>,
  );
}

export function missingPage(): string {
  return document(
    'Not found – Mailbox',
    <>
      <h1>There is no such letter</h1>
      <p>
        <a href="/">See all letters</a>
      </p>
    </>,
  );
}

function Filter({ to }: { to: string }) {
  return (
    <form method="get" action="/" role="search">
      <label for="to">Sent to</label>
      <p class="hint" id="to-hint">
        A whole address, or a part of it
      </p>
      <input
        id="to"
        name="to"
        type="text"
        value={to}
        aria-describedby="to-hint"
        autocomplete="off"
        spellcheck={false}
      />
      <button type="submit">Show</button>
    </form>
  );
}

function Empty({ to }: { to: string }) {
  if (to === '') return <p>Nothing has been sent yet. Ask for a sign-in link and it will be here.</p>;
  return (
    <p>
      Nothing was sent to “{to}”. <a href="/">See all letters</a>
    </p>
  );
}

function Mails({ mails, to, total, page, pages }: ListProps) {
  return (
    <>
      <p>{total === 1 ? '1 letter' : `${total} letters`}</p>
      <ol class="mails">
        {mails.map((mail) => (
          <li key={mail.id}>
            <a href={`/mail/${mail.id}`}>{mail.subject}</a>
            <span>To {mail.to.join(', ')}</span>
            <When date={mail.date} />
          </li>
        ))}
      </ol>
      {pages > 1 && (
        <nav aria-label="Pages">
          {page > 1 && <a href={pageHref(to, page - 1)}>Newer letters</a>}
          <span>
            Page {page} of {pages}
          </span>
          {page < pages && <a href={pageHref(to, page + 1)}>Older letters</a>}
        </nav>
      )}
    </>
  );
}

function Envelope({ mail }: { mail: StoredMail }) {
  return (
    <dl>
      <dt>From</dt>
      <dd>{mail.from}</dd>
      <dt>To</dt>
      <dd>{mail.to.join(', ')}</dd>
      <dt>Date</dt>
      <dd>
        <When date={mail.date} />
      </dd>
      {mail.attachments.length > 0 && <dt>Files</dt>}
      {mail.attachments.map(({ name, bytes }) => (
        <dd key={name}>
          {name} ({bytes} bytes)
        </dd>
      ))}
    </dl>
  );
}

function When({ date }: { date: string }) {
  if (date === '') return <span>No date</span>;
  return <time dateTime={date}>{`${date.slice(0, 10)} ${date.slice(11, 16)} UTC`}</time>;
}

function pageHref(to: string, page: number): string {
  return `/?${new URLSearchParams({ ...(to === '' ? {} : { to }), page: String(page) })}`;
}

/** Web addresses become links; everything else stays text. */
function linked(text: string): ComponentChildren[] {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/).map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      <a href={piece} rel="noopener noreferrer">
        {piece}
      </a>
    ),
  );
}

function document(title: string, content: ComponentChildren): string {
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the letters
        </a>
        <header>
          <a href="/">Innovation Fund mailbox</a>
        </header>
        <main id="main" tabIndex={-1}>
          {content}
        </main>
      </body>
    </html>
  );
  return `<!DOCTYPE html>${renderToString(page)}`;
}
