import { SelectField } from '../kernel/page/choices';
import { DateField, TextField } from '../kernel/page/inputs';
import { AskedMove } from '../kernel/page/one-form';
import { ReminderRules } from '../kernel/page/reminder-rules';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import type { AwardPageProps } from './award.pages';

/** The reports of the grant with their dates, and the form that schedules one more. */
export function AwardReports({ frame, award, reports, actor, now }: AwardPageProps) {
  const running = award.status === 'accepted' || award.status === 'active';
  if (!running && reports.length === 0) return null;
  return (
    <section>
      <DataTable
        caption="Reports"
        id="reports"
        rows={reports}
        empty="No report is scheduled yet. Scheduled reports stand here with the day on which each is due."
        columns={[
          {
            head: 'Report',
            header: true,
            cell: ({ id, title }) => (
              <a class="govuk-link" href={`/reports/${id}`}>
                {title}
              </a>
            ),
          },
          { head: 'Kind', cell: ({ kind }) => (kind === 'final' ? 'Final' : 'Interim') },
          { head: 'Due', cell: ({ dueOn, dueZone }) => `${formatDate(dueOn)}, 23:59 (${dueZone})` },
          {
            head: 'Status',
            cell: ({ status, dueAt }) => (
              <div>
                <Tag status={status} />{' '}
                {['due', 'draft', 'returned'].includes(status) && new Date(dueAt) < now && <Tag status="overdue" />}
              </div>
            ),
          },
        ]}
      />
      {running && actor.role === 'program' && <ScheduleForm frame={frame} award={award} />}
    </section>
  );
}

function ScheduleForm({ frame, award }: Pick<AwardPageProps, 'frame' | 'award'>) {
  const action = `/awards/${award.id}/reports`;
  return (
    <AskedMove frame={frame} name="report" action={action} label="Schedule a report">
      {({ form, id }) => (
        <>
          <TextField form={form} name="title" id={id('title')} label="Title" />
          <SelectField
            form={form}
            name="kind"
            id={id('kind')}
            label="Kind"
            options={[
              { value: 'interim', text: 'Interim' },
              { value: 'final', text: 'Final' },
            ]}
          />
          <DateField
            form={form}
            name="dueOn"
            id={id('dueOn')}
            label="Due on"
            hint={`The end of this day in ${award.lead} (${award.offerExpiresZone}).`}
          />
          <ReminderRules roundId={award.roundId} whose="The city is" />
        </>
      )}
    </AskedMove>
  );
}
