import type { FundView } from '../fund/fund-view.dto';
import { bookWords, kindWords, stageWords } from '../fund/journal.words';
import { formatMoney, sumCents } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import { FundNav } from '../kernel/page/fund-nav';
import type { Frame } from '../kernel/page/frame';
import { DateField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Details, InsetText, WarningText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { formatDate } from '../kernel/time';
import type { StatementMovement, StatementView } from './money-statement.dto';
import type { StatementDesk } from './money-statement.service';

type Props = StatementDesk & { frame: Frame };

/** What the fund had on the first of some days, what moved, and what it had on the last. */
export function statementPage({ frame, fund, statement, form, period }: Props) {
  return (
    <Layout title={`Statement, ${fund.name}`} frame={frame} back={{ href: `/funds/${fund.id}`, text: fund.name }}>
      <PageTitle caption={fund.name}>Statement</PageTitle>
      <FundNav fundId={fund.id} current="statement" />
      <form method="get" action={`/funds/${fund.id}/statement`} class="fund-narrow">
        <DateField form={form} name="from" label="From" value={period.from} />
        <DateField form={form} name="to" label="To" value={period.to} />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Show
        </button>
      </form>
      {statement && <Whole fund={fund} statement={statement} />}
    </Layout>
  );
}

function Whole({ fund, statement }: { fund: FundView; statement: StatementView }) {
  const { from, to, stages, accounts, currency } = statement;
  const link = (name: string, value: string) => `/funds/${fund.id}/transfers?${name}=${value}&from=${from}&to=${to}`;
  const days = `from=${from}&to=${to}`;
  return (
    <>
      <p class="govuk-body">
        From {formatDate(from)} to the end of {formatDate(to)} (UTC): {statement.transactions.toLocaleString('en')}{' '}
        {statement.transactions === 1 ? 'event' : 'events'}.
      </p>
      <Reconciled statement={statement} />
      <Book
        caption="What the money is for"
        currency={currency}
        rows={stages.map((row) => ({ ...row, name: stageWords[row.stage], href: link('stage', row.stage) }))}
      />
      <Book
        caption="Where the money is"
        currency={currency}
        rows={accounts.map((row) => ({ ...row, name: bookWords[row.account], href: link('account', row.account) }))}
      />
      <div class="govuk-button-group">
        <ButtonLink href={`/funds/${fund.id}/export/statement.csv?${days}`} secondary>
          Download with all transfers as CSV
        </ButtonLink>
        <ButtonLink href={`/funds/${fund.id}/export/statement.xlsx?${days}`} secondary>
          Download for Excel
        </ButtonLink>
      </div>
    </>
  );
}

function Reconciled({ statement: { reconciles, accounts, currency } }: { statement: StatementView }) {
  const cash = accounts.find(({ account }) => account === 'cash')?.closingCents ?? 0;
  if (!reconciles) {
    return (
      <WarningText>
        These figures do not agree with each other. Have <code>npm run verify</code> read the whole journal, and use
        none of them until it has.
      </WarningText>
    );
  }
  return (
    <InsetText>
      It reconciles: each closing is its opening with the movements, and cash, {formatMoney(cash, currency)}, is what is
      unspent.
    </InsetText>
  );
}

interface Row {
  name: string;
  href: string;
  openingCents: number;
  movements: StatementMovement[];
  closingCents: number;
}

function Book({ caption, currency, rows }: { caption: string; currency: string; rows: Row[] }) {
  const money = (cents: number) => (cents === 0 ? '–' : formatMoney(cents, currency));
  const alive = rows.filter(
    ({ openingCents, movements, closingCents }) => openingCents !== 0 || closingCents !== 0 || movements.length > 0,
  );
  const part = (row: Row, sign: 1 | -1): string =>
    money(sumCents(row.movements.map(({ cents }) => cents).filter((cents) => cents * sign > 0)));
  const happened = alive.flatMap(({ name, movements }) => movements.map((movement) => ({ name, ...movement })));
  return (
    <>
      <DataTable
        caption={caption}
        rows={alive}
        empty="Nothing was there, and nothing moved."
        columns={[
          {
            head: 'Account',
            header: true,
            cell: ({ name, href }) => (
              <a class="govuk-link" href={href}>
                {name}
              </a>
            ),
          },
          { head: 'Opening', numeric: true, cell: ({ openingCents }) => money(openingCents) },
          { head: 'More', numeric: true, cell: (row) => part(row, 1) },
          { head: 'Less', numeric: true, cell: (row) => part(row, -1) },
          { head: 'Closing', numeric: true, cell: ({ closingCents }) => money(closingCents) },
        ]}
      />
      {happened.length > 0 && (
        <Details summary={`${caption}: movements by kind of event`}>
          <DataTable
            caption={`${caption}, by kind of event`}
            captionSize="s"
            rows={happened}
            columns={[
              { head: 'Account', header: true, cell: ({ name }) => name },
              { head: 'Event', cell: ({ kind }) => kindWords[kind] },
              { head: 'Amount', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
            ]}
          />
        </Details>
      )}
    </>
  );
}
