import { formatMoney, sumCents } from '../kernel/money';
import { Figures } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { type Column, DataTable } from '../kernel/page/table';
import { Illustrative, Tag } from '../kernel/page/tag';
import type { RankedApplication, Ranking } from './ranking.dto';
import { scoreText } from './review.scoring';

export interface RankingPageProps {
  frame: Frame;
  ranking: Ranking;
}

/** The applications of a round, best first, against its budget. */
export function rankingPage({ frame, ranking }: RankingPageProps) {
  const { roundId, round, status, currency, budgetCents, note, items } = ranking;
  const asked = sumCents(items.map(({ requestedCents }) => requestedCents ?? 0));
  const scored = items.filter(({ rank }) => rank !== null);
  return (
    <Layout title={`Ranking of ${round}`} frame={frame} back={{ href: `/rounds/${roundId}`, text: round }}>
      <PageTitle caption="Ranking" tag={<Tag status={status} />}>
        {round}
      </PageTitle>
      {note !== '' && <p class="govuk-body fund-muted">{note}</p>}
      <Figures
        figures={[
          { label: 'Budget of the round', value: formatMoney(budgetCents, currency) },
          { label: 'Asked for', value: formatMoney(asked, currency), note: `by ${countOf(items.length)}` },
          { label: 'Scored', value: `${scored.length} of ${items.length}`, note: <ReviewsLink roundId={roundId} /> },
        ]}
      />
      <DataTable
        caption="By mean score"
        rows={items}
        empty="No application has been submitted in this round yet. They stand here in the order of their scores."
        columns={columnsFor(currency)}
        small
      />
      <p class="govuk-body fund-muted">
        The score is the mean of the submitted reviews, in percent of the best there is; the thin line spans the lowest
        to the highest. The running total adds up what is asked for, from the best on; declined applications are left
        out of it.
      </p>
    </Layout>
  );
}

const countOf = (count: number): string => (count === 1 ? '1 application' : `${count} applications`);

function ReviewsLink({ roundId }: { roundId: string }) {
  return (
    <a class="govuk-link" href={`/rounds/${roundId}/reviews`}>
      Reviews by reviewer
    </a>
  );
}

function columnsFor(currency: string): Column<RankedApplication>[] {
  const money = (cents: number | null): string => (cents === null ? '–' : formatMoney(cents, currency));
  return [
    { head: 'Rank', cell: ({ rank }) => rank ?? '–' },
    { head: 'Application', header: true, cell: (row) => <Named row={row} /> },
    { head: 'Score', cell: (row) => <ScoreCell row={row} /> },
    { head: 'Reviews', cell: (row) => <ReviewCount row={row} /> },
    { head: 'Asks for', numeric: true, cell: ({ requestedCents }) => money(requestedCents) },
    { head: 'Reviewers would give', numeric: true, cell: ({ recommendedCents }) => money(recommendedCents) },
    { head: 'Running total', numeric: true, cell: (row) => <Running row={row} text={money(row.runningCents)} /> },
    { head: 'Next step', cell: (row) => <Next row={row} /> },
  ];
}

function Named({ row: { applicationId, title, lead, status, illustrative } }: { row: RankedApplication }) {
  return (
    <span>
      <a class="govuk-link" href={`/applications/${applicationId}`}>
        {title}
      </a>
      <span class="fund-beneath">
        {lead} {illustrative !== '' && <Illustrative note={illustrative} />}
      </span>
      <Tag status={status} />
    </span>
  );
}

function ScoreCell({ row }: { row: RankedApplication }) {
  const { score, lowest, highest, scoresIllustrative } = row;
  if (score === null || lowest === null || highest === null) return <span class="fund-muted">No scores yet</span>;
  return (
    <span class="fund-score">
      <strong>{scoreText(score)}</strong> {scoresIllustrative && <Illustrative />}
      <ScoreBar score={score} lowest={lowest} highest={highest} />
      <span class="fund-beneath">
        {lowest === highest ? 'no spread' : `${scoreText(lowest)} to ${scoreText(highest)}`}
      </span>
    </span>
  );
}

/** The mean as a bar, and over it a line from the lowest to the highest. */
function ScoreBar({ score, lowest, highest }: { score: number; lowest: number; highest: number }) {
  return (
    <svg class="fund-score__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="fund-score__track" width="100" height="10" />
      <rect class="fund-score__mean" width={score} height="10" />
      <rect class="fund-score__spread" x={lowest} y="4" width={highest - lowest} height="2" />
    </svg>
  );
}

function ReviewCount({ row: { applicationId, submitted, assigned, title } }: { row: RankedApplication }) {
  return (
    <a class="govuk-link" href={`/applications/${applicationId}/reviews`}>
      {submitted} of {assigned}
      <span class="govuk-visually-hidden"> reviews of {title} are submitted</span>
    </a>
  );
}

function Running({ row: { withinBudget }, text }: { row: RankedApplication; text: string }) {
  return (
    <span>
      {text}
      {withinBudget === false && (
        <span class="fund-beneath">
          <Tag status="over" colour="orange" text="Over budget" />
        </span>
      )}
    </span>
  );
}

function Next({ row: { applicationId, title, moves } }: { row: RankedApplication }) {
  return (
    <>
      {moves.map(({ move, label }) => (
        <a key={move} class="govuk-link" href={`/applications/${applicationId}/${move}`}>
          {label}
          <span class="govuk-visually-hidden"> for {title}</span>
        </a>
      ))}
    </>
  );
}
