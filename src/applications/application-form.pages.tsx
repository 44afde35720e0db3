import { formatRange, plainMoney } from '../kernel/money';
import { Button, ButtonGroup, ButtonLink, EnterButton } from '../kernel/page/buttons';
import { capital } from '../kernel/page/capital';
import { CheckboxField, RadioField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { withFilledRows } from '../kernel/page/form-rows';
import { typedText } from '../kernel/page/form-state';
import type { FormState, Frame } from '../kernel/page/frame';
import { MoneyField, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Details } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import { formatInstant } from '../kernel/time';
import { Content } from './application-content.pages';
import type { ApplicationSheet } from './application-desk.service';
import { applicationRows } from './application-form.dto';
import { BudgetRows, PartnerRows } from './application-rows.pages';
import { summaryWords } from './application.checklist';

export type ApplicationFormPageProps = ApplicationSheet & { frame: Frame; zone: string };

/** Where a city writes; everything may be saved half done. */
export function applicationFormPage({ frame, zone, application, round }: ApplicationFormPageProps) {
  const title = application ? 'Change your application' : 'Start an application';
  const form = withFilledRows(frame.form, applicationRows);
  const back = application ? `/applications/${application.id}` : `/rounds/${round.id}`;
  const sheet = { form, application, round };
  return (
    <Layout title={title} frame={frame} back={{ href: back }} width="reading">
      <PageTitle caption={round.name}>{title}</PageTitle>
      <p class="govuk-body">
        Submit before {inBoth(round, zone)}. You can save it as often as you like: only the title has to be there, and
        nobody judges a draft.
      </p>
      <SavedMeanwhile {...sheet} zone={zone} />
      <Form {...ways(application?.id, round.id)} hidden={hiddenOf(sheet)} guard>
        <EnterButton>Save the draft</EnterButton>
        <Project {...sheet} />
        <PartnerRows form={form} saved={application?.partners ?? []} />
        <Money {...sheet} />
        <Questions {...sheet} />
        <ButtonGroup>
          <Button>Save the draft</Button>
          <ButtonLink href={back} secondary>
            Leave without saving
          </ButtonLink>
        </ButtonGroup>
      </Form>
    </Layout>
  );
}

/** The deadline as the round states it, and on the reader's clock where that shows something else. */
function inBoth({ deadlineAt, deadlineZone }: ApplicationSheet['round'], zone: string): string {
  const there = formatInstant(deadlineAt, deadlineZone);
  return zone === deadlineZone ? there : `${there}; for you that is ${formatInstant(deadlineAt, zone)}`;
}

type SheetProps = ApplicationSheet & { form: FormState };

const ways = (id: string | undefined, round: string): { action: string; page: string } =>
  id === undefined
    ? { action: '/applications', page: `/applications/new?round=${round}` }
    : { action: `/applications/${id}`, page: `/applications/${id}/edit` };

const hiddenOf = ({ application, round }: SheetProps): Record<string, string | number> =>
  application ? { version: application.version } : { roundId: round.id };

/** The newest version stands in the form, so that saving again is a decision made with both texts on the page. */
function SavedMeanwhile({ form, application, round, zone }: SheetProps & { zone: string }) {
  const typed = typedText(form, 'version');
  if (!application || typed === undefined || typed === String(application.version)) return null;
  return (
    <Details summary="What is saved now" open id="saved">
      <p class="govuk-body">
        Saved {formatInstant(new Date(application.updatedAt), zone)}. Your own text is in the form below: take over what
        you want to keep, then save. What you save replaces this.
      </p>
      <p class="govuk-body">
        <strong>{application.title}</strong>
      </p>
      <Content application={application} questions={round.questions} />
    </Details>
  );
}

const stageLines: Record<string, string> = {
  develop: 'Work out a strategy, design or policy that does not exist yet.',
  test: 'Try it out on a small scale and measure what happens.',
  implement: 'Put what works into practice in the city.',
  amplify: 'Help other cities to take up what works.',
};

function Project({ form, application, round }: SheetProps) {
  const { title, summary, sectors, stage } = application ?? {};
  const of = (words: readonly string[]) =>
    words.map((value) => ({ value, text: capital(value), ...(stageLines[value] ? { hint: stageLines[value] } : {}) }));
  return (
    <>
      <TextField form={form} name="title" label="Title" hint="What you want to do, in one line." value={title} />
      <TextArea
        form={form}
        name="summary"
        label="Summary"
        hint="What changes, for whom, and why your city."
        value={summary}
        maxWords={summaryWords}
        rows={8}
      />
      <CheckboxField form={form} name="sectors" label="Sectors" values={sectors} options={of(round.sectors)} />
      <RadioField form={form} name="stage" label="Stage of the project" value={stage} options={of(round.stages)} />
    </>
  );
}

function Money({ form, application, round }: SheetProps) {
  const { requestedCents = null, budgetLines = [] } = application ?? {};
  const { currency } = round;
  return (
    <>
      <BudgetRows form={form} saved={budgetLines} currency={currency} />
      <MoneyField
        form={form}
        name="requestedCents"
        label="Amount you ask for"
        hint={`The same as the budget lines together, like 50,000.00. One award: ${formatRange(round.floorCents, round.ceilingCents, currency)}.`}
        currency={currency}
        value={requestedCents === null ? undefined : plainMoney(requestedCents, currency)}
      />
    </>
  );
}

function Questions({ form, application, round }: SheetProps) {
  if (round.questions.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">Questions of this round</h2>
      {round.questions.map(({ key, text, help, maxWords, required }) => (
        <TextArea
          key={key}
          form={form}
          name={`answers[${key}]`}
          label={text}
          hint={help || undefined}
          optional={!required}
          value={application?.answers[key]}
          maxWords={maxWords}
          rows={maxWords > 150 ? 10 : 5}
        />
      ))}
    </section>
  );
}
