import { formatMoney, plainMoney } from '../kernel/money';
import { Button, ButtonGroup } from '../kernel/page/buttons';
import { RadioField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { errorsAt } from '../kernel/page/form-state';
import type { FormState } from '../kernel/page/frame';
import { MoneyField, NumberField } from '../kernel/page/inputs';
import { SummaryList } from '../kernel/page/lists';
import { Details } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import { Words } from './material.pages';
import { type Criterion, type Scored, scoredAt } from './review.scoring';
import type { ReviewView } from './review-view.dto';

/** Where a reviewer scores and gives reasons; kept as a draft as often as they like. */
export function ReviewForm({ form, review }: { form: FormState; review: ReviewView }) {
  const { id, version, rubric, scores, comment, recommendedCents, requestedCents, currency } = review;
  const asked = requestedCents === null ? '' : ` The city asks for ${formatMoney(requestedCents, currency)}.`;
  return (
    <Form action={`/reviews/${id}`} page={`/reviews/${id}`} hidden={{ version }} guard>
      {savedMeanwhile(form, version) && <SavedNow review={review} />}
      {rubric.map((criterion) => (
        <CriterionFields
          key={criterion.key}
          form={form}
          criterion={criterion}
          scored={scoredAt(scores, criterion.key)}
        />
      ))}
      <MoneyField
        form={form}
        name="recommendedCents"
        label="What would you give?"
        hint={`An amount, if you want to recommend one.${asked}`}
        currency={currency}
        value={recommendedCents === null ? undefined : plainMoney(recommendedCents, currency)}
        optional
      />
      <TextArea
        form={form}
        name="comment"
        label="Anything else that the staff should know"
        value={comment}
        rows={4}
        maxLength={20_000}
        optional
      />
      <p class="govuk-hint">You can come back to a draft. What you submit counts, and cannot be changed afterwards.</p>
      <ButtonGroup>
        <Button secondary>Save the draft</Button>
        <Button action={`/reviews/${id}/submit`}>Submit the review</Button>
      </ButtonGroup>
    </Form>
  );
}

interface CriterionFieldsProps {
  form: FormState;
  criterion: Criterion;
  scored: Scored;
}

/** Up to ten scores are buttons; a longer scale is typed. */
function CriterionFields({ form, criterion: { key, name, help, weight, max }, scored }: CriterionFieldsProps) {
  const asked = {
    form,
    name: `scores[${key}][score]`,
    label: name,
    labelSize: 's' as const,
    hint: `${help} ${max} is best. Counts ${weight} %.`.trim(),
    value: scored.score,
  };
  const options = Array.from({ length: max }, (_, index) => ({ value: String(index + 1), text: String(index + 1) }));
  return (
    <div class="fund-criterion">
      {max <= 10 ? <RadioField {...asked} options={options} inline small /> : <NumberField {...asked} width={3} />}
      <TextArea
        form={form}
        name={`scores[${key}][reason]`}
        label={
          <>
            Why<span class="govuk-visually-hidden"> this score for {name}</span>?
          </>
        }
        value={scored.reason}
        rows={3}
      />
    </div>
  );
}

/** Whether what was typed is built on another version than the one that is saved. */
function savedMeanwhile(form: FormState, version: number): boolean {
  return form.values.version !== undefined && Number(form.values.version) !== version;
}

function SavedNow({ review }: { review: ReviewView }) {
  const { rubric, scores, comment, recommendedCents, currency } = review;
  return (
    <Details summary="What is saved now" open>
      <p class="govuk-body">The fields below hold your text. Saving replaces this with it:</p>
      <SummaryList
        rows={[
          ...rubric.map((criterion) => ({
            key: criterion.name,
            value: <ScoredWords criterion={criterion} scored={scoredAt(scores, criterion.key)} />,
          })),
          recommendedCents !== null && { key: 'What you would give', value: formatMoney(recommendedCents, currency) },
          comment !== null && comment !== '' && { key: 'Anything else', value: <Words text={comment} /> },
        ]}
      />
    </Details>
  );
}

/** A score with its reason. */
export function ScoredWords({ criterion, scored }: { criterion: Criterion; scored: Scored }) {
  return (
    <div>
      <p class="govuk-body">{scored.score === null ? 'Not scored' : `${scored.score} of ${criterion.max}`}</p>
      {scored.reason !== '' && <Words text={scored.reason} />}
    </div>
  );
}

/** The way out for whoever cannot or should not judge it. */
export function DeclineForm({ form, review: { id } }: { form: FormState; review: ReviewView }) {
  return (
    <Details summary="I cannot review this" open={errorsAt(form, 'reason').length > 0}>
      <p class="govuk-body">
        If you have an interest in it, know the people, or have no time: say so, and somebody else is asked. You will
        not read the application any more.
      </p>
      <Form action={`/reviews/${id}/decline`} page={`/reviews/${id}`}>
        <TextArea form={form} name="reason" label="Your reason, for the staff" rows={3} />
        <Button warning>Decline the review</Button>
      </Form>
    </Details>
  );
}
