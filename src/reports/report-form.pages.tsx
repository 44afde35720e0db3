import { formatMoney, plainMoney } from '../kernel/money';
import { Button, ButtonGroup } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import { wasSent } from '../kernel/page/form-state';
import type { FormState, Frame } from '../kernel/page/frame';
import { MoneyField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import type { ReportView } from './report-view.dto';
import { dueWords, timeLeft } from './report-words';

export interface ReportFormPageProps {
  frame: Frame;
  report: ReportView;
  now: Date;
}

/** Where the city writes its report, comes back to it, and sends it. */
export function reportFormPage({ frame, report, now }: ReportFormPageProps) {
  const back = { href: `/reports/${report.id}`, text: report.title };
  return (
    <Layout title={`Write: ${report.title}`} frame={frame} back={back} width="reading">
      <PageTitle caption={report.award}>{report.title}</PageTitle>
      {report.editable ? (
        <Writing frame={frame} report={report} now={now} />
      ) : (
        <InsetText>This report cannot be changed now, or you may only read it.</InsetText>
      )}
    </Layout>
  );
}

function Writing({ frame, report, now }: ReportFormPageProps) {
  const { form } = frame;
  const { id, version, narrative, lessons, returnReason } = report;
  return (
    <>
      <p class="govuk-body">
        Due on {dueWords(report)}: {timeLeft(report, now)}. You can save a draft and come back; your colleagues find it
        too.
      </p>
      {returnReason !== '' && <InsetText>What has to change: “{returnReason}”</InsetText>}
      {wasSent(form) && Number(form.values.version) !== version && <SavedMeanwhile report={report} />}
      <Form action={`/reports/${id}/edit`} page={`/reports/${id}/edit`} hidden={{ version }} guard>
        <TextArea
          form={form}
          name="narrative"
          label="What was done and what came of it"
          value={narrative}
          rows={14}
          maxLength={50_000}
        />
        <TextArea
          form={form}
          name="lessons"
          label="What other cities can learn from it"
          hint="Also what did not work: it spares the next city the same way round."
          value={lessons}
          rows={8}
          maxLength={50_000}
        />
        <Spent form={form} report={report} />
        <ButtonGroup>
          <Button>Save the draft</Button>
          <Button secondary action={`/reports/${id}/send`}>
            Save and submit
          </Button>
        </ButtonGroup>
      </Form>
    </>
  );
}

function Spent({ form, report: { spentCents, currency } }: { form: FormState; report: ReportView }) {
  return (
    <MoneyField
      form={form}
      name="spentCents"
      label="Spent so far"
      hint="Of the grant, since it began. Enter 0 if nothing was spent."
      currency={currency}
      width={20}
      value={spentCents === null ? null : plainMoney(spentCents, currency)}
    />
  );
}

/** Both texts, so that nothing of either is lost: this one is saved, the other stands in the form below. */
function SavedMeanwhile({ report: { narrative, lessons, spentCents, currency } }: { report: ReportView }) {
  const parts = [
    ['What was done and what came of it', narrative],
    ['What other cities can learn from it', lessons],
    ['Spent so far', spentCents === null ? '' : formatMoney(spentCents, currency)],
  ] as const;
  return (
    <InsetText>
      <h2 class="govuk-heading-s">Saved while you were writing</h2>
      <p class="govuk-body">Your own text is in the form below. What you save there replaces this:</p>
      {parts.map(([title, text]) => (
        <section key={title}>
          <h3 class="govuk-heading-s">{title}</h3>
          <p class="govuk-body fund-words">{text === '' ? 'Nothing' : text}</p>
        </section>
      ))}
    </InsetText>
  );
}
