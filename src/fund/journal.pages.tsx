import type { Actor } from '../kernel/access';
import { formatMoney } from '../kernel/money';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import { partsOf } from './fund-figures.pages';
import { Contributions } from './fund-tables.pages';
import type { ContributionView, FundView } from './fund-view.dto';
import { figures } from './fund.rules';
import { Transactions } from './journal-table.pages';
import type { JournalQuery, TransactionView } from './journal.dto';

export interface JournalPageProps {
  frame: Frame;
  actor: Actor;
  fund: FundView;
  page: Page<TransactionView>;
  query: JournalQuery;
}

/** Every transfer of a fund, or those that made one of its figures. */
export function journalPage({ frame, actor, fund, page, query }: JournalPageProps) {
  const figure = figures.find((one) => one === query.stage);
  const whole = [
    { label: 'Raised', figure: 'raised' as const, cents: fund.balance.raisedCents },
    ...partsOf(fund.balance),
  ];
  const shown = whole.find((part) => part.figure === figure);
  const title = shown ? `${shown.label}: ${formatMoney(shown.cents, fund.currency)}` : 'Transfers';
  const of = (values: Record<string, string | undefined>) => `/funds/${fund.id}/transfers${queryOf(values)}`;
  return (
    <Layout title={`${title}, ${fund.name}`} frame={frame} back={{ href: `/funds/${fund.id}`, text: fund.name }}>
      <PageTitle caption={fund.name}>{title}</PageTitle>
      <nav class="fund-filter" aria-label="Transfers of">
        <Filter href={of({ award: query.award })} text="All" here={query.stage === undefined} />
        {whole.map((part) => (
          <Filter
            key={part.figure}
            href={of({ stage: part.figure, award: query.award })}
            text={part.label}
            here={part.figure === figure}
          />
        ))}
      </nav>
      {figure && (
        <p class="govuk-body">
          Amounts with + made it more, those with − less; from the first to the last they add up to it.
        </p>
      )}
      <Transactions
        caption="Transfers, newest first"
        hideCaption
        transactions={page.items}
        zone={actor.timeZone}
        figure={figure}
      />
      <Pagination
        newer={query.after === undefined ? undefined : of({ stage: query.stage, award: query.award })}
        newerText="Newest"
        older={page.next === null ? undefined : of({ stage: query.stage, award: query.award, after: page.next })}
      />
    </Layout>
  );
}

const queryOf = (values: Record<string, string | undefined>): string => {
  const set = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
};

function Filter({ href, text, here }: { href: string; text: string; here: boolean }) {
  return (
    <a class="fund-filter__way" href={href} aria-current={here ? 'page' : undefined}>
      {text}
    </a>
  );
}

/** All contributions of a fund. */
export function contributionsPage({
  frame,
  fund,
  page,
}: {
  frame: Frame;
  fund: FundView;
  page: Page<ContributionView>;
}) {
  const older = page.next === null ? undefined : `/funds/${fund.id}/contributions?after=${page.next}`;
  return (
    <Layout title={`Contributions, ${fund.name}`} frame={frame} back={{ href: `/funds/${fund.id}`, text: fund.name }}>
      <PageTitle caption={fund.name}>Contributions</PageTitle>
      <Contributions fund={fund} page={page} />
      <Pagination older={older} olderText="Earlier contributions" />
    </Layout>
  );
}
