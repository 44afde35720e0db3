import type { ComponentChildren } from 'preact';
import { formatMoney } from '../kernel/money';
import { When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { DataTable } from '../kernel/page/table';
import { formatInstant } from '../kernel/time';
import type { AccountView, EntryTransfer, JournalEntry } from './journal-entry.dto';
import { bookWords, hrefOf, kindWords, stageWords } from './journal.words';

/** One transaction: what happened, who did it and when, what it did to both books, and its seal. */
export function entryPage({ frame, zone, entry }: { frame: Frame; zone: string; entry: JournalEntry }) {
  const { seq, kind, fund, transfers } = entry;
  const back = { href: `/funds/${fund.id}/transfers`, text: `Journal of ${fund.name}` };
  const of = (book: EntryTransfer['book']) => transfers.filter((transfer) => transfer.book === book);
  return (
    <Layout title={`Transaction ${seq}`} frame={frame} back={back}>
      <PageTitle caption={`Transaction ${seq.toLocaleString('en')}`}>{kindWords[kind]}</PageTitle>
      <SummaryList rows={factsOf(entry, zone)} />
      <Book
        caption="What the money is for"
        transfers={of('budget')}
        empty="It changes nothing of what the money is for."
        words={(account) => stageWords[account as keyof typeof stageWords]}
        heads={['From', 'To']}
      />
      <Book
        caption="Where the money is"
        transfers={of('accounts')}
        empty="It changes nothing of where the money is."
        words={(account) => bookWords[account as keyof typeof bookWords]}
        heads={['Debit', 'Credit']}
      />
      <h2 class="govuk-heading-m">Its seal</h2>
      <p class="govuk-body">The hash is worked out over all of the above and the hash of the transaction before it.</p>
      <p class="govuk-body">Hash</p>
      <p class="govuk-body fund-hash">{entry.hash}</p>
      <p class="govuk-body">Hash of the one before</p>
      <p class="govuk-body fund-hash">{entry.previousHash}</p>
    </Layout>
  );
}

function factsOf(entry: JournalEntry, zone: string): { key: string; value: ComponentChildren }[] {
  const { at, recordedAt, by, subject, about, occurrence, reverses, reversedBy } = entry;
  const time = (iso: string) => <When iso={iso} text={formatInstant(new Date(iso), zone)} />;
  const href = hrefOf(entry, entry.fund.id);
  const facts: [string, ComponentChildren][] = [
    ['About', href ? <Link href={href} text={about ?? subject} /> : (about ?? subject)],
    ['Done by', by?.name ?? 'The system'],
    ['When', time(at)],
    ['Written down', time(recordedAt)],
    ['Subject', `${subject}${occurrence > 1 ? `, time ${occurrence}` : ''}`],
  ];
  if (reverses !== null) facts.push(['Takes back', <Transaction seq={reverses} />]);
  if (reversedBy !== null) facts.push(['Taken back by', <Transaction seq={reversedBy} />]);
  return facts.map(([key, value]) => ({ key, value }));
}

const Transaction = ({ seq }: { seq: number }) => <Link href={`/transactions/${seq}`} text={`Transaction ${seq}`} />;

const Link = ({ href, text }: { href: string; text: string }) => (
  <a class="govuk-link" href={href}>
    {text}
  </a>
);

interface BookProps {
  caption: string;
  transfers: EntryTransfer[];
  empty: string;
  words: (account: string) => string;
  heads: [string, string];
}

function Book({ caption, transfers, empty, words, heads }: BookProps) {
  return (
    <DataTable
      caption={caption}
      rows={transfers}
      empty={empty}
      columns={[
        { head: heads[0], header: true, cell: ({ debit }) => <Account account={debit} words={words} /> },
        { head: heads[1], cell: ({ credit }) => <Account account={credit} words={words} /> },
        { head: 'Amount', numeric: true, cell: ({ cents, currency }) => formatMoney(cents, currency) },
      ]}
    />
  );
}

function Account({ account, words }: { account: AccountView; words: (kind: string) => string }) {
  const { kind, id, award, round, restriction, funder } = account;
  const whose = [award, round, restriction, funder && `given by ${funder}`].filter(Boolean).join(', ');
  return (
    <span>
      {words(kind)} <span class="fund-table__note">{[whose, `account ${id}`].filter(Boolean).join('; ')}</span>
    </span>
  );
}
