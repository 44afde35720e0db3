import type { PlannedLine } from '../correspondence';
import { stepInWords } from '../step-words';
import { formatInstant } from '../time';
import { When } from './figures';
import { DataTable } from './table';

interface RemindersProps {
  planned: PlannedLine[];
  zone: string;
}

const at = (iso: string, zone: string) => <When iso={iso} text={formatInstant(new Date(iso), zone)} />;

/** Who is reminded next, when, and why then. */
export function NextReminder({ planned: [next], zone }: RemindersProps) {
  if (!next) return null;
  const { to, dueAt, step, escalation, deadlineAt, deadlineZone, why, rule } = next;
  const words = stepInWords(step, escalation);
  return (
    <p class="govuk-body">
      Next: {to} is reminded on {at(dueAt, zone)}. {words}: {at(deadlineAt, deadlineZone)}. {why}{' '}
      <a class="govuk-link" href={rule}>
        The rule
      </a>
    </p>
  );
}

/** All that is planned about one thing. */
export const PlannedReminders = ({ planned, zone }: RemindersProps) => (
  <DataTable
    caption="Planned reminders"
    captionSize="s"
    rows={planned}
    empty="No reminder is planned."
    columns={[
      { head: 'About', header: true, cell: ({ title }) => title },
      { head: 'To', cell: ({ to }) => to },
      { head: 'When', cell: (line) => <Moment line={line} zone={zone} /> },
      { head: 'Why then', cell: (line) => <Reason line={line} /> },
    ]}
  />
);

const Moment = ({ line: { dueAt, zone: theirs }, zone }: { line: PlannedLine; zone: string }) => (
  <div>
    {at(dueAt, zone)}
    {theirs !== zone && <span class="fund-table__note">There: {formatInstant(new Date(dueAt), theirs)}</span>}
  </div>
);

const Reason = ({ line: { step, escalation, deadlineAt, deadlineZone, why } }: { line: PlannedLine }) => (
  <div>
    {stepInWords(step, escalation)}: {formatInstant(new Date(deadlineAt), deadlineZone)}
    {why !== '' && <span class="fund-table__note">{why}</span>}
  </div>
);
