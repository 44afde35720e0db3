import { plainMoney } from '../kernel/money';
import { Button, ButtonGroup, ButtonLink, EnterButton } from '../kernel/page/buttons';
import { capital } from '../kernel/page/capital';
import { CheckboxField, SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { withFilledRows } from '../kernel/page/form-rows';
import { typedText } from '../kernel/page/form-state';
import type { FormState, Frame } from '../kernel/page/frame';
import { MoneyField, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Details } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import { sectors, stages } from '../kernel/vocabulary';
import { SourcesField } from './round-budget.pages';
import type { RoundChoices } from './round-desk.service';
import { roundRows } from './round-form.dto';
import { DeadlineFields } from './round-postpone.pages';
import { QuestionRows, RubricRows } from './round-rows.pages';
import { Terms } from './round-terms.pages';
import type { RoundView } from './round-view.dto';

export type RoundFormPageProps = RoundChoices & { frame: Frame };

/** Where the program staff write down what a round is about. */
export function roundFormPage({ frame, round, funds, zones, sources }: RoundFormPageProps) {
  const title = round ? 'Change the round' : 'Plan a round';
  const form = withFilledRows(frame.form, roundRows);
  const way = round ? `/rounds/${round.id}` : '/rounds';
  return (
    <Layout title={title} frame={frame} back={{ href: way }} width="reading">
      <PageTitle caption={round?.name}>{title}</PageTitle>
      {round && <SavedMeanwhile form={form} round={round} />}
      <Form
        action={way}
        page={round ? `${way}/edit` : '/rounds/new'}
        hidden={round ? { version: round.version } : {}}
        guard
      >
        <EnterButton>Save the round</EnterButton>
        <About form={form} round={round} funds={funds} />
        <Sizes form={form} round={round} funds={funds} />
        <SourcesField form={form} sources={sources} chosen={round?.contributionIds ?? []} />
        <Scope form={form} round={round} />
        <DeadlineFields form={form} zones={zones} local={round?.deadlineLocal} zone={round?.deadlineZone} />
        <QuestionRows form={form} saved={round?.questions ?? []} />
        <RubricRows form={form} saved={round?.rubric ?? []} />
        <ButtonGroup>
          <Button>Save the round</Button>
          <ButtonLink href={way} secondary>
            Leave without saving
          </ButtonLink>
        </ButtonGroup>
      </Form>
    </Layout>
  );
}

interface PartProps {
  form: FormState;
  round: RoundView | null;
}

/** Saving again is then a decision, made with both versions on the page. */
function SavedMeanwhile({ form, round }: { form: FormState; round: RoundView }) {
  const typed = typedText(form, 'version');
  if (typed === undefined || typed === String(round.version)) return null;
  return (
    <Details summary="What is saved now" open>
      <p class="govuk-body">{round.name}</p>
      <Terms round={round} zone={undefined} />
      <p class="govuk-body">{round.summary}</p>
    </Details>
  );
}

function About({ form, round, funds }: PartProps & Pick<RoundChoices, 'funds'>) {
  const options = funds.map(({ id, name, currency }) => ({ value: id, text: `${name} (${currency})` }));
  const offered = round ? options.filter(({ value }) => value === round.fundId) : options;
  return (
    <>
      <SelectField
        form={form}
        name="fundId"
        label="Fund"
        hint="Its currency is that of all amounts."
        value={round?.fundId ?? (funds.length === 1 ? funds[0]?.id : undefined)}
        blank={offered.length > 1 ? 'Choose a fund' : undefined}
        options={offered}
      />
      <TextField form={form} name="name" label="Name" value={round?.name} />
      <TextArea
        form={form}
        name="summary"
        label="Summary"
        hint="What the round is for, in a few sentences that a city officer understands at once."
        value={round?.summary}
        maxLength={5000}
      />
    </>
  );
}

function Sizes({ form, round, funds }: PartProps & Pick<RoundChoices, 'funds'>) {
  const currency = round?.currency ?? funds[0]?.currency ?? 'USD';
  const text = (cents: number | null | undefined) =>
    cents === null || cents === undefined ? undefined : plainMoney(cents, currency);
  const shared = { form, currency };
  return (
    <>
      <MoneyField
        {...shared}
        name="budgetCents"
        label="Budget"
        hint="Like 500,000.00."
        value={text(round?.budgetCents)}
      />
      <MoneyField {...shared} name="floorCents" label="Smallest award" optional value={text(round?.floorCents)} />
      <MoneyField {...shared} name="ceilingCents" label="Largest award" optional value={text(round?.ceilingCents)} />
    </>
  );
}

function Scope({ form, round }: PartProps) {
  const choices = (words: readonly string[]) => words.map((value) => ({ value, text: capital(value) }));
  return (
    <>
      <CheckboxField form={form} name="sectors" label="Sectors" values={round?.sectors} options={choices(sectors)} />
      <CheckboxField form={form} name="stages" label="Stages" values={round?.stages} options={choices(stages)} />
    </>
  );
}
