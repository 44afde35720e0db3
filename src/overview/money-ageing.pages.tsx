import { formatMoney, sumCents } from '../kernel/money';
import { When } from '../kernel/page/figures';
import { FundNav } from '../kernel/page/fund-nav';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import type { AgeingView, CommitmentGroup } from './money-ageing.dto';
import type { AgeingCase } from './money-ageing.service';

/** How long money has stood where it stands: commitments, payments on their way, pledges and refunds. */
export function ageingPage({ frame, fund, ageing }: AgeingCase & { frame: Frame }) {
  return (
    <Layout title={`Ageing, ${fund.name}`} frame={frame} back={{ href: `/funds/${fund.id}`, text: fund.name }}>
      <PageTitle caption={fund.name}>Ageing</PageTitle>
      <FundNav fundId={fund.id} current="ageing" />
      <p class="govuk-body">How long money has stood where it stands, on {formatDate(ageing.today)} (UTC).</p>
      <Groups ageing={ageing} />
      {ageing.commitments
        .filter(({ items }) => items.length > 0)
        .map((group) => (
          <Commitments key={group.words} group={group} currency={ageing.currency} />
        ))}
      <Transits ageing={ageing} />
      <Overdue ageing={ageing} />
      <Refunds ageing={ageing} />
    </Layout>
  );
}

function Groups({ ageing: { commitments, currency } }: { ageing: AgeingView }) {
  return (
    <DataTable
      caption="Commitments by time since their last movement"
      rows={commitments}
      columns={[
        { head: 'Last movement', header: true, cell: ({ words }) => words },
        { head: 'Grants', numeric: true, cell: ({ items }) => items.length },
        { head: 'Committed, unpaid', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
      ]}
      foot={[
        'Together',
        commitments.reduce((count, { items }) => count + items.length, 0),
        formatMoney(sumCents(commitments.map(({ cents }) => cents)), currency),
      ]}
    />
  );
}

const daysOf = (days: number): string => `${days.toLocaleString('en')} ${days === 1 ? 'day' : 'days'}`;

const Grant = ({ awardId, title, note }: { awardId: string; title: string; note?: string }) => (
  <span>
    <a class="govuk-link" href={`/awards/${awardId}`}>
      {title}
    </a>
    {note !== undefined && <span class="fund-table__note">{note}</span>}
  </span>
);

function Commitments({ group: { words, items }, currency }: { group: CommitmentGroup; currency: string }) {
  return (
    <DataTable
      caption={`Last movement: ${words.toLowerCase()}`}
      captionSize="s"
      rows={items}
      columns={[
        { head: 'Grant', header: true, cell: ({ city, ...row }) => <Grant {...row} note={city} /> },
        { head: 'Moved last', cell: ({ movedOn }) => <When iso={movedOn} text={formatDate(movedOn)} /> },
        {
          head: 'Since',
          cell: ({ days, stale }) => (
            <span>
              {daysOf(days)} {stale && <Tag status="overdue" text="Stale" />}
            </span>
          ),
        },
        { head: 'Committed, unpaid', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
      ]}
    />
  );
}

function Transits({ ageing: { transits, currency } }: { ageing: AgeingView }) {
  return (
    <DataTable
      caption="Payments on their way"
      rows={transits}
      empty="No payment is on its way. When finance releases one, it stands here until the bank has answered."
      columns={[
        { head: 'Grant', header: true, cell: (row) => <Grant {...row} note={`Instalment ${row.number}`} /> },
        { head: 'Released', cell: ({ releasedOn }) => <When iso={releasedOn} text={formatDate(releasedOn)} /> },
        {
          head: 'Since',
          cell: ({ days, silent }) => (
            <span>
              {daysOf(days)} {silent && <Tag status="overdue" text="Bank is silent" />}
            </span>
          ),
        },
        { head: 'Amount', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
      ]}
    />
  );
}

function Overdue({ ageing: { overdue, currency } }: { ageing: AgeingView }) {
  return (
    <DataTable
      caption="Overdue parts of pledges"
      rows={overdue}
      empty="No part of a pledge is overdue."
      columns={[
        { head: 'Funder', header: true, cell: ({ funder }) => funder },
        { head: 'Due', cell: ({ dueOn }) => <When iso={dueOn} text={formatDate(dueOn)} /> },
        { head: 'Since', cell: ({ days }) => daysOf(days) },
        { head: 'Not arrived', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
      ]}
    />
  );
}

function Refunds({ ageing: { refunds, currency } }: { ageing: AgeingView }) {
  return (
    <DataTable
      caption="Unspent money demanded back"
      rows={refunds}
      empty="Nothing is demanded back. What a grant did not spend is demanded on its page."
      columns={[
        { head: 'Grant', header: true, cell: (row) => <Grant {...row} /> },
        { head: 'Due', cell: ({ dueOn }) => <When iso={dueOn} text={formatDate(dueOn)} /> },
        {
          head: 'Overdue',
          cell: ({ days }) => (days > 0 ? daysOf(days) : 'Not yet'),
        },
        { head: 'Not come back', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
      ]}
    />
  );
}
