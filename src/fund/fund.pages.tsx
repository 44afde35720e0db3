import { ButtonGroup, ButtonLink } from '../kernel/page/buttons';
import { type Frame, frameWith } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { HistoryOf } from '../kernel/page/history-of';
import { DateField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Details, InsetText } from '../kernel/page/notes';
import type { Actor } from '../kernel/access';
import { formatDate } from '../kernel/time';
import type { FundCase } from './fund-desk.service';
import type { FundView } from './fund-view.dto';
import { Equation } from './fund-figures.pages';
import { Flow } from './fund-flow.pages';
import { Trend } from './fund-trend.pages';
import { ByRestriction, Contributions, Holdings } from './fund-tables.pages';
import { Transactions } from './journal-table.pages';

export type FundPageProps = FundCase & { frame: Frame; actor: Actor };

/** One fund: what it has, where it stands, in whose name, and how it got there. */
export function fundPage(props: FundPageProps) {
  const { fund, actor, holdings, contributions, latest, history, months, asking } = props;
  const frame = frameWith(props.frame, asking);
  const empty = fund.balance.raisedCents === 0 && latest.items.length === 0;
  return (
    <Layout title={fund.name} frame={frame} back={{ href: '/fund', text: 'Funds' }}>
      <PageTitle caption="Fund">{fund.name}</PageTitle>
      {fund.purpose !== '' && <p class="govuk-body fund-reading">{fund.purpose}</p>}
      <FundNav fundId={fund.id} current="fund" />
      {fund.asOf !== null && <AsOf fund={fund} on={fund.asOf} />}
      <Equation fund={fund} />
      {empty ? <Beginning /> : <Flow balance={fund.balance} />}
      <Ways fund={fund} latest={latest} />
      {!empty && <ByRestriction fund={fund} />}
      {!empty && <OtherDay {...props} />}
      <Trend months={months} currency={fund.currency} />
      <Holdings holdings={holdings} fund={fund} />
      <Contributions fund={fund} page={contributions} short />
      <Transactions caption="Latest transfers" transactions={latest.items} zone={actor.timeZone} fundId={fund.id} />
      {latest.next !== null && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/funds/${fund.id}/transfers`}>
            All transfers
          </a>
        </p>
      )}
      <Details summary={`History (${history.length})`} id="history-of-fund">
        <HistoryOf lines={history} />
      </Details>
      {actor.role !== 'program' && <JournalHead {...props} />}
    </Layout>
  );
}

const may = ({ moves }: FundView, move: string): boolean => moves.some((one) => one.move === move);

function Beginning() {
  return (
    <InsetText>
      No money has been recorded yet. Once the first contribution is, this page shows what of it is free, set aside,
      committed and disbursed.
    </InsetText>
  );
}

function AsOf({ fund: { id }, on }: { fund: FundView; on: string }) {
  return (
    <InsetText>
      The figures, the picture and the table by what donors allow are those at the end of {formatDate(on)} (UTC).{' '}
      <a class="govuk-link" href={`/funds/${id}`}>
        See those of now
      </a>
    </InsetText>
  );
}

/** The same page with the figures of a day gone by. */
function OtherDay({ fund, asking }: FundPageProps) {
  return (
    <form method="get" action={`/funds/${fund.id}`} class="fund-narrow">
      <DateField form={asking} name="on" label="Figures at the end of a day" value={fund.asOf} />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Show
      </button>
    </form>
  );
}

function Ways({ fund, latest }: Pick<FundPageProps, 'fund' | 'latest'>) {
  return (
    <ButtonGroup>
      {may(fund, 'contributions') && (
        <ButtonLink href={`/funds/${fund.id}/contributions/new`}>Record a contribution</ButtonLink>
      )}
      <ButtonLink href={`/funds/${fund.id}/restrictions`} secondary>
        What donors allow
      </ButtonLink>
      {latest.items.length > 0 && (
        <ButtonLink href={`/funds/${fund.id}/transfers`} secondary>
          See every transfer
        </ButtonLink>
      )}
    </ButtonGroup>
  );
}

function JournalHead({ journal: { transactions, head } }: FundPageProps) {
  return (
    <Details summary="The journal behind these figures">
      <p class="govuk-body">
        {transactions.toLocaleString('en')} transactions of all funds, each sealed with the hash of the one before. The
        last hash is
      </p>
      <p class="govuk-body fund-hash">{head}</p>
      <p class="govuk-body">
        Note it outside this system: if the hash that stood at this place ever changes, somebody has rewritten the
        journal. The command <code>npm run verify</code> reads all of it again.
      </p>
    </Details>
  );
}
