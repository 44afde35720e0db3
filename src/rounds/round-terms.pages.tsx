import { formatMoney, formatRange } from '../kernel/money';
import { capital } from '../kernel/page/capital';
import { SummaryList } from '../kernel/page/lists';
import { DataTable } from '../kernel/page/table';
import { formatInstant } from '../kernel/time';
import type { RoundView } from './round-view.dto';
import type { Criterion, Question } from './round.rules';

/** How large an award can be, in words. */
export const sizes = ({ floorCents, ceilingCents, currency }: RoundView): string =>
  formatRange(floorCents, ceilingCents, currency);

export const listed = (words: readonly string[]): string => capital(words.join(', '));

/** The deadline where the round is, and where its reader is. */
export function Deadlines({ round, zone }: { round: RoundView; zone: string | undefined }) {
  const at = new Date(round.deadlineAt);
  const there = formatInstant(at, round.deadlineZone);
  const here = zone === undefined ? there : formatInstant(at, zone);
  return (
    <>
      <time dateTime={round.deadlineAt}>{there}</time>
      {zone !== undefined && zone !== round.deadlineZone && (
        <>
          <br />
          <span class="govuk-hint">For you: {here}</span>
        </>
      )}
    </>
  );
}

/** What a round pays for, how much, and until when. */
export function Terms({ round, fund, zone }: { round: RoundView; fund?: string; zone: string | undefined }) {
  return (
    <SummaryList
      rows={[
        { key: 'Deadline', value: <Deadlines round={round} zone={zone} /> },
        { key: 'One award', value: sizes(round) },
        { key: 'Budget of the round', value: formatMoney(round.budgetCents, round.currency) },
        { key: 'Sectors', value: listed(round.sectors) },
        { key: 'Stages', value: listed(round.stages) },
        fund !== undefined && { key: 'Fund', value: fund },
      ]}
    />
  );
}

/** What applications answer in writing. */
export function Questions({ questions }: { questions: Question[] }) {
  return (
    <DataTable
      caption="What you will be asked"
      rows={questions}
      empty="Nothing besides the project and its budget."
      columns={[
        { head: 'Question', header: true, cell: ({ text, help }) => <Worded text={text} help={help} /> },
        { head: 'Words', numeric: true, cell: ({ maxWords }) => `up to ${maxWords.toLocaleString('en')}` },
        { head: 'Needed', cell: ({ required }) => (required ? 'Yes' : 'Optional') },
      ]}
    />
  );
}

function Worded({ text, help }: { text: string; help: string }) {
  return (
    <>
      {text}
      {help !== '' && <div class="govuk-hint fund-help">{help}</div>}
    </>
  );
}

/** What reviewers score. */
export function Rubric({ rubric }: { rubric: Criterion[] }) {
  return (
    <DataTable
      caption="How applications are scored"
      rows={rubric}
      empty="The rubric is not written yet."
      columns={[
        { head: 'Criterion', header: true, cell: ({ name, help }) => <Worded text={name} help={help} /> },
        { head: 'Scored', cell: ({ max }) => `1 to ${max}` },
        { head: 'Weight', numeric: true, cell: ({ weight }) => `${weight}%` },
      ]}
    />
  );
}
