import type { Frame } from '../kernel/page/frame';
import { ButtonGroup, ButtonLink } from '../kernel/page/buttons';
import { FundNav } from '../kernel/page/fund-nav';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Pagination } from '../kernel/page/ways';
import type { PageQuery } from '../kernel/paging';
import type { MoneyIn } from './contribution-desk.service';
import { Contributions } from './fund-tables.pages';
import type { FundView } from './fund-view.dto';
import { PledgeTable } from './pledge-table.pages';

/** What funders signed and what has arrived. */
export function moneyInPage({
  frame,
  fund,
  pledges,
  contributions,
  query,
}: MoneyIn & { frame: Frame; query: PageQuery }) {
  const here = `/funds/${fund.id}/contributions`;
  return (
    <Layout
      title={`Pledges and contributions, ${fund.name}`}
      frame={frame}
      back={{ href: `/funds/${fund.id}`, text: fund.name }}
    >
      <PageTitle caption={fund.name}>Pledges and contributions</PageTitle>
      <FundNav fundId={fund.id} current="money-in" />
      <Ways fund={fund} />
      {query.after === undefined && (
        <>
          <PledgeTable caption="Pledges of which something is outstanding" pledges={pledges} currency={fund.currency} />
          <p class="govuk-body">
            <a class="govuk-link" href={`/funds/${fund.id}/pledges`}>
              All pledges
            </a>
            , also those that are fulfilled or written off
          </p>
        </>
      )}
      <Contributions fund={fund} page={contributions} />
      <Pagination
        newer={query.after === undefined ? undefined : here}
        newerText="Latest contributions"
        older={contributions.next === null ? undefined : `${here}?after=${contributions.next}`}
        olderText="Earlier contributions"
      />
    </Layout>
  );
}

function Ways({ fund }: { fund: FundView }) {
  const may = (move: string): boolean => fund.moves.some((one) => one.move === move);
  return (
    <ButtonGroup>
      {may('contributions') && (
        <ButtonLink href={`/funds/${fund.id}/contributions/new`}>Record a contribution</ButtonLink>
      )}
      {may('pledges') && (
        <ButtonLink href={`/funds/${fund.id}/pledges/new`} secondary>
          Record a pledge
        </ButtonLink>
      )}
      <ButtonLink href={`/funds/${fund.id}/restrictions`} secondary>
        What donors allow
      </ButtonLink>
    </ButtonGroup>
  );
}
