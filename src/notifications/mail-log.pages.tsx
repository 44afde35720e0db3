import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import type { Frame } from '../kernel/page/frame';
import { DateField, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { LetterTag, letterStates, MailStopped } from '../kernel/page/letters-of';
import { Details } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import type { MailTask } from './mail-tasks.dto';
import { About, at, kindWords, letterWords } from './mail-words';
import { mailKinds, type MailQuery, type MailView } from './notifications.dto';
import { mailStates } from './mail-rows';

interface MailsPageProps {
  frame: Frame;
  zone: string;
  query: MailQuery;
  mails: Page<MailView>;
  /** Which letters there are. */
  letters: string[];
  tasks: MailTask[];
  /** Why all mail is stopped. */
  stopped: string | null;
}

/** Every mail that was written, and what became of it; on top what somebody has to look at. */
export function mailsPage({ frame, zone, query, mails, letters, tasks, stopped }: MailsPageProps) {
  return (
    <Layout title="Mail" frame={frame}>
      <PageTitle>Mail</PageTitle>
      {stopped !== null && <MailStopped reason={stopped} />}
      {tasks.length > 0 && <Tasks tasks={tasks} zone={zone} />}
      <p class="govuk-body">
        Every letter that the system has written. Also: <Link href="/mail/planned">planned reminders</Link>,{' '}
        <Link href="/reminders">when people are reminded</Link>, <Link href="/letters">the words of letters</Link>,{' '}
        <Link href="/mail/brakes">brakes</Link>, <Link href="/mail/addresses">addresses that nothing is sent to</Link>
        {frame.actor?.role === 'admin' && (
          <>
            , <Link href="/queues">queues</Link>
          </>
        )}
        .
      </p>
      <Filter frame={frame} query={query} letters={letters} />
      <DataTable
        caption="Letters"
        rows={mails.items}
        empty="No letters match. The first are written when a round opens or somebody signs in."
        columns={[
          { head: 'Letter', header: true, cell: ({ id, subject }) => <Link href={`/mail/${id}`}>{subject}</Link> },
          { head: 'To', cell: ({ recipient, address }) => recipient ?? address },
          { head: 'About', cell: (mail) => <About about={mail.about} aboutUrl={mail.aboutUrl} /> },
          { head: 'State', cell: ({ state, bouncedAt }) => <LetterTag state={state} bounced={bouncedAt !== null} /> },
          { head: 'When', cell: ({ sentAt, dueAt }) => at(sentAt ?? dueAt, zone) },
        ]}
      />
      <Pagination older={mails.next === null ? undefined : olderThan(query, mails.next)} olderText="Older letters" />
    </Layout>
  );
}

const Link = ({ href, children }: { href: string; children: string }) => (
  <a class="govuk-link" href={href}>
    {children}
  </a>
);

function Tasks({ tasks, zone }: Pick<MailsPageProps, 'tasks' | 'zone'>) {
  return (
    <DataTable
      caption="Waiting for a decision"
      rows={tasks}
      columns={[
        { head: 'What', header: true, cell: ({ href, todo }) => <Link href={href}>{todo}</Link> },
        { head: 'On', cell: ({ title }) => title },
        { head: 'To', cell: ({ address }) => address },
        { head: 'Since', cell: ({ since }) => at(since, zone) },
      ]}
    />
  );
}

const names = ['state', 'kind', 'recipient', 'letter', 'about', 'from', 'until'] as const;

function olderThan(query: MailQuery, after: string): string {
  const asked = names.map((name) => [name, query[name]]).filter(([, value]) => value !== undefined);
  return `/mail?${new URLSearchParams([...asked, ['after', after]] as [string, string][]).toString()}`;
}

function Filter({ frame: { form }, query, letters }: Pick<MailsPageProps, 'frame' | 'query' | 'letters'>) {
  const states = mailStates.map((state) => ({ value: state, text: letterStates[state] ?? state }));
  const kinds = mailKinds.map((kind) => ({ value: kind, text: kindWords[kind] }));
  const written = letters.map((letter) => ({ value: letter, text: letterWords(letter) }));
  const more = [query.kind, query.letter, query.from, query.until, query.about].some((value) => value !== undefined);
  return (
    <form method="get" action="/mail" noValidate>
      <SelectField form={form} name="state" label="State" value={query.state} blank="All" options={states} />
      <TextField form={form} name="recipient" label="Name or address" value={query.recipient} width={20} />
      <Details summary="More ways to choose" open={more}>
        <SelectField form={form} name="kind" label="Kind" value={query.kind} blank="All" options={kinds} />
        <SelectField form={form} name="letter" label="Letter" value={query.letter} blank="All" options={written} />
        <DateField form={form} name="from" label="Written from" value={query.from} />
        <DateField form={form} name="until" label="Written until" value={query.until} />
        <TextField form={form} name="about" label="About" hint="Like award:<id>" value={query.about} />
      </Details>
      <Button secondary>Show these</Button>
    </form>
  );
}
