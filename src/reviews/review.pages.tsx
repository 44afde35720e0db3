import type { Correspondence } from '../kernel/correspondence';
import type { HistoryLine } from '../kernel/history';
import { formatMoney } from '../kernel/money';
import { formatInstant } from '../kernel/time';
import { Button, ButtonLink } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import { errorsAt } from '../kernel/page/form-state';
import type { Frame } from '../kernel/page/frame';
import { DateField } from '../kernel/page/inputs';
import { HistoryOf } from '../kernel/page/history-of';
import { LettersOf } from '../kernel/page/letters-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Moves } from '../kernel/page/moves';
import { Details, InsetText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Illustrative, Tag } from '../kernel/page/tag';
import { ApplicationMaterial, Words } from './material.pages';
import { DeclineForm, ReviewForm } from './review-form.pages';
import { scoredAt } from './review.scoring';
import type { Material, ReviewView } from './review-view.dto';
import { Due, Score } from './reviews.pages';

export interface ReviewPageProps {
  frame: Frame;
  review: ReviewView;
  material: Material | null;
  history: HistoryLine[];
  letters: Correspondence | null;
  /** Whether the reader is its reviewer. */
  own: boolean;
  zone: string;
}

/** A review: for its reviewer beside what it is about, for staff as far as it is not sealed. */
export function reviewPage(props: ReviewPageProps) {
  const { frame, review, history, letters, own, zone } = props;
  const { title, round, applicationId, status, illustrative } = review;
  const back = own
    ? { href: '/reviews', text: 'Your reviews' }
    : { href: `/applications/${applicationId}/reviews`, text: 'Reviews of this application' };
  const tag = (
    <>
      <Tag status={status} /> {illustrative && <Illustrative>Illustrative scores</Illustrative>}
    </>
  );
  return (
    <Layout title={`Review: ${title}`} frame={frame} back={back}>
      <PageTitle caption={`Review in ${round}`} tag={tag}>
        {title}
      </PageTitle>
      {own ? <OwnReview {...props} /> : <ReadReview {...props} />}
      <LettersOf letters={letters} zone={zone} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

function OwnReview({ frame, review, material, zone }: ReviewPageProps) {
  if (!review.editable || !material) return <EndedReview review={review} material={material} zone={zone} />;
  return (
    <>
      <p class="govuk-body">
        Due <Due review={review} zone={zone} />
      </p>
      <p class="govuk-body">
        Only you see what you write until you submit it.{' '}
        <a class="govuk-link fund-beside__jump" href="#your-review">
          Go to your scores
        </a>
      </p>
      <div class="fund-beside">
        <section class="fund-beside__read" aria-labelledby="the-application" tabIndex={0}>
          <h2 class="govuk-heading-m" id="the-application">
            The application
          </h2>
          <ApplicationMaterial material={material} />
        </section>
        <section aria-labelledby="your-review">
          <h2 class="govuk-heading-m" id="your-review">
            Your review
          </h2>
          <ReviewForm form={frame.form} review={review} />
          <DeclineForm form={frame.form} review={review} />
        </section>
      </div>
    </>
  );
}

/** What its reviewer reads once there is nothing more to do. */
function EndedReview({ review, material, zone }: Pick<ReviewPageProps, 'review' | 'material' | 'zone'>) {
  return (
    <>
      <InsetText>
        <p class="govuk-body">{endOf(review, zone)}</p>
        <ButtonLink href="/reviews" secondary>
          Go to your reviews
        </ButtonLink>
      </InsetText>
      {review.status === 'submitted' && <Judgement review={review} />}
      {material && (
        <Details summary="Read the application again">
          <ApplicationMaterial material={material} />
        </Details>
      )}
    </>
  );
}

function endOf({ status, submittedAt, title }: ReviewView, zone: string): string {
  if (status === 'submitted') {
    const when = submittedAt === null ? '' : ` on ${formatInstant(new Date(submittedAt), zone)}`;
    return `Thank you. Your review of “${title}” was submitted${when}. It counts now, and nothing more is needed from you.`;
  }
  if (status === 'declined') return 'You declined this review, and somebody else is asked. Thank you for saying so.';
  if (status === 'recalled') return 'This review is not needed any more. Thank you for having been ready to do it.';
  return 'This application is not in review any more, so your review is not needed. Thank you for your time.';
}

function ReadReview({ frame, review, zone }: ReviewPageProps) {
  const { id, reviewer, lead, applicationId, sealed, moves, status } = review;
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Reviewer', value: reviewer },
          { key: 'Due', value: <Due review={review} zone={zone} /> },
          { key: 'Lead city', value: lead },
          {
            key: 'Application',
            value: (
              <a class="govuk-link" href={`/applications/${applicationId}`}>
                {review.title}
              </a>
            ),
          },
        ]}
      />
      {sealed ? <InsetText>{sealedLine(status)}</InsetText> : <Judgement review={review} />}
      {review.reschedulable && <RescheduleForm frame={frame} review={review} />}
      <Moves moves={moves} base={`/reviews/${id}`} page={`/reviews/${id}`} />
    </>
  );
}

const sealedLine = (status: ReviewView['status']): string =>
  status === 'declined' || status === 'recalled'
    ? 'This review was not submitted: it has no scores.'
    : 'Scores, reasons and comment are sealed until the reviewer submits them.';

function RescheduleForm({ frame: { form }, review: { id, dueOn, dueZone } }: { frame: Frame; review: ReviewView }) {
  return (
    <Details id="move" summary="Move the due date" open={errorsAt(form, 'dueOn').length > 0}>
      <Form action={`/reviews/${id}/reschedule`} page={`/reviews/${id}`}>
        <DateField
          form={form}
          name="dueOn"
          label="New due date"
          hint={`Until the end of this day in ${dueZone}. Its reminders move along, and the reviewer is told.`}
          value={dueOn}
        />
        <Button secondary>Move the date</Button>
      </Form>
    </Details>
  );
}

/** The scores with their reasons, and what they come to. */
function Judgement({ review }: { review: ReviewView }) {
  const { rubric, scores, score, recommendedCents, currency, comment, illustrative } = review;
  return (
    <section>
      <DataTable
        caption="Scores"
        rows={rubric}
        columns={[
          { head: 'Criterion', header: true, cell: ({ name }) => name },
          { head: 'Counts', numeric: true, cell: ({ weight }) => `${weight} %` },
          { head: 'Score', numeric: true, cell: ({ key, max }) => `${scoredAt(scores, key).score ?? '–'} of ${max}` },
          { head: 'Reason', cell: ({ key }) => <Words text={scoredAt(scores, key).reason} /> },
        ]}
        foot={['Weighted score', '100 %', <Score key="score" review={{ score, illustrative }} />, '']}
      />
      <SummaryList
        rows={[
          recommendedCents !== null && { key: 'Would give', value: formatMoney(recommendedCents, currency) },
          { key: 'Comment', value: <Words text={comment ?? ''} /> },
        ]}
      />
    </section>
  );
}
