import type { EventName } from '../events';
import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { InsetText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { humanise, Tag, type TagColour } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import { dateIn, formatDate, formatInstant } from '../kernel/time';
import { type MailState, mailStates } from './mail-rows';
import type { MailQuery, MailText, MailView, PlannedView } from './notifications.dto';

const stateWords: Record<MailState, string> = {
  planned: 'Waiting',
  sending: 'Being sent',
  sent: 'Sent',
  retry: 'Tried, will be tried again',
  unknown: 'Not known whether it arrived',
  dead: 'Could not be delivered',
  skipped: 'Not needed any more',
};
const colours: Partial<Record<MailState, TagColour>> = { sending: 'blue', retry: 'orange', unknown: 'magenta' };

const StateTag = ({ state }: { state: MailState }) => (
  <Tag status={state} text={stateWords[state]} colour={colours[state]} />
);

/** `award.offered` as a person would say it. */
const letterWords = (letter: EventName): string => humanise(letter.replace('.', ' '));

const at = (iso: string, zone: string) => <When iso={iso} text={formatInstant(new Date(iso), zone)} />;

const About = ({ about, aboutUrl, title }: { about: string; aboutUrl: string | null; title?: string }) => {
  const text = title || humanise(about.slice(0, about.indexOf(':')));
  return aboutUrl ? (
    <a class="govuk-link" href={aboutUrl}>
      {text}
    </a>
  ) : (
    <>{text}</>
  );
};

interface MailsPageProps {
  frame: Frame;
  zone: string;
  query: MailQuery;
  mails: Page<MailView>;
}

/** Every mail that was written, and what became of it. */
export function mailsPage({ frame, zone, query, mails }: MailsPageProps) {
  return (
    <Layout title="Mail" frame={frame}>
      <PageTitle>Mail</PageTitle>
      <p class="govuk-body">
        Every letter that the system has written. Reminders that wait for their day are{' '}
        <a class="govuk-link" href="/mail/planned">
          planned letters
        </a>
        .
      </p>
      <Filter frame={frame} query={query} />
      <DataTable
        caption="Letters"
        rows={mails.items}
        empty="No letters match. The first are written when a round opens or somebody signs in."
        columns={[
          {
            head: 'Letter',
            header: true,
            cell: ({ id, subject }) => (
              <a class="govuk-link" href={`/mail/${id}`}>
                {subject}
              </a>
            ),
          },
          { head: 'To', cell: ({ recipient, address }) => recipient ?? address },
          { head: 'About', cell: (mail) => <About about={mail.about} aboutUrl={mail.aboutUrl} /> },
          { head: 'State', cell: ({ state }) => <StateTag state={state} /> },
          { head: 'When', cell: ({ sentAt, dueAt }) => at(sentAt ?? dueAt, zone) },
        ]}
      />
      <Pagination older={mails.next === null ? undefined : olderThan(query, mails.next)} olderText="Older letters" />
    </Layout>
  );
}

function olderThan({ state, recipient, about }: MailQuery, after: string): string {
  const asked = Object.entries({ state, recipient, about, after }).filter(([, value]) => value !== undefined);
  return `/mail?${new URLSearchParams(asked as [string, string][]).toString()}`;
}

function Filter({ frame: { form }, query }: { frame: Frame; query: MailQuery }) {
  const options = mailStates.map((state) => ({ value: state, text: stateWords[state] }));
  return (
    <form method="get" action="/mail" noValidate>
      <SelectField form={form} name="state" label="State" value={query.state} blank="All" options={options} />
      <TextField form={form} name="recipient" label="Name or address" value={query.recipient} width={20} />
      {query.about && <input type="hidden" name="about" value={query.about} />}
      <Button secondary>Show these</Button>
    </form>
  );
}

interface MailPageProps {
  frame: Frame;
  zone: string;
  mail: MailView & MailText;
}

/** One mail: what became of it, and what it says. */
export function mailPage({ frame, zone, mail }: MailPageProps) {
  return (
    <Layout title={mail.subject} frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle caption={letterWords(mail.letter)} tag={<StateTag state={mail.state} />}>
        {mail.subject}
      </PageTitle>
      <SummaryList
        rows={[
          { key: 'To', value: mail.recipient ? `${mail.recipient} <${mail.address}>` : mail.address },
          { key: 'About', value: <About about={mail.about} aboutUrl={mail.aboutUrl} /> },
          { key: 'Due', value: at(mail.dueAt, zone) },
          mail.sentAt !== null && { key: 'Sent', value: at(mail.sentAt, zone) },
          { key: 'Attempts', value: String(mail.attempts) },
          mail.error !== '' && { key: 'What happened', value: mail.error },
        ]}
      />
      {mail.html === '' ? (
        <InsetText>{mail.text}</InsetText>
      ) : (
        <>
          <h2 class="govuk-heading-m">As it looks</h2>
          <iframe src={`/mail/${mail.id}/html`} sandbox="" width="100%" height="600" title="The letter as it looks" />
          <h2 class="govuk-heading-m">As plain text</h2>
          <pre class="govuk-body fund-mail-text">{mail.text}</pre>
        </>
      )}
    </Layout>
  );
}

interface PlannedPageProps {
  frame: Frame;
  zone: string;
  planned: PlannedView[];
}

/** The reminders to come, day by day. */
export function plannedPage({ frame, zone, planned }: PlannedPageProps) {
  const dayOf = ({ dueAt }: PlannedView): string => dateIn(new Date(dueAt), zone);
  const days = [...new Set(planned.map(dayOf))];
  return (
    <Layout title="Planned letters" frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle>Planned letters</PageTitle>
      {planned.length === 0 && (
        <InsetText>
          Nothing is planned. Reminders appear here when a review or a report gets its due date, and go when it is done.
        </InsetText>
      )}
      {days.map((day) => (
        <DataTable
          key={day}
          caption={formatDate(day)}
          rows={planned.filter((letter) => dayOf(letter) === day)}
          columns={[
            { head: 'Letter', header: true, cell: ({ letter }) => letterWords(letter) },
            { head: 'About', cell: (row) => <About about={row.about} aboutUrl={row.aboutUrl} title={row.title} /> },
            { head: 'Goes out', cell: ({ dueAt }) => at(dueAt, zone) },
          ]}
        />
      ))}
    </Layout>
  );
}
