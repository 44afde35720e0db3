import type { Actor } from '../kernel/access';
import type { HistoryLine } from '../kernel/history';
import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Moves } from '../kernel/page/moves';
import { InsetText } from '../kernel/page/notes';
import { AskedMove, pageOnly, Reason } from '../kernel/page/one-form';
import { formatDate, formatInstant } from '../kernel/time';
import { EntryTag, signed } from './bank-tables.pages';
import type { BankEntryView } from './bank-view.dto';

export interface EntryPageProps {
  frame: Frame;
  me: Actor;
  entry: BankEntryView;
  choices: { value: string; text: string }[];
  history: HistoryLine[];
}

/** One movement on the account, and what a person may say that it is. */
export function entryPage(props: EntryPageProps) {
  const { frame, entry, history } = props;
  const { statementId, number, direction, amountCents, currency, sentence, awardId } = entry;
  const title = `${direction === 'debit' ? 'Money that left' : 'Money that arrived'}: ${signed(direction, amountCents, currency)}`;
  return (
    <Layout title={title} frame={frame} back={{ href: `/statements/${statementId}`, text: 'Statement' }}>
      <PageTitle caption={`Entry ${number}`} tag={<EntryTag status={entry.status} />}>
        {title}
      </PageTitle>
      <InsetText>
        {sentence}{' '}
        {awardId !== null && (
          <a class="govuk-link" href={`/awards/${awardId}`}>
            See the grant
          </a>
        )}
      </InsetText>
      <Facts {...props} />
      <Deciding {...props} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

function Facts({ entry, me }: EntryPageProps) {
  const { bookedOn, bankReference, endToEnd, counterparty, note, decidedBy, decidedAt, reason } = entry;
  const decided = decidedBy && decidedAt && `${formatInstant(new Date(decidedAt), me.timeZone)} by ${decidedBy.name}`;
  return (
    <SummaryList
      rows={[
        { key: 'Booked', value: formatDate(bookedOn) },
        { key: 'With', value: counterparty || 'The bank names nobody' },
        { key: 'Reference of the bank', value: <code class="fund-hash">{bankReference}</code> },
        { key: 'Reference of the payer', value: endToEnd ? <code class="fund-hash">{endToEnd}</code> : 'None' },
        note !== '' && { key: 'What the bank writes', value: note },
        !!decided && { key: 'Decided', value: decided },
        reason !== '' && { key: 'Why it was set aside', value: reason },
      ]}
    />
  );
}

function Deciding({ frame, entry, choices }: EntryPageProps) {
  const { id, match, sentence, moves } = entry;
  const may = (name: string): boolean => moves.some(({ move }) => move === name);
  const base = `/bank-entries/${id}`;
  return (
    <>
      {may('confirm') && match !== null && (
        <Form action={`${base}/confirm`} page={pageOnly(frame)} hidden={{ match }}>
          <Button>Confirm: {sentence.replace(/\.$/, '').replace(/^./, (first) => first.toLowerCase())}</Button>
        </Form>
      )}
      {may('confirm') && choices.length > 0 && <Choose frame={frame} base={base} choices={choices} />}
      {may('set-aside') && (
        <AskedMove frame={frame} name="set-aside" action={`${base}/set-aside`} label="Set aside">
          {(one) => (
            <Reason
              one={one}
              label="Why nothing of ours is behind it"
              hint="For example: a contribution or a bank fee, which is recorded by hand."
              maxLength={2000}
            />
          )}
        </AskedMove>
      )}
      {may('take-up') && (
        <Moves moves={[{ move: 'take-up', label: 'Take up again' }]} base={base} page={pageOnly(frame)} />
      )}
    </>
  );
}

function Choose({ frame, base, choices }: { frame: Frame; base: string; choices: EntryPageProps['choices'] }) {
  return (
    <AskedMove frame={frame} name="choose" action={`${base}/confirm`} label="Say what it is">
      {({ form, id }) => (
        <SelectField
          form={form}
          name="match"
          id={id('match')}
          label="What it is"
          hint="It has to fit in amount and date all the same."
          options={choices}
          blank="Choose"
        />
      )}
    </AskedMove>
  );
}
