import { formatMoney, sumCents } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import { When } from '../kernel/page/figures';
import { DataTable } from '../kernel/page/table';
import { Illustrative, Tag } from '../kernel/page/tag';
import type { Page } from '../kernel/paging';
import { formatDate } from '../kernel/time';
import type { BalanceView, ContributionView, FundView } from './fund-view.dto';
import { transfersOf } from './fund-figures.pages';
import type { Figure } from './fund.rules';
import type { Holding } from './journal.dto';

const columns: { head: string; figure: Figure; cents: (balance: BalanceView) => number }[] = [
  { head: 'Raised', figure: 'raised', cents: ({ raisedCents }) => raisedCents },
  { head: 'Free', figure: 'free', cents: ({ freeCents }) => freeCents },
  { head: 'Set aside', figure: 'set-aside', cents: ({ setAsideCents }) => setAsideCents },
  { head: 'Committed', figure: 'committed', cents: ({ committedCents }) => committedCents },
  { head: 'Disbursed', figure: 'disbursed', cents: ({ disbursedCents }) => disbursedCents },
  { head: 'Running costs', figure: 'overhead', cents: ({ overheadCents }) => overheadCents },
];

/** The figures as a table, apart for each restriction; each leads to its transfers. */
export function ByRestriction({ fund }: { fund: FundView }) {
  const shown = columns.filter(({ figure }) => figure !== 'overhead' || fund.balance.overheadCents !== 0);
  return (
    <DataTable
      caption="By what donors allow"
      rows={fund.restrictions}
      columns={[
        {
          head: 'Money',
          header: true,
          cell: ({ name, sectors }) => <Named name={name} note={sectors.join(', ') || 'for any project'} />,
        },
        ...shown.map(({ head, figure, cents }) => ({
          head,
          numeric: true,
          cell: ({ id, name, balance }: FundView['restrictions'][number]) => (
            <Amount
              cents={cents(balance)}
              currency={fund.currency}
              href={transfersOf(fund, figure, { restriction: id ?? 'none' })}
              of={`${head}, ${name}`}
            />
          ),
        })),
      ]}
      foot={['Together', ...shown.map(({ cents }) => formatMoney(cents(fund.balance), fund.currency))]}
    />
  );
}

/** An amount that leads to the transfers that made it. */
function Amount({ cents, currency, href, of }: { cents: number; currency: string; href: string; of: string }) {
  if (cents === 0) return <>{formatMoney(0, currency)}</>;
  return (
    <a class="govuk-link govuk-link--no-visited-state" href={href}>
      {formatMoney(cents, currency)}
      <span class="govuk-visually-hidden">: transfers of {of}</span>
    </a>
  );
}

function Named({ name, note, href }: { name: string; note: string; href?: string }) {
  return (
    <>
      {href === undefined ? (
        name
      ) : (
        <a class="govuk-link" href={href}>
          {name}
        </a>
      )}
      <span class="fund-table__note">{note}</span>
    </>
  );
}

/** Of more than so many the greatest are shown, without a sum. */
export const mostHoldings = 50;

/** In whose name the fund has money. */
export function Holdings({ holdings, fund }: { holdings: Holding[]; fund: FundView }) {
  const { currency } = fund;
  const column = (head: string, figure: Figure, key: 'setAsideCents' | 'committedCents' | 'disbursedCents') => ({
    head,
    numeric: true,
    cell: ({ kind, id, name, [key]: cents }: Holding) =>
      cents === 0 ? (
        '–'
      ) : (
        <Amount {...{ cents, currency }} href={transfersOf(fund, figure, { [kind]: id })} of={`${head}, ${name}`} />
      ),
    sum: formatMoney(sumCents(holdings.map((holding) => holding[key])), currency),
  });
  const amounts = [
    column('Set aside', 'set-aside', 'setAsideCents'),
    column('Committed', 'committed', 'committedCents'),
    column('Disbursed', 'disbursed', 'disbursedCents'),
  ];
  return (
    <DataTable
      caption="In whose name it stands"
      rows={holdings}
      empty="Nothing is set aside, committed or disbursed. Opening a round sets its budget aside."
      columns={[
        {
          head: 'Round or grant',
          header: true,
          cell: ({ kind, id, name, city }) => (
            <Named name={name} href={`/${kind}s/${id}`} note={city ?? 'Round, not yet awarded'} />
          ),
        },
        ...amounts,
      ]}
      foot={holdings.length < mostHoldings ? ['Together', ...amounts.map(({ sum }) => sum)] : undefined}
    />
  );
}

interface ContributionsProps {
  fund: FundView;
  page: Page<ContributionView>;
  /** Only the latest are shown, with a way to the others. */
  short?: boolean;
}

/** What funders gave. */
export function Contributions({ fund, page, short }: ContributionsProps) {
  const money = (cents: number) => formatMoney(cents, fund.currency);
  return (
    <>
      <DataTable
        caption="Contributions"
        rows={page.items}
        empty="No contribution has been recorded. When money arrives, finance records it with the bank’s fee and the donor’s restriction."
        columns={[
          { head: 'Funder', header: true, cell: (row) => <Funder row={row} /> },
          { head: 'Received', cell: ({ receivedOn }) => <When iso={receivedOn} text={formatDate(receivedOn)} /> },
          { head: 'For', cell: ({ restriction }) => restriction ?? 'Unrestricted' },
          { head: 'Given', numeric: true, cell: ({ grossCents }) => money(grossCents) },
          { head: 'Fee', numeric: true, cell: ({ feeCents }) => (feeCents === 0 ? '–' : money(feeCents)) },
          { head: 'Received net', numeric: true, cell: ({ netCents }) => money(netCents) },
          ...(page.items.some(({ moves }) => moves.length > 0)
            ? [{ head: 'Change', cell: (row: ContributionView) => <Correct row={row} /> }]
            : []),
        ]}
      />
      {short && page.next !== null && (
        <ButtonLink href={`/funds/${fund.id}/contributions`} secondary>
          All contributions
        </ButtonLink>
      )}
    </>
  );
}

function Funder({ row }: { row: ContributionView }) {
  const { id, funder, reference, illustrative, corrections, pledgeId, refundedCents, currency } = row;
  return (
    <span id={`contribution-${id}`}>
      {funder} {illustrative && <Illustrative />}{' '}
      {corrections > 0 && (
        <Tag status="corrected" text={corrections === 1 ? 'Corrected' : `Corrected ${corrections} times`} />
      )}
      {reference !== '' && <span class="fund-table__note">{reference}</span>}
      {pledgeId !== null && (
        <span class="fund-table__note">
          <a class="govuk-link" href={`/pledges/${pledgeId}`}>
            On its pledge<span class="govuk-visually-hidden">, {funder}</span>
          </a>
        </span>
      )}
      {refundedCents > 0 && (
        <span class="fund-table__note">{formatMoney(refundedCents, currency)} given back since</span>
      )}
    </span>
  );
}

function Correct({ row: { id, funder } }: { row: ContributionView }) {
  return (
    <a class="govuk-link" href={`/contributions/${id}/correct`}>
      Correct<span class="govuk-visually-hidden"> the contribution of {funder}</span>
    </a>
  );
}
