import type { Actor } from '../kernel/access';
import { formatMoney } from '../kernel/money';
import { ButtonGroup, ButtonLink } from '../kernel/page/buttons';
import { Figures, When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { HistoryOf } from '../kernel/page/history-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { DataTable } from '../kernel/page/table';
import { Illustrative, Tag } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import type { Page, PageQuery } from '../kernel/paging';
import { formatDate } from '../kernel/time';
import type { ContributionView, FundView } from './fund-view.dto';
import type { PledgeCase } from './pledge-desk.service';
import { PledgeTable } from './pledge-table.pages';
import type { PledgePartView, PledgeView } from './pledge-view.dto';

interface PledgesPageProps {
  frame: Frame;
  fund: FundView;
  page: Page<PledgeView>;
  query: PageQuery;
}

/** All pledges of a fund. */
export function pledgesPage({ frame, fund, page, query }: PledgesPageProps) {
  const here = `/funds/${fund.id}/pledges`;
  return (
    <Layout
      title={`Pledges, ${fund.name}`}
      frame={frame}
      back={{ href: `/funds/${fund.id}/contributions`, text: 'Pledges and contributions' }}
    >
      <PageTitle caption={fund.name}>All pledges</PageTitle>
      <FundNav fundId={fund.id} current="money-in" />
      <PledgeTable caption="Pledges, newest first" hideCaption pledges={page.items} currency={fund.currency} />
      <Pagination
        newer={query.after === undefined ? undefined : here}
        newerText="Newest"
        older={page.next === null ? undefined : `${here}?after=${page.next}`}
      />
    </Layout>
  );
}

type PledgePageProps = PledgeCase & { frame: Frame; actor: Actor };

/** One pledge: what was signed, when it is to arrive, and what has. */
export function pledgePage({ frame, pledge, contributions, history }: PledgePageProps) {
  const { fundId, funder, currency, status, illustrative } = pledge;
  const money = (cents: number): string => formatMoney(cents, currency);
  return (
    <Layout
      title={`Pledge of ${funder}`}
      frame={frame}
      back={{ href: `/funds/${fundId}/contributions`, text: 'Pledges and contributions' }}
    >
      <PageTitle caption={`Pledge to the ${pledge.fund}`} tag={<Tag status={status} />}>
        {funder}
      </PageTitle>
      {illustrative && (
        <p class="govuk-body">
          <Illustrative />
        </p>
      )}
      <Figures
        figures={[
          { label: 'Pledged', value: money(pledge.amountCents) },
          { label: 'Received', value: money(pledge.receivedCents), note: 'before fees' },
          { label: 'Outstanding', value: money(pledge.outstandingCents) },
        ]}
      />
      <Ways pledge={pledge} />
      <Terms pledge={pledge} />
      <Schedule pledge={pledge} />
      <Arrived contributions={contributions} currency={currency} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

function Ways({ pledge: { id, fundId, moves } }: { pledge: PledgeView }) {
  if (moves.length === 0) return null;
  return (
    <ButtonGroup>
      <ButtonLink href={`/funds/${fundId}/contributions/new?pledge=${id}`}>Record a contribution on it</ButtonLink>
      <ButtonLink href={`/funds/${fundId}/instructions/new?kind=pledge_write_off&pledge=${id}`} secondary>
        Propose to write the rest off
      </ButtonLink>
    </ButtonGroup>
  );
}

function Terms({ pledge }: { pledge: PledgeView }) {
  const { id, signedOn, restriction, reference, fileId, writtenOffCents, currency } = pledge;
  return (
    <SummaryList
      rows={[
        { key: 'Signed', value: <When iso={signedOn} text={formatDate(signedOn)} /> },
        { key: 'For', value: restriction ?? 'Any project of the fund' },
        reference !== '' && { key: 'Reference', value: reference },
        writtenOffCents > 0 && { key: 'Written off', value: formatMoney(writtenOffCents, currency) },
        {
          key: 'Document',
          value:
            fileId === null ? (
              'None'
            ) : (
              <a class="govuk-link" href={`/pledges/${id}/document`}>
                Download what was signed
              </a>
            ),
        },
      ]}
    />
  );
}

function Schedule({ pledge: { parts, currency, amountCents, receivedCents } }: { pledge: PledgeView }) {
  const money = (cents: number): string => formatMoney(cents, currency);
  return (
    <DataTable<PledgePartView>
      caption="When it is to arrive"
      rows={parts}
      columns={[
        { head: 'By', header: true, cell: ({ dueOn }) => <When iso={dueOn} text={formatDate(dueOn)} /> },
        { head: 'Part', numeric: true, cell: (part) => money(part.amountCents) },
        { head: 'Received', numeric: true, cell: (part) => money(part.receivedCents) },
      ]}
      foot={['Together', money(amountCents), money(receivedCents)]}
    />
  );
}

function Arrived({ contributions, currency }: { contributions: ContributionView[]; currency: string }) {
  const money = (cents: number): string => formatMoney(cents, currency);
  return (
    <DataTable<ContributionView>
      caption="What has arrived"
      rows={contributions}
      empty="Nothing has arrived yet. When money does, finance records it as a contribution on this pledge."
      columns={[
        {
          head: 'Received',
          header: true,
          cell: (row) => <When iso={row.receivedOn} text={formatDate(row.receivedOn)} />,
        },
        { head: 'Reference', cell: ({ reference }) => reference || '–' },
        { head: 'Given', numeric: true, cell: ({ grossCents }) => money(grossCents) },
        { head: 'Fee', numeric: true, cell: ({ feeCents }) => money(feeCents) },
        { head: 'Received net', numeric: true, cell: ({ netCents }) => money(netCents) },
      ]}
    />
  );
}
