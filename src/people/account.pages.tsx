import { formatInstant } from '../kernel/time';
import { Button } from '../kernel/page/buttons';
import { capital } from '../kernel/page/capital';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { NumberField, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { InsetText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { rightLines, roleTitles } from './people.rules';
import type { Person } from './person.entity';
import type { SessionRow, TokenRow } from './sessions.service';

export interface AccountPageProps {
  frame: Frame;
  person: Person;
  organisation: string | null;
  sessions: SessionRow[];
  tokens: TokenRow[];
}

/** Who the reader is here, and every way in that is open to them. */
export function accountPage({ frame, person, organisation, sessions, tokens }: AccountPageProps) {
  return (
    <Layout title="Your account" frame={frame}>
      <PageTitle>Your account</PageTitle>
      <SummaryList
        rows={[
          { key: 'Name', value: person.name },
          { key: 'Address', value: person.email },
          { key: 'Role', value: roleTitles[person.role] },
          organisation !== null && { key: 'Organisation', value: organisation },
          person.cityRight !== null && { key: 'For your city', value: capital(rightLines[person.cityRight]) },
          { key: 'Time zone', value: person.timeZone },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/account/mail">
          Your letters, how you get them, and your calendar address
        </a>
      </p>
      <Sessions sessions={sessions} zone={person.timeZone} />
      <Tokens tokens={tokens} zone={person.timeZone} />
      <NewTokenForm frame={frame} />
    </Layout>
  );
}

function Sessions({ sessions, zone }: { sessions: SessionRow[]; zone: string }) {
  return (
    <DataTable
      caption="Where you are signed in"
      rows={sessions}
      empty="You are signed in nowhere."
      columns={[
        { head: 'Since', header: true, cell: ({ createdAt }) => formatInstant(createdAt, zone) },
        { head: 'Until', cell: ({ expiresAt }) => formatInstant(expiresAt, zone) },
        { head: 'Browser', cell: ({ current }) => (current ? 'This one' : 'Another one') },
        { head: 'End', cell: ({ id }) => <Revoke action={`/account/sessions/${id}/revoke`} text="Sign out" /> },
      ]}
    />
  );
}

function Tokens({ tokens, zone }: { tokens: TokenRow[]; zone: string }) {
  return (
    <DataTable
      caption="Your personal tokens"
      rows={tokens}
      empty="You have none. A program that uses the API in your name needs one."
      columns={[
        { head: 'Name', header: true, cell: ({ name }) => name },
        { head: 'Until', cell: ({ expiresAt }) => formatInstant(expiresAt, zone) },
        { head: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt ? formatInstant(lastUsedAt, zone) : 'Never') },
        { head: 'End', cell: ({ id }) => <Revoke action={`/account/tokens/${id}/revoke`} text="Revoke" /> },
      ]}
    />
  );
}

function Revoke({ action, text }: { action: string; text: string }) {
  return (
    <Form action={action} page="/account">
      <Button secondary>{text}</Button>
    </Form>
  );
}

function NewTokenForm({ frame: { form } }: { frame: Frame }) {
  return (
    <section>
      <h2 class="govuk-heading-m">Make a token</h2>
      <Form action="/account/tokens" page="/account">
        <TextField form={form} name="name" label="What is it for?" width={20} />
        <NumberField form={form} name="days" label="For how many days?" hint="From 1 to 365." value={90} width={3} />
        <Button>Make the token</Button>
      </Form>
    </section>
  );
}

export interface TokenPageProps {
  frame: Frame;
  name: string;
  token: string;
  expiresAt: Date;
  zone: string;
}

/** The one time that a token is shown. */
export function tokenPage({ frame, name, token, expiresAt, zone }: TokenPageProps) {
  return (
    <Layout title="Your new token" frame={frame} back={{ href: '/account', text: 'Your account' }} width="reading">
      <PageTitle>Your new token</PageTitle>
      <p class="govuk-body">This is the token “{name}”. Copy it now: it is not shown again.</p>
      <InsetText>
        <code>{token}</code>
      </InsetText>
      <p class="govuk-body">
        It works until {formatInstant(expiresAt, zone)}. Send it as <code>Authorization: Bearer</code> and the token.
      </p>
    </Layout>
  );
}
