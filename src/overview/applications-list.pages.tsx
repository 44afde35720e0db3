import type { Actor } from '../kernel/access';
import { withQuery } from '../kernel/local-path';
import { formatMoney } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { type Column, DataTable } from '../kernel/page/table';
import { Narrow, NothingFits } from '../kernel/page/narrow';
import { Illustrative, Tag } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import { formatInstant } from '../kernel/time';
import { type ApplicationsQuery, type ListedApplication, listedStatuses } from './applications-list.dto';
import type { ApplicationsDesk } from './applications-list.service';

export type ApplicationsPageProps = ApplicationsDesk & { frame: Frame; actor: Actor; query: ApplicationsQuery };

/** A city's applications, or all of them. */
export function applicationsPage({ frame, actor, query, part, rounds }: ApplicationsPageProps) {
  const ofCity = actor.role === 'city';
  const title = ofCity ? 'My applications' : 'Applications';
  const narrowed = query.round !== undefined || query.status !== undefined || query.after !== undefined;
  return (
    <Layout title={title} frame={frame}>
      <PageTitle caption={ofCity ? actor.organisation : undefined}>{title}</PageTitle>
      {ofCity && part.items.length > 0 && <ButtonLink href="/rounds">See which rounds are open</ButtonLink>}
      {(!ofCity || narrowed) && (
        <Narrow
          list="/applications"
          status={query.status}
          statuses={listedStatuses}
          round={query.round}
          rounds={rounds}
        />
      )}
      <DataTable
        caption={narrowed ? 'What fits your choice' : 'Newest first'}
        hideCaption={!narrowed}
        rows={part.items}
        empty={narrowed ? <NothingFits list="/applications" /> : <NothingYet ofCity={ofCity} />}
        columns={ofCity ? [...own(actor.timeZone)] : [...all, ...judged]}
      />
      <Pagination
        newer={query.after === undefined ? undefined : withQuery(frame.path, 'after', undefined)}
        newerText="Newest"
        older={part.next === null ? undefined : withQuery(frame.path, 'after', part.next)}
      />
    </Layout>
  );
}

function NothingYet({ ofCity }: { ofCity: boolean }) {
  if (!ofCity) return <>No city has started an application yet. They will stand here, with how they were scored.</>;
  return (
    <>
      Your city has no applications yet. They will stand here, with what comes next for each.{' '}
      <a class="govuk-link" href="/rounds">
        Choose a round and start one
      </a>
    </>
  );
}

const title: Column<ListedApplication> = {
  head: 'Application',
  header: true,
  cell: ({ id, title: text, illustrative }) => (
    <>
      <a class="govuk-link" href={`/applications/${id}`}>
        {text}
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
const round: Column<ListedApplication> = { head: 'Round', cell: (row) => row.round };
const status: Column<ListedApplication> = { head: 'Status', cell: (row) => <Tag status={row.status} /> };
const asks: Column<ListedApplication> = {
  head: 'Asks for',
  numeric: true,
  cell: ({ requestedCents: cents, currency }) => (cents === null ? '–' : formatMoney(cents, currency)),
};

const own = (zone: string): Column<ListedApplication>[] => [
  title,
  round,
  status,
  {
    head: 'Deadline',
    cell: (row) => (row.status === 'draft' ? formatInstant(new Date(row.deadlineAt), zone) : 'Kept'),
  },
  asks,
];

const all: Column<ListedApplication>[] = [title, { head: 'City', cell: ({ lead }) => lead }, round, status, asks];

const score = (average: number | null | undefined): string =>
  average?.toLocaleString('en', { minimumFractionDigits: 1 }) ?? '–';

const judged: Column<ListedApplication>[] = [
  { head: 'Score', numeric: true, cell: ({ averageScore }) => score(averageScore) },
  {
    head: 'Reviews in',
    numeric: true,
    cell: ({ reviewsSubmitted = 0, reviewsAssigned = 0 }) =>
      reviewsAssigned === 0 ? '–' : `${reviewsSubmitted} of ${reviewsAssigned}`,
  },
];
