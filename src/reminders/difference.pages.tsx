import { Button, ButtonGroup, ButtonLink } from '../kernel/page/buttons';
import { Figures, When } from '../kernel/page/figures';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { InsetText } from '../kernel/page/notes';
import { pageOnly } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { stepInWords } from '../kernel/step-words';
import { formatInstant } from '../kernel/time';
import type { ReminderDifference, ReminderDifferences } from './rules.dto';
import { anchorNames } from './rule.rules';

const kinds = {
  added: { text: 'Added', colour: 'green' },
  moved: { text: 'Moved', colour: 'blue' },
  called_off: { text: 'Called off', colour: 'grey' },
} as const;

const many = (count: number): string => count.toLocaleString('en');

/** What a change did to the plan, in a sentence. */
export function differenceInWords({ added, moved, calledOff }: ReminderDifferences): string {
  if (added + moved + calledOff === 0) return 'Nothing that is planned has changed.';
  const reminders = (count: number): string => `${many(count)} ${count === 1 ? 'reminder' : 'reminders'}`;
  return `${reminders(added)} added, ${many(moved)} moved, ${many(calledOff)} called off.`;
}

/** How much of everything that has not been sent a change would add, move and call off. */
export function Difference({ differences }: { differences: ReminderDifferences }) {
  const { added, moved, calledOff, deadlines } = differences;
  const all = added + moved + calledOff;
  if (all === 0)
    return (
      <InsetText>
        {deadlines === 0
          ? 'Nothing is due now that this holds for. What comes is planned by it.'
          : 'Nothing that is planned changes. What comes is planned by it.'}
      </InsetText>
    );
  return (
    <>
      <Figures
        figures={[
          { label: 'Reminders added', value: many(added) },
          { label: 'Moved', value: many(moved) },
          { label: 'Called off', value: many(calledOff) },
          { label: 'Things it holds for', value: many(deadlines) },
        ]}
      />
    </>
  );
}

function captionOf({ added, moved, calledOff, items }: ReminderDifferences): string {
  const all = added + moved + calledOff;
  return all > items.length ? `The first ${many(items.length)} of ${many(all)} reminders` : 'Whose reminders change';
}

/** Whom it concerns, and when: the first of them. */
export function DifferenceRows({ differences, zone }: { differences: ReminderDifferences; zone: string }) {
  if (differences.items.length === 0) return null;
  return (
    <DataTable
      caption={captionOf(differences)}
      rows={differences.items}
      columns={[
        { head: 'Change', cell: ({ kind }) => <Tag status={kind} {...kinds[kind]} /> },
        { head: 'When', header: true, cell: (row) => <Moment row={row} zone={zone} /> },
        { head: 'Whom', cell: ({ person }) => person },
        { head: 'What', cell: (row) => <Thing row={row} /> },
        { head: 'Why then', cell: (row) => <Reason row={row} /> },
      ]}
    />
  );
}

const Moment = ({ row: { at, was, zone: theirs }, zone }: { row: ReminderDifference; zone: string }) => (
  <div>
    <When iso={at} text={formatInstant(new Date(at), zone)} />
    {was !== null && <span class="fund-table__note">Before: {formatInstant(new Date(was), zone)}</span>}
    {theirs !== zone && <span class="fund-table__note">There: {formatInstant(new Date(at), theirs)}</span>}
  </div>
);

const Thing = ({ row: { title, anchor } }: { row: ReminderDifference }) => (
  <div>
    {title}
    <span class="fund-table__note">{anchorNames[anchor]}</span>
  </div>
);

const Reason = ({ row: { step, escalation, why } }: { row: ReminderDifference }) => (
  <div>
    {stepInWords(step, escalation)}
    {why !== '' && <span class="fund-table__note">{why}</span>}
  </div>
);

interface ConfirmFormProps {
  frame: Frame;
  action: string;
  /** What was asked for, as it stands in the address. */
  asked: string;
  version: number;
  differences: ReminderDifferences;
  back: string;
}

/** Does what was looked at, and nothing else: where the plan has changed meanwhile the new difference is shown first. */
export function ConfirmForm({ frame, action, asked, version, differences, back }: ConfirmFormProps) {
  const lists = ['audience'];
  return (
    <Form action={action} page={pageOnly(frame)} hidden={{ version, seen: differences.fingerprint }}>
      {[...new URLSearchParams(asked)].map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={lists.includes(name) ? `${name}[]` : name} value={value} />
      ))}
      <ButtonGroup>
        <Button>Confirm</Button>
        <ButtonLink href={back} secondary>
          Back, and keep what I entered
        </ButtonLink>
      </ButtonGroup>
    </Form>
  );
}
