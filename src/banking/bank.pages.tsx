import { formatMoney } from '../kernel/money';
import { CheckboxField } from '../kernel/page/choices';
import { FileField } from '../kernel/page/file-field';
import type { Frame } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { DateField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { AskedMove } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { formatDate } from '../kernel/time';
import { EntryRows, Files, OnTheirWay, Statements } from './bank-tables.pages';
import type { BankView, CashView, PaymentRow } from './bank-view.dto';

export interface BankPageProps {
  frame: Frame;
  bank: BankView;
}

/** Everything between a fund and its bank. */
export function bankPage({ frame, bank }: BankPageProps) {
  const { fundId, fund, currency, held, cash, payments, files, statements, entries, moves } = bank;
  const may = (name: string): boolean => moves.some(({ move }) => move === name);
  return (
    <Layout title={`Bank, ${fund}`} frame={frame} back={{ href: `/funds/${fundId}`, text: fund }}>
      <PageTitle caption={fund}>Bank</PageTitle>
      <FundNav fundId={fundId} current="payments" />
      {held !== null && (
        <InsetText>
          The fund’s own account cannot be used now. {held}{' '}
          <a class="govuk-link" href={`/payees/${fundId}`}>
            See the fund’s bank details
          </a>
        </InsetText>
      )}
      <Cash cash={cash} currency={currency} />
      <OnTheirWay payments={payments} />
      {may('make-file') && <MakeFile frame={frame} bank={bank} />}
      <EntryRows
        entries={entries}
        caption="Entries of the bank that wait for somebody"
        empty="Nothing waits. Entries of a statement stand here until somebody has said what they are."
      />
      {entries.length === 50 && <More href={`/funds/${fundId}/bank-entries?status=open`} text="All that wait" />}
      {may('read-statement') && <ReadStatement frame={frame} fundId={fundId} />}
      <Statements statements={statements} />
      {statements.length > 0 && <More href={`/funds/${fundId}/bank-entries`} text="All entries of the bank" />}
      <Files files={files} />
      {files.length === 10 && <More href={`/funds/${fundId}/payment-files`} text="All payment files" />}
    </Layout>
  );
}

function More({ href, text }: { href: string; text: string }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={href}>
        {text}
      </a>
    </p>
  );
}

interface Line {
  text: string;
  cents: number;
}

/** The ledger and the bank, and what is between them. */
function Cash({ cash, currency }: { cash: CashView; currency: string }) {
  const { ledgerCents, bankCents, bankOn, openCents, asideCents, onTheirWayCents, unexplainedCents } = cash;
  const lines: Line[] = [{ text: 'Cash in the ledger, now', cents: ledgerCents }];
  if (bankCents !== null && unexplainedCents !== null) {
    lines.push({ text: `Closing balance of the last statement, ${formatDate(bankOn ?? '')}`, cents: bankCents });
    lines.push({ text: 'Entries that wait, which the bank has and the ledger not yet', cents: openCents });
    lines.push({ text: 'What is left unexplained', cents: unexplainedCents });
  }
  return (
    <section>
      <DataTable
        caption="Cash"
        rows={lines}
        columns={[
          { head: 'What', header: true, cell: ({ text }) => text },
          { head: 'Amount', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
        ]}
      />
      <p class="govuk-body">{explained(cash)}</p>
      {onTheirWayCents > 0 && (
        <p class="govuk-body">
          {formatMoney(onTheirWayCents, currency)} of the cash is on its way to payees: it leaves the ledger’s cash once
          the debit is confirmed.
        </p>
      )}
      {asideCents !== 0 && (
        <p class="govuk-body">
          Entries that were set aside come to {formatMoney(asideCents, currency)}; they count as recorded by hand.
        </p>
      )}
    </section>
  );
}

function explained({ bankCents, unexplainedCents }: CashView): string {
  if (bankCents === null || unexplainedCents === null)
    return 'There is nothing to compare with before the first statement.';
  if (unexplainedCents === 0)
    return 'The ledger and the bank agree to the cent, once the entries that wait are counted.';
  return 'The rest is what was recorded by hand without an entry of the bank, happened after the statement, or is missing in one of the two.';
}

function MakeFile({ frame, bank: { fundId, payments, currency } }: BankPageProps) {
  const waiting = payments.filter(({ paymentFileId }) => paymentFileId === null);
  if (waiting.length === 0) return null;
  const text = ({ title, number, payee, amountCents }: PaymentRow): string =>
    `${title}, instalment ${number}, to ${payee}: ${formatMoney(amountCents, currency)}`;
  return (
    <AskedMove frame={frame} name="make-file" action={`/funds/${fundId}/payment-files`} label="Make a payment file">
      {({ form, id }) => (
        <>
          <CheckboxField
            form={form}
            name="paymentIds"
            id={id('paymentIds')}
            label="Payments for the file"
            options={waiting.map((row) => ({ value: row.id, text: text(row) }))}
            values={waiting.map((row) => row.id)}
            small
          />
          <DateField
            form={form}
            name="executeOn"
            id={id('executeOn')}
            label="When the bank is to pay"
            hint="Today unless you choose a later day."
            optional
          />
        </>
      )}
    </AskedMove>
  );
}

function ReadStatement({ frame, fundId }: { frame: Frame; fundId: string }) {
  return (
    <AskedMove
      frame={frame}
      name="read-statement"
      action={`/funds/${fundId}/statements`}
      label="Read a bank statement"
      multipart
    >
      {({ form, id }) => (
        <FileField
          form={form}
          name="fileId"
          id={id('fileId')}
          label="Statement"
          hint="A camt.053.001.08 of the fund’s account, at most 5 MB. It is read as a whole or not at all; nothing is booked before you confirm it."
          accept=".xml,application/xml,text/xml"
        />
      )}
    </AskedMove>
  );
}
