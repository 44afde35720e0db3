import type { Actor } from '../kernel/access';
import { withQuery } from '../kernel/local-path';
import { formatMoney } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { When } from '../kernel/page/figures';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Narrow } from '../kernel/page/narrow';
import { WarningText } from '../kernel/page/notes';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import { formatDate, formatInstant } from '../kernel/time';
import { entryStatuses } from './bank-entry.rules';
import { EntryRows } from './bank-tables.pages';
import type { BankEntryView, Outcome, BankStatementView } from './bank-view.dto';
import type { EntriesQuery } from './banking.dto';

export interface StatementPageProps {
  frame: Frame;
  me: Actor;
  query: EntriesQuery;
  statement: BankStatementView;
}

/** One statement: its entries, what they seem to be, and one button for all of it. */
export function statementPage({ frame, me, query, statement }: StatementPageProps) {
  const { id, fundId, statementId, gap, items, next, entries } = statement;
  return (
    <Layout title={`Statement ${statementId}`} frame={frame} back={{ href: `/funds/${fundId}/bank`, text: 'Bank' }}>
      <PageTitle caption="Bank statement">{statementId}</PageTitle>
      {gap !== null && <WarningText>{gap}</WarningText>}
      <Facts statement={statement} me={me} />
      {entries > 0 && <Narrow list={`/statements/${id}`} status={query.status} statuses={entryStatuses} />}
      <EntryRows
        entries={items}
        caption="Entries"
        empty={
          entries === 0
            ? 'Nothing happened on the account in these days.'
            : 'Nothing on this statement fits your choice.'
        }
      />
      <ConfirmSeen frame={frame} id={id} entries={items} />
      <Ways frame={frame} query={query} next={next} />
    </Layout>
  );
}

function Facts({ statement, me }: Pick<StatementPageProps, 'statement' | 'me'>) {
  const { fromOn, toOn, lastFour, openingCents, closingCents, currency, open, readBy, readAt, sha256 } = statement;
  return (
    <SummaryList
      rows={[
        { key: 'Account', value: `Ends in ${lastFour}` },
        {
          key: 'Days',
          value: fromOn === null ? `Until ${formatDate(toOn)}` : `${formatDate(fromOn)} to ${formatDate(toOn)}`,
        },
        { key: 'Opening balance', value: formatMoney(openingCents, currency) },
        { key: 'Closing balance', value: formatMoney(closingCents, currency) },
        { key: 'Entries that wait', value: open },
        {
          key: 'Read',
          value: (
            <>
              <When iso={readAt} text={formatInstant(new Date(readAt), me.timeZone)} /> by {readBy.name}
            </>
          ),
        },
        { key: 'SHA-256 of the file', value: <code class="fund-hash">{sha256}</code> },
      ]}
    />
  );
}

/** What is confirmed is what stands above, and nothing that changed since. */
function ConfirmSeen({ frame, id, entries }: { frame: Frame; id: string; entries: BankEntryView[] }) {
  const proposed = entries.filter(({ match, moves }) => match !== null && moves.some(({ move }) => move === 'confirm'));
  if (proposed.length === 0) return null;
  const what = proposed.length === 1 ? 'the one that is proposed' : `all ${proposed.length} that are proposed`;
  return (
    <Form action={`/statements/${id}/confirm`} page={frame.path}>
      {proposed.map(({ id: entry, match }) => (
        <input key={entry} type="hidden" name="seen[]" value={`${entry}=${match}`} />
      ))}
      <p class="govuk-body">What is proposed is booked as the column “What it is” says. Look through it first.</p>
      <Button>Confirm {what}</Button>
    </Form>
  );
}

function Ways({ frame, query, next }: { frame: Frame; query: EntriesQuery; next: string | null }) {
  return (
    <Pagination
      newer={query.after === undefined ? undefined : withQuery(frame.path, 'after', undefined)}
      newerText="The beginning"
      older={next === null ? undefined : withQuery(frame.path, 'after', next)}
      olderText="More"
    />
  );
}

export interface EntriesPageProps {
  frame: Frame;
  fundId: string;
  query: EntriesQuery;
  entries: Page<BankEntryView>;
}

/** All entries of a fund's account. */
export function entriesPage({ frame, fundId, query, entries }: EntriesPageProps) {
  return (
    <Layout title="Entries of the bank" frame={frame} back={{ href: `/funds/${fundId}/bank`, text: 'Bank' }}>
      <PageTitle>Entries of the bank</PageTitle>
      <FundNav fundId={fundId} current="payments" />
      <Narrow list={`/funds/${fundId}/bank-entries`} status={query.status} statuses={entryStatuses} />
      <EntryRows
        entries={entries.items}
        caption={query.status === 'open' ? 'The oldest first' : 'The newest first'}
        empty={query.status === undefined ? 'No statement has been read yet.' : 'There is no such entry.'}
      />
      <Ways frame={frame} query={query} next={entries.next} />
    </Layout>
  );
}

/** What a person reads after many were confirmed; short enough for a notice. */
export function outcomeNotice(outcomes: readonly Outcome[]): string {
  const refused = outcomes.filter(({ confirmed }) => !confirmed);
  const done = outcomes.length - refused.length;
  const sentences = [done === 1 ? '1 entry is confirmed.' : `${done} entries are confirmed.`];
  if (refused.length > 0) sentences.push(`${refused.length} ${refused.length === 1 ? 'is' : 'are'} not:`);
  sentences.push(...refused.slice(0, 3).map(({ number, sentence }) => `Entry ${number}: ${sentence.slice(0, 250)}`));
  if (refused.length > 3) sentences.push('The others stand below.');
  return sentences.join(' ');
}
