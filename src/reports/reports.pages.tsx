import { withQuery } from '../kernel/local-path';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { type Column, DataTable } from '../kernel/page/table';
import { Narrow, NothingFits } from '../kernel/page/narrow';
import { Illustrative, Tag } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import type { ReportView } from './report-view.dto';
import { dueWords, isOverdue, timeLeft } from './report-words';
import { reportStatuses } from './report.rules';
import type { ReportsQuery } from './reports.dto';

export interface ReportsPageProps {
  frame: Frame;
  reports: Page<ReportView>;
  query: ReportsQuery;
  now: Date;
  city: boolean;
}

/** What is due next, and what was reported. */
export function reportsPage({ frame, reports, query, now, city }: ReportsPageProps) {
  const narrowed = [query.status, query.award, query.after].some((value) => value !== undefined);
  return (
    <Layout title="Reports" frame={frame}>
      <PageTitle>Reports</PageTitle>
      {(!city || narrowed) && <Narrow list="/reports" status={query.status} statuses={reportStatuses} />}
      <DataTable
        caption={narrowed ? 'What fits your choice' : 'What is due next stands first'}
        rows={reports.items}
        empty={narrowed ? <NothingFits list="/reports" /> : city ? nothingDue : nothingScheduled}
        columns={city ? [title, award, due(now), status] : [title, award, lead, due(now), status]}
      />
      <Pagination
        newer={query.after === undefined ? undefined : withQuery(frame.path, 'after', undefined)}
        newerText="The first ones"
        older={reports.next === null ? undefined : withQuery(frame.path, 'after', reports.next)}
        olderText="More reports"
      />
    </Layout>
  );
}

const nothingDue = 'Your city has no reports to write. Once a grant has reports, they stand here, the next one first.';
const nothingScheduled =
  'No report is scheduled yet. Open an accepted award and schedule its reports there; the city is reminded of each.';

const title: Column<ReportView> = {
  head: 'Report',
  header: true,
  cell: ({ id, title: text, illustrative }) => (
    <>
      <a class="govuk-link" href={`/reports/${id}`}>
        {text}
      </a>
      {illustrative && (
        <>
          {' '}
          <Illustrative />
        </>
      )}
    </>
  ),
};
const award: Column<ReportView> = {
  head: 'Grant',
  cell: ({ awardId, award: text }) => (
    <a class="govuk-link" href={`/awards/${awardId}`}>
      {text}
    </a>
  ),
};
const lead: Column<ReportView> = { head: 'City', cell: (row) => row.lead };
const status: Column<ReportView> = { head: 'Status', cell: (row) => <Tag status={row.status} /> };

const due = (now: Date): Column<ReportView> => ({
  head: 'Due',
  cell: (report) => (
    <div>
      {dueWords(report)}{' '}
      {isOverdue(report, now) ? (
        <Tag status="overdue" text={timeLeft(report, now)} />
      ) : (
        <span class="fund-muted">{timeLeft(report, now)}</span>
      )}
    </div>
  ),
});
