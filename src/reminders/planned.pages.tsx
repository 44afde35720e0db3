import { SelectField } from '../kernel/page/choices';
import { Figures, When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { DataTable } from '../kernel/page/table';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import { formatDate, formatInstant } from '../kernel/time';
import { anchors } from './anchor.rules';
import { Calendar } from './planned-calendar.pages';
import { WhatIsDue, WhenItGoes, WhyThen } from './planned-cells.pages';
import type { PlannedMonth, PlannedQuery, PlannedReminder } from './planned.dto';
import { plannedUrl } from './planned.view';
import { anchorNames } from './rule.rules';

export interface PlannedPageProps {
  frame: Frame;
  zone: string;
  query: PlannedQuery;
  month: PlannedMonth;
  part: Page<PlannedReminder>;
  rounds: { id: string; name: string }[];
}

/** Whom the system will remind of what: thirty days at a glance, and each reminder with its reason. */
export function plannedPage(props: PlannedPageProps) {
  const { frame, zone, query, month, part } = props;
  return (
    <Layout title="Planned reminders" frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle>Planned reminders</PageTitle>
      <p class="govuk-body">
        Each is planned when a date is set, moves with it, and is called off when the thing is done.{' '}
        <a class="govuk-link" href="/reminders">
          When people are reminded
        </a>
      </p>
      <Numbers month={month} zone={zone} />
      <Filter {...props} />
      <Calendar month={month} query={query} />
      <DataTable
        caption={query.day === undefined ? `From ${formatDate(month.from)}` : formatDate(query.day)}
        rows={part.items}
        empty={<Nothing query={query} />}
        columns={[
          { head: 'When', header: true, cell: (row) => <WhenItGoes row={row} zone={zone} /> },
          { head: 'Whom', cell: (row) => <Whom row={row} /> },
          { head: 'What', cell: (row) => <WhatIsDue row={row} /> },
          { head: 'Why then', cell: (row) => <WhyThen row={row} /> },
        ]}
      />
      <Pagination
        older={part.next === null ? undefined : plannedUrl({ ...query, after: part.next })}
        olderText="Later reminders"
      />
    </Layout>
  );
}

function Numbers({ month: { thisWeek, next30Days, oldestDueAt }, zone }: Pick<PlannedPageProps, 'month' | 'zone'>) {
  const late = oldestDueAt !== null && (
    <>
      Since <When iso={oldestDueAt} text={formatInstant(new Date(oldestDueAt), zone)} />
    </>
  );
  return (
    <Figures
      figures={[
        { label: 'This week', value: thisWeek.toLocaleString('en'), note: 'Until Sunday' },
        { label: 'Next 30 days', value: next30Days.toLocaleString('en') },
        { label: 'Oldest due', value: late ? 'Late' : 'None is late', note: late || undefined },
      ]}
    />
  );
}

function Filter({ frame: { form }, query, rounds }: PlannedPageProps) {
  const kept = { from: query.from, day: query.day, about: query.about };
  return (
    <form method="get" action="/mail/planned" class="fund-narrow" noValidate>
      {Object.entries(kept).map(
        ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <SelectField
        form={form}
        name="round"
        label="Round"
        blank="All rounds"
        value={query.round}
        options={rounds.map(({ id, name }) => ({ value: id, text: name }))}
      />
      <SelectField
        form={form}
        name="anchor"
        label="What is due"
        blank="Everything"
        value={query.anchor}
        options={anchors.map((anchor) => ({ value: anchor, text: anchorNames[anchor] }))}
      />
      <TextField form={form} name="person" label="Name or address" value={query.person} width={20} />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Show
      </button>
    </form>
  );
}

const Whom = ({ row: { person, organisation } }: { row: PlannedReminder }) => (
  <div>
    {person}
    {organisation !== null && <span class="fund-table__note">{organisation}</span>}
  </div>
);

function Nothing({ query }: Pick<PlannedPageProps, 'query'>) {
  const { round, anchor, person, about, day } = query;
  if ([round, anchor, person, about, day].every((one) => one === undefined))
    return (
      <>
        Nothing is planned in these days. Reminders appear here when a round opens, or a review or a report gets its due
        date, and go when it is done.
      </>
    );
  return (
    <>
      Nothing fits your choice.{' '}
      <a class="govuk-link" href="/mail/planned">
        See everything that is planned
      </a>
    </>
  );
}
