import { formatInstant } from '../kernel/time';
import { When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { type Column, DataTable } from '../kernel/page/table';
import { Illustrative, Tag } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import { scoreText } from './review.scoring';
import type { ReviewView } from './review-view.dto';

/** When a review is due, where that is and for the reader, and how pressing it is. */
export function Due({ review, zone }: { review: ReviewView; zone: string }) {
  const { dueAt, dueZone, urgency } = review;
  return (
    <span>
      <When iso={dueAt} text={formatInstant(new Date(dueAt), dueZone)} />
      {zone !== dueZone && <span class="fund-beneath">{formatInstant(new Date(dueAt), zone)} for you</span>}{' '}
      {urgency === 'overdue' && <Tag status="overdue" />}
      {urgency === 'soon' && <Tag status="due" text="Due soon" />}
    </span>
  );
}

const linked: Column<ReviewView> = {
  head: 'Application',
  header: true,
  cell: ({ id, title, lead }) => (
    <span>
      <a class="govuk-link" href={`/reviews/${id}`}>
        {title}
      </a>
      <span class="fund-beneath">{lead}</span>
    </span>
  ),
};
const ofRound: Column<ReviewView> = { head: 'Round', cell: ({ round }) => round };
const byReviewer: Column<ReviewView> = { head: 'Reviewer', cell: ({ reviewer }) => reviewer };
const state: Column<ReviewView> = { head: 'State', cell: ({ status }) => <Tag status={status} /> };

/** Percent, marked where it is invented. */
export function Score({ review: { score, illustrative } }: { review: Pick<ReviewView, 'score' | 'illustrative'> }) {
  if (score === null) return <span class="fund-muted">–</span>;
  return (
    <span>
      {scoreText(score)} {illustrative && <Illustrative />}
    </span>
  );
}

export interface ReviewsPageProps {
  frame: Frame;
  open: Page<ReviewView>;
  done: Page<ReviewView>;
  own: boolean;
  zone: string;
}

/** What waits for its reviewer, the most pressing first, and what is done. */
export function reviewsPage({ frame, open, done, own, zone }: ReviewsPageProps) {
  const title = own ? 'Your reviews' : 'Reviews';
  const who = own ? [] : [byReviewer];
  const due: Column<ReviewView> = { head: 'Due', cell: (review) => <Due review={review} zone={zone} /> };
  const score: Column<ReviewView> = { head: 'Score', numeric: true, cell: (review) => <Score review={review} /> };
  const nothing = own
    ? 'Nothing waits for you. When you are asked for a review it stands here, and we write to you.'
    : 'No review is open. Reviewers are assigned on the page of a round or of an application.';
  return (
    <Layout title={title} frame={frame}>
      <PageTitle>{title}</PageTitle>
      <DataTable caption="To do" rows={open.items} empty={nothing} columns={[linked, ...who, ofRound, due, state]} />
      <DataTable
        caption="Done"
        rows={done.items}
        empty="What was submitted, declined or recalled will stand here."
        columns={[linked, ...who, ofRound, state, score]}
      />
      <Pagination
        older={done.next === null ? undefined : `/reviews?after=${done.next}`}
        olderText="More that is done"
      />
    </Layout>
  );
}
