import { withQuery } from '../kernel/local-path';
import { formatMoney } from '../kernel/money';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { type Column, DataTable } from '../kernel/page/table';
import { Narrow, NothingFits } from '../kernel/page/narrow';
import { Illustrative, Tag } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import { formatInstant } from '../kernel/time';
import type { AwardView } from './award-view.dto';
import { awardStatuses } from './award.rules';
import type { AwardsQuery } from './awards.dto';

export interface AwardsPageProps {
  frame: Frame;
  awards: Page<AwardView>;
  rounds: { id: string; name: string }[];
  query: AwardsQuery;
  city: boolean;
}

/** A city's grants, or all awards. */
export function awardsPage({ frame, awards, rounds, query, city }: AwardsPageProps) {
  const title = city ? 'Grants' : 'Awards';
  const narrowed = [query.status, query.round, query.application, query.after].some((value) => value !== undefined);
  return (
    <Layout title={title} frame={frame}>
      <PageTitle>{title}</PageTitle>
      {(!city || narrowed) && (
        <Narrow list="/awards" status={query.status} statuses={awardStatuses} round={query.round} rounds={rounds} />
      )}
      <DataTable
        caption={narrowed ? 'What fits your choice' : 'Newest first'}
        hideCaption={!narrowed}
        rows={awards.items}
        empty={narrowed ? <NothingFits list="/awards" /> : city ? nothingOffered : nothingProposed}
        columns={city ? [name, round, amount, status, answer] : [name, lead, round, amount, status, progress]}
      />
      <Pagination
        newer={query.after === undefined ? undefined : withQuery(frame.path, 'after', undefined)}
        newerText="Newest"
        older={awards.next === null ? undefined : withQuery(frame.path, 'after', awards.next)}
      />
    </Layout>
  );
}

const nothingOffered =
  'Your city has no grants yet. When the fund offers one, you get a letter and it stands here, with what to do next.';
const nothingProposed =
  'Nothing has been awarded yet. Propose an award from the ranking of a round, or from an application that is in review.';

const name: Column<AwardView> = {
  head: 'Project',
  header: true,
  cell: ({ id, title, illustrative }) => (
    <>
      <a class="govuk-link" href={`/awards/${id}`}>
        {title}
      </a>
      {illustrative !== '' && (
        <>
          {' '}
          <Illustrative note={illustrative} />
        </>
      )}
    </>
  ),
};
const lead: Column<AwardView> = { head: 'City', cell: (row) => row.lead };
const round: Column<AwardView> = { head: 'Round', cell: (row) => row.round };
const status: Column<AwardView> = { head: 'Status', cell: (row) => <Tag status={row.status} /> };
const amount: Column<AwardView> = {
  head: 'Amount',
  numeric: true,
  cell: ({ amountCents, currency }) => formatMoney(amountCents, currency),
};

/** What it waits for, as far as a list can say. */
const progress: Column<AwardView> = {
  head: 'Waits for',
  cell: ({ status: now, approvals, ...row }) => {
    if (now === 'proposed' && approvals) return `Approvals: ${approvals.by.length} of ${approvals.needed} given`;
    return now === 'offered' ? `The city, until ${until(row)}` : (waiting[now] ?? '–');
  },
};
const answer: Column<AwardView> = {
  head: 'Answer until',
  cell: ({ status: now, ...row }) => (now === 'offered' ? until(row) : '–'),
};

const waiting: Partial<Record<AwardView['status'], string>> = {
  approved: 'Its offer to the city',
  accepted: 'A plan of instalments',
  active: 'Payments and reports',
};

const until = ({ offerExpiresAt, offerExpiresZone }: Pick<AwardView, 'offerExpiresAt' | 'offerExpiresZone'>): string =>
  offerExpiresAt === null ? '–' : formatInstant(new Date(offerExpiresAt), offerExpiresZone);
