import { formatMoney } from '../kernel/money';
import { When } from '../kernel/page/figures';
import { type Column, DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import type { BankEntryView, PaymentFileRow, PaymentRow, BankStatementRow } from './bank-view.dto';

const day = (instant: string): string => instant.slice(0, 10);

const payment: Column<PaymentRow> = {
  head: 'Payment',
  header: true,
  cell: ({ awardId, title, number }) => (
    <a class="govuk-link" href={`/awards/${awardId}#instalments`}>
      {title}, instalment {number}
    </a>
  ),
};
const payee: Column<PaymentRow> = { head: 'To', cell: (row) => `${row.payee}, ends in ${row.lastFour}` };
const amount: Column<PaymentRow> = {
  head: 'Amount',
  numeric: true,
  cell: ({ amountCents, currency, payCents, payCurrency }) => (
    <>
      {formatMoney(amountCents, currency)}
      {payCurrency !== currency && <> ({formatMoney(payCents, payCurrency)})</>}
    </>
  ),
};
const age: Column<PaymentRow> = {
  head: 'On its way',
  cell: ({ days, releasedAt }) => (
    <When iso={releasedAt} text={days === 0 ? 'Since today' : `${days} ${days === 1 ? 'day' : 'days'}`} />
  ),
};
const file: Column<PaymentRow> = {
  head: 'File',
  cell: ({ paymentFileId }) =>
    paymentFileId === null ? (
      'In no file yet'
    ) : (
      <a class="govuk-link" href={`/payment-files/${paymentFileId}`}>
        Payment file
      </a>
    ),
};
const reference: Column<PaymentRow> = {
  head: 'Reference',
  cell: ({ endToEnd }) => <code class="fund-hash">{endToEnd}</code>,
};
const status: Column<PaymentRow> = { head: 'Status', cell: (row) => <Tag status={row.status} /> };

export function OnTheirWay({ payments }: { payments: PaymentRow[] }) {
  return (
    <DataTable
      caption="Payments on their way"
      rows={payments}
      empty="No payment is on its way. What finance releases on the page of a grant stands here until the bank has answered."
      columns={[payment, payee, amount, age, file]}
    />
  );
}

export function InFile({ payments }: { payments: PaymentRow[] }) {
  return <DataTable caption="What is in it" rows={payments} columns={[payment, payee, amount, reference, status]} />;
}

const messageId: Column<PaymentFileRow> = {
  head: 'File',
  header: true,
  cell: ({ id, messageId: text }) => (
    <a class="govuk-link" href={`/payment-files/${id}`}>
      {text}
    </a>
  ),
};

export function Files({ files, hideCaption = false }: { files: PaymentFileRow[]; hideCaption?: boolean }) {
  return (
    <DataTable
      caption="Payment files"
      hideCaption={hideCaption}
      rows={files}
      empty="No payment file has been made yet. Once payments are released, make one above and give it to the bank."
      columns={[
        messageId,
        { head: 'Made', cell: ({ madeAt, madeBy }) => `${formatDate(day(madeAt))} by ${madeBy.name}` },
        { head: 'Payments', numeric: true, cell: ({ payments }) => payments },
        { head: 'Control sum', numeric: true, cell: ({ controlSum }) => controlSum },
      ]}
    />
  );
}

export function Statements({ statements }: { statements: BankStatementRow[] }) {
  return (
    <DataTable
      caption="Bank statements"
      rows={statements}
      empty="No statement has been read yet. Export one from the bank as camt.053.001.08 and read it in above."
      columns={[
        {
          head: 'Statement',
          header: true,
          cell: ({ id, statementId }) => (
            <a class="govuk-link" href={`/statements/${id}`}>
              {statementId}
            </a>
          ),
        },
        { head: 'Until', cell: ({ toOn }) => formatDate(toOn) },
        { head: 'Closing balance', numeric: true, cell: (row) => formatMoney(row.closingCents, row.currency) },
        { head: 'Entries', numeric: true, cell: ({ entries }) => entries },
        { head: 'Open', numeric: true, cell: ({ open }) => open },
      ]}
    />
  );
}

const entryColumns: Column<BankEntryView>[] = [
  {
    head: 'Entry',
    header: true,
    cell: ({ id, number, bankReference }) => (
      <a class="govuk-link" href={`/bank-entries/${id}`}>
        {number}. {bankReference}
      </a>
    ),
  },
  { head: 'Booked', cell: ({ bookedOn }) => formatDate(bookedOn) },
  { head: 'With', cell: ({ counterparty }) => counterparty || '–' },
  {
    head: 'Amount',
    numeric: true,
    cell: ({ direction, amountCents, currency }) => signed(direction, amountCents, currency),
  },
  { head: 'What it is', cell: ({ sentence }) => sentence },
  { head: 'Status', cell: ({ status: now }) => <Tag status={now} colour={colours[now]} /> },
];

const colours = { open: 'yellow', confirmed: 'green', set_aside: 'grey' } as const;

/** Money that left has a minus. */
export const signed = (direction: 'debit' | 'credit', cents: number, currency: string): string =>
  `${direction === 'debit' ? '−' : '+'}${formatMoney(cents, currency)}`;

export const EntryTag = ({ status: now }: { status: keyof typeof colours }) => (
  <Tag status={now} colour={colours[now]} />
);

export function EntryRows({ entries, caption, empty }: { entries: BankEntryView[]; caption: string; empty: string }) {
  return <DataTable caption={caption} rows={entries} empty={empty} columns={entryColumns} />;
}
