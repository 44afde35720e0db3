import { withQuery } from '../kernel/local-path';
import { When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Narrow, NothingFits } from '../kernel/page/narrow';
import { type Column, DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import { formatDate } from '../kernel/time';
import type { PayeeRow } from './payee-view.dto';
import { payeeChoices, type PayeesQuery } from './payees.dto';

export interface PayeesPageProps {
  frame: Frame;
  payees: Page<PayeeRow>;
  query: PayeesQuery;
}

/** Everybody who can be paid, and the funds that pay: who has bank details, and what waits. */
export function payeesPage({ frame, payees, query }: PayeesPageProps) {
  const narrowed = query.status !== undefined || query.after !== undefined;
  return (
    <Layout title="Payees" frame={frame}>
      <PageTitle>Payees</PageTitle>
      <p class="govuk-body">
        Money goes only to bank details that one person entered and another confirmed. Of the numbers the last four
        characters are shown.
      </p>
      <Narrow list="/payees" status={query.status} statuses={payeeChoices} />
      <DataTable
        caption={narrowed ? 'What fits your choice' : 'Funds, cities and partners'}
        rows={payees.items}
        empty={narrowed ? <NothingFits list="/payees" /> : 'There is nobody to pay yet: no fund, no city, no partner.'}
        columns={[name, account, waiting, held]}
      />
      <Pagination
        newer={query.after === undefined ? undefined : withQuery(frame.path, 'after', undefined)}
        newerText="The beginning"
        older={payees.next === null ? undefined : withQuery(frame.path, 'after', payees.next)}
        olderText="More"
      />
    </Layout>
  );
}

const name: Column<PayeeRow> = {
  head: 'Name',
  header: true,
  cell: (row) => (
    <>
      <a class="govuk-link" href={`/payees/${row.holderId}`}>
        {row.name}
      </a>
      {row.holderKind === 'fund' && ' (pays)'}
    </>
  ),
};
const account: Column<PayeeRow> = {
  head: 'Account',
  cell: ({ lastFour, currency }) => (lastFour === null ? '–' : `${currency ?? ''}, ends in ${lastFour}`),
};
const waiting: Column<PayeeRow> = {
  head: 'Waits for confirmation',
  cell: ({ waitingSince }) =>
    waitingSince === null ? '–' : <When iso={waitingSince} text={`Since ${formatDate(waitingSince.slice(0, 10))}`} />,
};
const held: Column<PayeeRow> = {
  head: 'Can be paid',
  cell: (row) => (row.held === null ? <Tag status="active" text="Yes" /> : row.held),
};
