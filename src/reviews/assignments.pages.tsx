import type { HistoryLine } from '../kernel/history';
import { formatDate } from '../kernel/time';
import { Button } from '../kernel/page/buttons';
import { CheckboxField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { DateField } from '../kernel/page/inputs';
import { HistoryOf } from '../kernel/page/history-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Moves } from '../kernel/page/moves';
import { InsetText } from '../kernel/page/notes';
import { ReminderRules } from '../kernel/page/reminder-rules';
import { DataTable } from '../kernel/page/table';
import { Illustrative, Tag } from '../kernel/page/tag';
import type { ReviewerView } from './ranking.dto';
import type { ReviewView } from './review-view.dto';
import { Score } from './reviews.pages';

export interface AssignFormProps {
  frame: Frame;
  action: string;
  reviewers: ReviewerView[];
  zone: string;
  roundId: string;
  button: string;
}

/** Who shall review, and until when. */
export function AssignForm({ frame: { form }, action, reviewers, zone, roundId, button }: AssignFormProps) {
  if (reviewers.length === 0) {
    return (
      <InsetText>There is nobody else to ask. An administrator can add people with the role of a reviewer.</InsetText>
    );
  }
  return (
    <Form action={action} page={action} class="fund-reading">
      <CheckboxField
        form={form}
        name="reviewerIds"
        label="Who shall review?"
        options={reviewers.map(({ id, name, organisation, open }) => ({
          value: id,
          text: name,
          hint: [organisation, loadOf(open)].filter(Boolean).join(' – '),
        }))}
        small
      />
      <DateField form={form} name="dueOn" label="Until when?" hint={`Until the end of this day in ${zone}.`} />
      <ReminderRules roundId={roundId} whose="Reviewers are" />
      <Button>{button}</Button>
    </Form>
  );
}

const loadOf = (open: number): string =>
  open === 0 ? 'no review open' : open === 1 ? '1 review open' : `${open} reviews open`;

export interface ApplicationReviewsPageProps {
  frame: Frame;
  application: { id: string; title: string; lead: string; roundId: string; round: string; status: string } & {
    deadlineZone: string;
    illustrative: string;
  };
  reviews: ReviewView[];
  reviewers: ReviewerView[];
  /** Why nobody can be assigned now. */
  closed: string | null;
  history: HistoryLine[];
}

/** Who reviews one application, how far they are, and what they think of it. */
export function applicationReviewsPage(props: ApplicationReviewsPageProps) {
  const { frame, application, reviews, history } = props;
  const { id, title, lead, roundId, round, status, illustrative } = application;
  const tag = (
    <>
      <Tag status={status} /> {illustrative !== '' && <Illustrative note={illustrative} />}
    </>
  );
  return (
    <Layout title={`Reviews of ${title}`} frame={frame} back={{ href: `/applications/${id}`, text: 'The application' }}>
      <PageTitle caption={`Reviews in ${round}, ${lead}`} tag={tag}>
        {title}
      </PageTitle>
      <Assigned reviews={reviews} page={`/applications/${id}/reviews`} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/rounds/${roundId}/ranking`}>
          Ranking of the round
        </a>
      </p>
      <Assign {...props} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

function Assigned({ reviews, page }: { reviews: ReviewView[]; page: string }) {
  return (
    <DataTable
      caption="Who reviews it"
      rows={reviews}
      empty="Nobody yet. Choose reviewers below."
      columns={[
        {
          head: 'Reviewer',
          header: true,
          cell: ({ id, reviewer }) => (
            <a class="govuk-link" href={`/reviews/${id}`}>
              {reviewer}
            </a>
          ),
        },
        { head: 'Due', cell: (review) => <DueDay review={review} /> },
        { head: 'State', cell: ({ status }) => <Tag status={status} /> },
        { head: 'Score', numeric: true, cell: (review) => <Score review={review} /> },
        { head: 'Change', cell: (review) => <Change review={review} page={page} /> },
      ]}
    />
  );
}

function DueDay({ review: { dueOn, dueZone, urgency } }: { review: ReviewView }) {
  return (
    <span>
      {formatDate(dueOn)} <span class="fund-beneath">{dueZone}</span>
      {urgency === 'overdue' && <Tag status="overdue" />}
    </span>
  );
}

function Change({ review, page }: { review: ReviewView; page: string }) {
  const { id, reviewer, reschedulable, moves } = review;
  return (
    <>
      {reschedulable && (
        <a class="govuk-link" href={`/reviews/${id}#move`}>
          Move the date<span class="govuk-visually-hidden"> of {reviewer}</span>
        </a>
      )}
      <Moves moves={moves} base={`/reviews/${id}`} page={page} />
    </>
  );
}

function Assign({ frame, application, reviews, reviewers, closed }: ApplicationReviewsPageProps) {
  const had = new Set(reviews.map(({ reviewerId }) => reviewerId));
  const others = reviewers.filter(({ id }) => !had.has(id));
  return (
    <section>
      <h2 class="govuk-heading-m">Assign reviewers</h2>
      {closed === null ? (
        <AssignForm
          frame={frame}
          action={`/applications/${application.id}/reviews`}
          reviewers={others}
          zone={application.deadlineZone}
          roundId={application.roundId}
          button="Assign"
        />
      ) : (
        <InsetText>{closed}</InsetText>
      )}
    </section>
  );
}
