import { capital } from '../kernel/page/capital';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { DataTable } from '../kernel/page/table';
import { Tag, type TagColour } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import type { Page, PageQuery } from '../kernel/paging';
import { at } from './mail-words';
import type { OwnLetter, OwnLetterInFull, OwnPlanned, OwnState } from './own-mail.dto';
import type { CalendarAddress, MailPreferences } from './preferences.dto';
import { kindsOfLetters, optionalLetters, rhythmWords } from './preferences.rules';

const states: Record<OwnState, [text: string, colour: TagColour]> = {
  sent: ['Sent', 'green'],
  unknown: ['Not known whether it arrived', 'magenta'],
  dead: ['Could not be delivered', 'red'],
  suppressed: ['Not sent: your address takes no mail', 'red'],
};

function State({ state, bouncedAt }: Pick<OwnLetter, 'state' | 'bouncedAt'>) {
  const [text, colour] = bouncedAt === null ? states[state] : (['Came back', 'red'] as const);
  return <Tag status={state} text={text} colour={colour} />;
}

interface OwnMailProps {
  frame: Frame;
  zone: string;
  letters: Page<OwnLetter>;
  planned: OwnPlanned[];
  preferences: MailPreferences;
  address: CalendarAddress;
  query: PageQuery;
}

/** What comes next, what was sent, and how it comes. */
export function ownMailPage({ frame, zone, letters, planned, preferences, address, query }: OwnMailProps) {
  const first = query.after === undefined;
  return (
    <Layout title="Your letters" frame={frame} back={{ href: '/account', text: 'Your account' }}>
      <PageTitle>Your letters</PageTitle>
      {first && <Chosen preferences={preferences} address={address} zone={zone} />}
      {first && <Next planned={planned} zone={zone} />}
      <DataTable
        caption="Sent to you"
        rows={letters.items}
        empty="Nothing was sent to you yet. Every letter that we send you can be read here again."
        columns={[
          {
            head: 'Letter',
            header: true,
            cell: ({ id, subject }) => (
              <a class="govuk-link" href={`/account/mail/${id}`}>
                {subject}
              </a>
            ),
          },
          { head: 'Kind', cell: ({ kind }) => kindsOfLetters[kind].name },
          { head: 'State', cell: (letter) => <State {...letter} /> },
          { head: 'When', cell: (letter) => at(letter.at, zone) },
        ]}
      />
      <Pagination
        newer={first ? undefined : '/account/mail'}
        newerText="Newest letters"
        older={letters.next === null ? undefined : `/account/mail?after=${encodeURIComponent(letters.next)}`}
        olderText="Older letters"
      />
    </Layout>
  );
}

function Chosen({
  preferences: { rhythm, wanted },
  address,
  zone,
}: Pick<OwnMailProps, 'preferences' | 'address' | 'zone'>) {
  const change = (hidden: string) => [{ href: '/account/mail/preferences', text: 'Change', hidden }];
  const names = optionalLetters.filter((kind) => wanted.includes(kind)).map((kind) => kindsOfLetters[kind].name);
  const also = capital(names.join(', ').toLowerCase()) || 'Nothing else';
  const feed = address.madeAt === null ? 'You have none' : <>Made on {at(address.madeAt, zone)}</>;
  return (
    <SummaryList
      rows={[
        { key: 'Letters come', value: rhythmWords[rhythm].name, actions: change('when letters come') },
        { key: 'Always', value: 'Deadlines and tasks, decisions, security' },
        { key: 'Also', value: also, actions: change('what else you get') },
        {
          key: 'Calendar address',
          value: feed,
          actions: [
            {
              href: '/account/mail/calendar',
              text: address.madeAt === null ? 'Make one' : 'Change',
              hidden: 'the calendar address',
            },
          ],
        },
      ]}
    />
  );
}

function Next({ planned, zone }: Pick<OwnMailProps, 'planned' | 'zone'>) {
  return (
    <DataTable
      caption="What comes next"
      rows={planned}
      empty="Nothing is planned for you. Reminders appear here as soon as something of yours has a date, and go when it is done."
      columns={[
        {
          head: 'About',
          header: true,
          cell: ({ title, url }) =>
            url === null ? (
              title
            ) : (
              <a class="govuk-link" href={url}>
                {title}
              </a>
            ),
        },
        { head: 'Comes', cell: (one) => at(one.at, zone) },
        { head: 'Why', cell: ({ reason }) => reason },
      ]}
    />
  );
}

interface OwnLetterProps {
  frame: Frame;
  zone: string;
  letter: OwnLetterInFull;
}

/** One letter to the reader, as it can be read in any mail program. */
export function ownLetterPage({ frame, zone, letter }: OwnLetterProps) {
  return (
    <Layout title={letter.subject} frame={frame} back={{ href: '/account/mail', text: 'Your letters' }} width="reading">
      <PageTitle caption={kindsOfLetters[letter.kind].name} tag={<State {...letter} />}>
        {letter.subject}
      </PageTitle>
      <p class="govuk-body fund-mail-text">
        To {letter.address}, {at(letter.at, zone)}
      </p>
      <div class="govuk-inset-text fund-mail-text">
        <Said text={letter.text} />
      </div>
    </Layout>
  );
}

/** An address that stands alone on its line is a link, as mail programs make it one. */
function Said({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, index) => (
        <span key={index}>
          {/^https?:\/\/\S+$/.test(line) ? (
            <a class="govuk-link" href={line}>
              {line}
            </a>
          ) : (
            line
          )}
          {'\n'}
        </span>
      ))}
    </>
  );
}
