import type { HistoryLine } from '../kernel/history';
import type { Actor } from '../kernel/access';
import type { Correspondence } from '../kernel/correspondence';
import { Button } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { LettersOf } from '../kernel/page/letters-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText, WarningText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { TextArea } from '../kernel/page/text-area';
import { formatInstant } from '../kernel/time';
import { AccountSummary, DecideForms } from './payee-account.pages';
import { DetailsForm } from './payee-form.pages';
import type { PayeeAccount } from './payee.rules';
import type { BankAccountView, PayeeView } from './payee-view.dto';

export interface PayeePageProps {
  frame: Frame;
  me: Actor;
  payee: PayeeView;
  history: HistoryLine[];
  letters: Correspondence | null;
}

/** Where one payee has its money, what waits, and what was before. */
export function payeePage({ frame, me, payee, history, letters }: PayeePageProps) {
  const back = me.role === 'city' ? undefined : { href: '/payees', text: 'Payees' };
  const title = me.role === 'city' ? 'Bank details of your city' : `Bank details of ${payee.name}`;
  return (
    <Layout title={title} frame={frame} back={back}>
      <PageTitle>{title}</PageTitle>
      <InsetText>{payee.held ?? openSentence(payee)}</InsetText>
      {payee.waiting && (
        <section>
          <h2 class="govuk-heading-m">{payee.account ? 'The change that waits' : 'What waits for confirmation'}</h2>
          <AccountSummary account={payee.waiting} holderId={payee.holderId} zone={me.timeZone} />
          <DecideForms frame={frame} payee={payee} account={payee.waiting} />
        </section>
      )}
      {payee.account && (
        <section>
          <h2 class="govuk-heading-m">{payee.waiting ? 'What is confirmed until then' : 'What is confirmed'}</h2>
          <AccountSummary account={payee.account} holderId={payee.holderId} zone={me.timeZone} />
        </section>
      )}
      {payee.moves.length > 0 && <DetailsForm frame={frame} payee={payee} />}
      <Former accounts={payee.former} zone={me.timeZone} />
      <Readings payee={payee} zone={me.timeZone} />
      <LettersOf letters={letters} zone={me.timeZone} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

const openSentence = ({ holderKind }: PayeeView): string =>
  holderKind === 'fund' ? 'The fund pays from this account.' : 'Payments go to this account.';

function Former({ accounts, zone }: { accounts: BankAccountView[]; zone: string }) {
  if (accounts.length === 0) return null;
  return (
    <DataTable
      caption="What was before"
      rows={accounts}
      columns={[
        { head: 'Account', header: true, cell: ({ lastFour }) => `Ends in ${lastFour}` },
        { head: 'Holder', cell: ({ holderName }) => holderName },
        { head: 'Entered', cell: (row) => `${formatInstant(new Date(row.enteredAt), zone)} by ${row.enteredBy.name}` },
        {
          head: 'Ended as',
          cell: ({ status, rejectReason }) => (
            <>
              <Tag
                status={status === 'rejected' ? 'declined' : status}
                text={status === 'rejected' ? 'Rejected' : 'Replaced'}
              />{' '}
              {rejectReason}
            </>
          ),
        },
      ]}
    />
  );
}

function Readings({ payee, zone }: { payee: PayeeView; zone: string }) {
  return (
    <DataTable
      caption="Who read a full number"
      rows={payee.readings}
      empty="Nobody has read the full number. Whoever does stands here, with when and why."
      columns={[
        { head: 'Who', header: true, cell: ({ by }) => by.name },
        { head: 'When', cell: ({ at }) => formatInstant(new Date(at), zone) },
        { head: 'Account', cell: ({ lastFour }) => `Ends in ${lastFour}` },
        { head: 'Why', cell: ({ why }) => why },
      ]}
    />
  );
}

type Numbered = { frame: Frame; account: PayeeAccount };

const backTo = ({ holderId }: PayeeAccount) => ({ href: `/payees/${holderId}`, text: 'Bank details' });

/** Asks what the full number is needed for. */
export function numberPage({ frame, account }: Numbered) {
  const page = `/payees/${account.holderId}/details/${account.id}/number`;
  return (
    <Layout title="Show the full number" frame={frame} back={backTo(account)} width="reading">
      <PageTitle>Show the full number</PageTitle>
      <p class="govuk-body">
        The account of {account.holderName} that ends in {account.lastFour}. That you read it is written down, with what
        you need it for; everybody who sees these bank details sees that too.
      </p>
      <Form action={page} page={page}>
        <TextArea form={frame.form} name="why" label="What do you need it for?" rows={3} maxLength={500} />
        <Button>Show the number</Button>
      </Form>
    </Layout>
  );
}

/** The full number. */
export function shownNumberPage({ frame, account, number }: Numbered & { number: string }) {
  return (
    <Layout title="The full number" frame={frame} back={backTo(account)} width="reading">
      <PageTitle>The full number</PageTitle>
      <p class="govuk-body">The account of {account.holderName}:</p>
      <InsetText>
        <code>{account.kind === 'iban' ? inFours(number) : number}</code>
      </InsetText>
      <WarningText>Do not send it by mail. This page is not kept: to see the number again, ask again.</WarningText>
    </Layout>
  );
}

const inFours = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, '$1 ');
