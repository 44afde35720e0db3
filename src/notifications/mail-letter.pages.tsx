import type { HistoryLine } from '../kernel/history';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { LetterTag } from '../kernel/page/letters-of';
import { SummaryList } from '../kernel/page/lists';
import { InsetText } from '../kernel/page/notes';
import { AskedMove, Reason } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { humanise } from '../kernel/page/tag';
import { asked } from './mail-moves.rules';
import { About, at, kindWords, letterWords } from './mail-words';
import type { MailStory } from './mail-story.dto';

interface MailPageProps {
  frame: Frame;
  zone: string;
  mail: MailStory;
  history: HistoryLine[];
}

/** One mail: its whole story, what can be decided about it, and what it says. */
export function mailPage({ frame, zone, mail, history }: MailPageProps) {
  return (
    <Layout title={mail.subject} frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle
        caption={letterWords(mail.letter)}
        tag={<LetterTag state={mail.state} bounced={mail.bouncedAt !== null} />}
      >
        {mail.subject}
      </PageTitle>
      <Moves frame={frame} mail={mail} />
      <Facts mail={mail} zone={zone} />
      <Told mail={mail} zone={zone} />
      <Said mail={mail} />
      {history.length > 0 && <HistoryOf lines={history} />}
    </Layout>
  );
}

function Moves({ frame, mail }: Pick<MailPageProps, 'frame' | 'mail'>) {
  return (
    <>
      {mail.moves.map(({ move, label }) => (
        <AskedMove key={move} frame={frame} name={move} action={`/mail/${mail.id}/${move}`} label={label}>
          {(one) => <Reason one={one} label={asked[move]?.label ?? 'Why?'} hint={asked[move]?.hint} maxLength={1000} />}
        </AskedMove>
      ))}
    </>
  );
}

const letter = (href: string, text: string) => (
  <a class="govuk-link" href={href}>
    {text}
  </a>
);

const waits = ['planned', 'gathered', 'claimed', 'retry'];

function Facts({ mail, zone }: Pick<MailPageProps, 'mail' | 'zone'>) {
  const others = mail.copies.map((copy, index) => (
    <span key={copy.id}>
      {index > 0 && ', '}
      {letter(`/mail/${copy.id}`, copy.copy === 0 ? 'the first' : `copy ${copy.copy}`)}
    </span>
  ));
  return (
    <SummaryList
      rows={[
        { key: 'To', value: mail.recipient ? `${mail.recipient} <${mail.address}>` : mail.address },
        { key: 'About', value: <About about={mail.about} aboutUrl={mail.aboutUrl} /> },
        { key: 'Kind', value: kindWords[mail.kind] },
        { key: 'Written', value: at(mail.createdAt, zone) },
        { key: waits.includes(mail.state) ? 'Leaves' : 'Was due', value: at(mail.dueAt, zone) },
        mail.sentAt !== null && { key: 'Sent', value: at(mail.sentAt, zone) },
        mail.deliveredAt !== null && { key: 'Delivered', value: at(mail.deliveredAt, zone) },
        mail.bouncedAt !== null && { key: 'Came back', value: at(mail.bouncedAt, zone) },
        mail.digestId !== null && {
          key: 'Went out with',
          value: letter(`/mail/${mail.digestId}`, 'the letter of the morning'),
        },
        { key: 'Attempts', value: String(mail.attempts) },
        mail.error !== '' && { key: 'What happened', value: mail.error },
        mail.settledBy !== null && { key: 'Decided by', value: mail.settledBy },
        mail.copies.length > 0 && { key: 'Other copies', value: <>{others}</> },
        {
          key: 'Words',
          value: letter(
            `/letters/${mail.letter.replaceAll('/', '~')}`,
            mail.words === null ? 'The original' : `Version ${mail.words.version}, ${mail.words.place}`,
          ),
        },
      ]}
    />
  );
}

function Told({ mail, zone }: Pick<MailPageProps, 'mail' | 'zone'>) {
  if (mail.told.length === 0) return null;
  return (
    <DataTable
      caption="What the mail provider told"
      rows={mail.told}
      columns={[
        { head: 'What', header: true, cell: ({ type }) => humanise(type) },
        { head: 'When', cell: (one) => at(one.at, zone) },
        { head: 'Words', cell: ({ detail }) => detail },
      ]}
    />
  );
}

function Said({ mail }: Pick<MailPageProps, 'mail'>) {
  if (mail.html === '') return <InsetText>{mail.text}</InsetText>;
  return (
    <>
      <h2 class="govuk-heading-m">As it looks</h2>
      <iframe src={`/mail/${mail.id}/html`} sandbox="" width="100%" height="600" title="The letter as it looks" />
      <h2 class="govuk-heading-m">As plain text</h2>
      <pre class="govuk-body fund-mail-text">{mail.text}</pre>
    </>
  );
}
