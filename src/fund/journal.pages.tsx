import type { Actor } from '../kernel/access';
import { formatMoney } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import { FundNav } from '../kernel/page/fund-nav';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import { formatDate } from '../kernel/time';
import { partsOf } from './fund-figures.pages';
import type { FundView } from './fund-view.dto';
import { figures } from './fund.rules';
import { addressOf, JournalFilter } from './journal-filter.pages';
import { Transactions } from './journal-table.pages';
import type { JournalQuery, TransactionView } from './journal.dto';
import { bookWords, stageWords } from './journal.words';

export interface JournalPageProps {
  frame: Frame;
  actor: Actor;
  /** As of the last day that is asked for. */
  fund: FundView;
  page: Page<TransactionView>;
  query: JournalQuery;
  /** In whose name, from whom or under what only some of it is shown. */
  narrowed: string[];
}

/** Every transfer of a fund, or those that made one of its figures. */
export function journalPage(props: JournalPageProps) {
  const { frame, actor, fund, page, query, narrowed } = props;
  const figure = figures.find((one) => one === query.stage);
  const title = titleOf(props);
  const of = (values: Partial<JournalQuery>) => addressOf(fund.id, { ...query, ...values });
  return (
    <Layout title={`${title}, ${fund.name}`} frame={frame} back={{ href: `/funds/${fund.id}`, text: fund.name }}>
      <PageTitle caption={fund.name}>{title}</PageTitle>
      <FundNav fundId={fund.id} current="transfers" />
      <JournalFilter {...props} figure={figure} />
      {narrowed.length > 0 && <p class="govuk-body">Only {narrowed.join(', ')}.</p>}
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
        fundId={fund.id}
        figure={figure}
      />
      <Pagination
        newer={query.after === undefined ? undefined : of({ after: undefined })}
        newerText="Newest"
        older={page.next === null ? undefined : of({ after: page.next })}
      />
      <Downloads fund={fund} query={query} />
    </Layout>
  );
}

/** The figure with its amount where all of its transfers are shown. */
function titleOf({ fund, query, narrowed }: JournalPageProps): string {
  const { stage, account, from, to } = query;
  const whole = [{ label: 'Raised', figure: 'raised', cents: fund.balance.raisedCents }, ...partsOf(fund.balance)];
  const shown = whole.find((part) => part.figure === stage);
  const name = account ? bookWords[account] : (shown?.label ?? (stage && stageWords[stage as keyof typeof stageWords]));
  const amount = shown && narrowed.length === 0 && !from ? `: ${formatMoney(shown.cents, fund.currency)}` : '';
  const period = [from && `from ${formatDate(from)}`, to && `to ${formatDate(to)}`].filter(Boolean).join(' ');
  return [`${name ?? 'Transfers'}${amount}`, period].filter(Boolean).join(', ');
}

function Downloads({ fund, query: { from, to } }: Pick<JournalPageProps, 'fund' | 'query'>) {
  const of = (name: string) => addressOf(fund.id, { from, to }, `export/${name}`);
  return (
    <div class="govuk-button-group">
      <ButtonLink href={of('journal.csv')} secondary>
        Download as CSV
      </ButtonLink>
      <ButtonLink href={of('journal.xlsx')} secondary>
        Download for Excel
      </ButtonLink>
      <ButtonLink href={`/funds/${fund.id}/export/hledger.journal`} secondary>
        Download for hledger
      </ButtonLink>
    </div>
  );
}
