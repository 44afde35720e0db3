import { formatMoney, sumCents } from '../kernel/money';
import { Figures, When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { formatDate } from '../kernel/time';
import type { FunderFigures, FunderGift, FunderStatement, FunderUse, FunderView } from './funders.dto';
import { PledgeTable } from './pledge-table.pages';

type Key = keyof FunderFigures;

/** What net receipts are made of, in the order in which money moves; what is nowhere in use is left out. */
const places: [string, Key][] = [
  ['Free', 'freeCents'],
  ['Set aside', 'setAsideCents'],
  ['Committed', 'committedCents'],
  ['Disbursed', 'disbursedCents'],
  ['Running costs', 'overheadCents'],
  ['Given back', 'givenBackCents'],
  ['Not kept apart', 'notKeptApartCents'],
];
const usual = 4;

interface ListProps {
  frame: Frame;
  fund: { id: string; name: string; currency: string };
  funders: FunderView[];
}

/** All funders with what their money is doing. */
export function fundersPage({ frame, fund, funders }: ListProps) {
  const money = (cents: number): string => (cents === 0 ? '–' : formatMoney(cents, fund.currency));
  const shown = places.filter(([, key], index) => index < usual || funders.some((row) => row[key] > 0));
  const amounts = [['Received net', 'netCents'] as [string, Key], ...shown];
  return (
    <Layout title={`Funders, ${fund.name}`} frame={frame} back={{ href: `/funds/${fund.id}`, text: fund.name }}>
      <PageTitle caption={fund.name}>Funders</PageTitle>
      <FundNav fundId={fund.id} current="funders" />
      <p class="govuk-body fund-reading">
        What each funder gave, and what became of it. Every cent is followed from the contribution that brought it.
      </p>
      <DataTable<FunderView>
        caption="Funders"
        hideCaption
        rows={funders}
        empty="Nobody has signed or given anything yet. Finance records pledges and contributions."
        columns={[
          { head: 'Funder', header: true, cell: (row) => <Name fundId={fund.id} row={row} /> },
          ...amounts.map(([head, key]) => ({ head, numeric: true, cell: (row: FunderView) => money(row[key]) })),
        ]}
        foot={['Together', ...amounts.map(([, key]) => money(sumCents(funders.map((row) => row[key]))))]}
      />
    </Layout>
  );
}

function Name({ fundId, row }: { fundId: string; row: FunderView }) {
  const outstanding = formatMoney(row.outstandingCents, row.currency);
  return (
    <>
      <a class="govuk-link" href={`/funds/${fundId}/funders/${row.funderId}`}>
        {row.funder}
      </a>
      {row.outstandingCents > 0 && <span class="fund-table__note">{outstanding} pledged and still to arrive</span>}
    </>
  );
}

/** What one funder reads of its money. */
export function funderPage({ frame, statement }: { frame: Frame; statement: FunderStatement }) {
  const { fundId, fund, funder, currency, pledges } = statement;
  const money = (cents: number): string => formatMoney(cents, currency);
  const fees =
    statement.feeCents > 0 ? `${money(statement.grossCents)} less fees of ${money(statement.feeCents)}` : 'no fees';
  return (
    <Layout title={`${funder}, ${fund}`} frame={frame} back={{ href: `/funds/${fundId}/funders`, text: 'Funders' }}>
      <PageTitle caption={`Statement, ${fund}`}>{funder}</PageTitle>
      <FundNav fundId={fundId} current="funders" />
      <Figures
        figures={[
          {
            label: 'Pledged',
            value: money(statement.pledgedCents),
            note: `${money(statement.outstandingCents)} still to arrive`,
          },
          { label: 'Received net', value: money(statement.netCents), note: fees },
          { label: 'Left free', value: money(statement.freeCents), note: 'promised to nothing' },
        ]}
      />
      {statement.notKeptApartCents > 0 && (
        <InsetText>
          {money(statement.notKeptApartCents)} was received before contributions were kept apart. Nobody can say what
          became of it alone, so it stands by itself.
        </InsetText>
      )}
      <Became statement={statement} />
      <Uses uses={statement.uses} currency={currency} />
      <Gifts gifts={statement.contributions} currency={currency} />
      {pledges.length > 0 && <PledgeTable caption="Pledges" pledges={pledges} currency={currency} />}
    </Layout>
  );
}

function Became({ statement }: { statement: FunderStatement }) {
  const money = (cents: number): string => formatMoney(cents, statement.currency);
  return (
    <DataTable<(typeof places)[number]>
      caption="What became of it"
      rows={places.filter(([, key], index) => index < usual || statement[key] > 0)}
      columns={[
        { head: 'Where it is', header: true, cell: ([label]) => label },
        { head: 'Amount', numeric: true, cell: ([, key]) => money(statement[key]) },
      ]}
      foot={['Received net', money(statement.netCents)]}
    />
  );
}

function Uses({ uses, currency }: { uses: FunderUse[]; currency: string }) {
  const money = (cents: number): string => (cents === 0 ? '–' : formatMoney(cents, currency));
  const keys = [
    ['Set aside', 'setAsideCents'],
    ['Committed', 'committedCents'],
    ['Disbursed', 'disbursedCents'],
  ] as const;
  return (
    <DataTable<FunderUse>
      caption="What it is spent on"
      rows={uses}
      empty="Nothing of it is set aside, committed or disbursed."
      columns={[
        { head: 'Grant or round', header: true, cell: (row) => <Use row={row} /> },
        ...keys.map(([head, key]) => ({ head, numeric: true, cell: (row: FunderUse) => money(row[key]) })),
      ]}
      foot={['Together', ...keys.map(([, key]) => money(sumCents(uses.map((row) => row[key]))))]}
    />
  );
}

function Use({ row: { kind, id, name, city } }: { row: FunderUse }) {
  return (
    <>
      <a class="govuk-link" href={`/${kind}s/${id}`}>
        {name}
      </a>
      <span class="fund-table__note">{city ?? 'Round, not yet awarded'}</span>
    </>
  );
}

function Gifts({ gifts, currency }: { gifts: FunderGift[]; currency: string }) {
  const money = (cents: number): string => (cents === 0 ? '–' : formatMoney(cents, currency));
  return (
    <DataTable<FunderGift>
      caption="Contributions"
      rows={gifts}
      empty="Nothing has arrived yet."
      columns={[
        {
          head: 'Received',
          header: true,
          cell: (row) => <When iso={row.receivedOn} text={formatDate(row.receivedOn)} />,
        },
        { head: 'Reference', cell: ({ reference }) => reference || '–' },
        { head: 'For', cell: ({ restriction }) => restriction ?? 'Unrestricted' },
        { head: 'Given', numeric: true, cell: ({ grossCents }) => money(grossCents) },
        { head: 'Fee', numeric: true, cell: ({ feeCents }) => money(feeCents) },
        { head: 'Given back', numeric: true, cell: ({ givenBackCents }) => money(givenBackCents) },
        {
          head: 'Free',
          numeric: true,
          cell: ({ freeCents }) => (freeCents === null ? 'Not kept apart' : money(freeCents)),
        },
      ]}
    />
  );
}
