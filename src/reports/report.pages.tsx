import type { Actor } from '../kernel/access';
import type { Correspondence } from '../kernel/correspondence';
import type { HistoryLine } from '../kernel/history';
import { formatMoney } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { LettersOf } from '../kernel/page/letters-of';
import { DateField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Moves } from '../kernel/page/moves';
import { InsetText } from '../kernel/page/notes';
import { AskedMove, pageOnly, Reason } from '../kernel/page/one-form';
import { Illustrative, Tag } from '../kernel/page/tag';
import { formatInstant } from '../kernel/time';
import { nextStep } from './report-steps';
import type { ReportView } from './report-view.dto';
import { dueWords, isOverdue, timeLeft } from './report-words';

export interface ReportPageProps {
  frame: Frame;
  report: ReportView;
  history: HistoryLine[];
  letters: Correspondence | null;
  now: Date;
  actor: Actor;
}

/** One report: what it says, where it stands, what comes next. */
export function reportPage(props: ReportPageProps) {
  const { frame, report, history, letters, now, actor } = props;
  const { title, status, illustrative, returnReason } = report;
  return (
    <Layout title={title} frame={frame} back={{ href: `/awards/${report.awardId}#reports`, text: report.award }}>
      <PageTitle caption={`Report of ${report.lead}`} tag={<Tags report={report} now={now} />}>
        {title}
      </PageTitle>
      {illustrative && (
        <p class="govuk-body">
          <Illustrative /> This report is invented.
        </p>
      )}
      <InsetText>
        <p class="govuk-body">{nextStep(report, actor, now)}</p>
        {returnReason !== '' && <p class="govuk-body">What has to change: “{returnReason}”</p>}
      </InsetText>
      <Steps frame={frame} report={report} />
      <Facts report={report} actor={actor} />
      {actor.role !== 'city' && !['submitted', 'accepted'].includes(status) ? null : <Text report={report} />}
      <LettersOf letters={letters} zone={actor.timeZone} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

function Tags({ report, now }: { report: ReportView; now: Date }) {
  return (
    <>
      <Tag status={report.status} /> {isOverdue(report, now) && <Tag status="overdue" text={timeLeft(report, now)} />}
    </>
  );
}

/** What the reader may do now, the next step first. */
function Steps({ frame, report: { id, moves, editable, status } }: Pick<ReportPageProps, 'frame' | 'report'>) {
  const base = `/reports/${id}`;
  const may = (name: string) => moves.find(({ move }) => move === name);
  const [returning, moving] = [may('return'), may('reschedule')];
  const submit = moves.filter(({ move }) => move === 'submit' && status !== 'due');
  return (
    <>
      {editable && (
        <ButtonLink href={`${base}/edit`}>{status === 'due' ? 'Write the report' : 'Go on writing'}</ButtonLink>
      )}
      <Moves moves={submit} base={base} page={`${base}/edit`} />
      <Moves moves={moves.filter(({ move }) => move === 'accept')} base={base} page={pageOnly(frame)} />
      {returning && <ReturnForm frame={frame} base={base} label={returning.label} />}
      {moving && <MoveForm frame={frame} base={base} label={moving.label} />}
    </>
  );
}

interface AskingProps {
  frame: Frame;
  base: string;
  label: string;
}

function ReturnForm({ frame, base, label }: AskingProps) {
  return (
    <AskedMove frame={frame} name="return" action={`${base}/return`} label={label}>
      {(one) => (
        <>
          <Reason
            one={one}
            label="What should the city change?"
            hint="It reads this in an email and on this page."
            rows={5}
          />
          <DateField
            form={one.form}
            name="dueOn"
            id={one.id('dueOn')}
            label="Until when?"
            hint="The end of this day where the city is. Its reminders follow."
          />
        </>
      )}
    </AskedMove>
  );
}

function MoveForm({ frame, base, label }: AskingProps) {
  return (
    <AskedMove frame={frame} name="reschedule" action={`${base}/reschedule`} label={label}>
      {({ form, id }) => (
        <DateField
          form={form}
          name="dueOn"
          id={id('dueOn')}
          label="New due date"
          hint="The end of this day where the city is. Its reminders move with it."
        />
      )}
    </AskedMove>
  );
}

function Facts({ report, actor }: Pick<ReportPageProps, 'report' | 'actor'>) {
  const { kind, award, awardId, submittedAt } = report;
  return (
    <SummaryList
      rows={[
        {
          key: 'Grant',
          value: (
            <a class="govuk-link" href={`/awards/${awardId}`}>
              {award}
            </a>
          ),
        },
        { key: 'Kind', value: kind === 'final' ? 'Final report' : 'Interim report' },
        { key: 'Due', value: dueWords(report) },
        submittedAt !== null && { key: 'Submitted', value: formatInstant(new Date(submittedAt), actor.timeZone) },
      ]}
    />
  );
}

function Text({ report: { narrative, lessons, spentCents, currency } }: { report: ReportView }) {
  const spent = spentCents === null ? 'Not entered yet' : formatMoney(spentCents, currency);
  return (
    <>
      <Section title="What was done and what came of it" text={narrative} />
      <Section title="What other cities can learn from it" text={lessons} />
      <h2 class="govuk-heading-m">Spent so far</h2>
      <p class="govuk-body">{spent}</p>
    </>
  );
}

function Section({ title, text }: { title: string; text: string }) {
  const parts = text.split(/\n\s*\n/).filter((part) => part.trim() !== '');
  return (
    <section class="fund-reading">
      <h2 class="govuk-heading-m">{title}</h2>
      {parts.length === 0 && <p class="govuk-body fund-muted">Not written yet</p>}
      {parts.map((part, index) => (
        <p key={index} class="govuk-body">
          {part}
        </p>
      ))}
    </section>
  );
}
