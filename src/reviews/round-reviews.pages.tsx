import { formatDate } from '../kernel/time';
import { Figures } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { AssignForm } from './assignments.pages';
import type { Progress, ReviewerProgress, ReviewerView } from './ranking.dto';

export interface RoundReviewsPageProps {
  frame: Frame;
  progress: Progress;
  reviewers: ReviewerView[];
}

/** How far the reviews of a round are, and who is asked for more. */
export function roundReviewsPage({ frame, progress, reviewers }: RoundReviewsPageProps) {
  const { roundId, round, status, zone, note, closed } = progress;
  return (
    <Layout title={`Reviews of ${round}`} frame={frame} back={{ href: `/rounds/${roundId}`, text: round }}>
      <PageTitle caption="Reviews" tag={<Tag status={status} />}>
        {round}
      </PageTitle>
      {note !== '' && <p class="govuk-body fund-muted">{note}</p>}
      <Sums reviewers={progress.reviewers} />
      <ByReviewer reviewers={progress.reviewers} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/rounds/${roundId}/ranking`}>
          See the ranking
        </a>
      </p>
      <h2 class="govuk-heading-m">Assign reviewers to every application</h2>
      {closed === null ? (
        <>
          <p class="govuk-body">
            Each of them gets every application of the round, except what they have or had already and what their own
            city leads.
          </p>
          <AssignForm
            frame={frame}
            action={`/rounds/${roundId}/reviews`}
            reviewers={reviewers}
            zone={zone}
            roundId={roundId}
            button="Assign to all"
          />
        </>
      ) : (
        <InsetText>{closed}</InsetText>
      )}
    </Layout>
  );
}

function Sums({ reviewers }: { reviewers: ReviewerProgress[] }) {
  const sum = (of: (row: ReviewerProgress) => number): string =>
    String(reviewers.reduce((total, row) => total + of(row), 0));
  return (
    <Figures
      figures={[
        { label: 'Submitted', value: sum(({ submitted }) => submitted) },
        { label: 'Started', value: sum(({ draft }) => draft) },
        { label: 'Not started', value: sum(({ assigned }) => assigned) },
        { label: 'Overdue', value: sum(({ overdue }) => overdue) },
      ]}
    />
  );
}

function ByReviewer({ reviewers }: { reviewers: ReviewerProgress[] }) {
  return (
    <DataTable
      caption="By reviewer"
      rows={reviewers}
      empty="Nobody is assigned yet. When the round has closed, choose reviewers below."
      columns={[
        { head: 'Reviewer', header: true, cell: ({ reviewer }) => reviewer },
        { head: 'Submitted', numeric: true, cell: ({ submitted }) => submitted },
        { head: 'Started', numeric: true, cell: ({ draft }) => draft },
        { head: 'Not started', numeric: true, cell: ({ assigned }) => assigned },
        { head: 'Declined', numeric: true, cell: ({ declined }) => declined },
        { head: 'Recalled', numeric: true, cell: ({ recalled }) => recalled },
        { head: 'Next due', cell: ({ nextDueOn }) => (nextDueOn === null ? '–' : formatDate(nextDueOn)) },
        {
          head: 'Overdue',
          cell: ({ overdue }) => (overdue > 0 ? <Tag status="overdue" text={`${overdue} overdue`} /> : '–'),
        },
      ]}
    />
  );
}
