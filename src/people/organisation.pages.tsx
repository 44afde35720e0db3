import type { HistoryLine } from '../kernel/history';
import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { DataTable } from '../kernel/page/table';
import type { OneOrganisationView } from './organisation-form.dto';
import type { Organisation } from './organisation.entity';
import { hoursOf } from './organisation.rules';

const placeOf = ({ country, region }: Pick<Organisation, 'country' | 'region'>): string =>
  [country, region].filter(Boolean).join(', ');

/** Everybody for whom people act, with when they work. */
export function OrganisationTable({ organisations }: { organisations: Organisation[] }) {
  return (
    <DataTable
      caption="Organisations"
      rows={organisations}
      empty="No organisation is here yet."
      columns={[
        {
          head: 'Name',
          header: true,
          cell: ({ id, name }) => (
            <a class="govuk-link" href={`/people/organisations/${id}`}>
              {name}
            </a>
          ),
        },
        { head: 'Kind', cell: ({ kind }) => kind },
        { head: 'Country and region', cell: (one) => placeOf(one) },
        { head: 'Time zone', cell: ({ timeZone }) => timeZone },
        { head: 'Working hours', cell: hoursOf },
      ]}
    />
  );
}

export interface OrganisationPageProps {
  frame: Frame;
  organisation: OneOrganisationView;
  history: HistoryLine[];
  mayChange: boolean;
}

/** One organisation: who changes it, does it here. */
export function organisationPage({ frame, organisation, history, mayChange }: OrganisationPageProps) {
  const { name } = organisation;
  return (
    <Layout title={name} frame={frame} back={{ href: '/people', text: 'People' }}>
      <PageTitle caption={organisation.kind}>{name}</PageTitle>
      {mayChange ? <ChangeForm frame={frame} organisation={organisation} /> : <Facts organisation={organisation} />}
      <HistoryOf lines={history} />
    </Layout>
  );
}

function Facts({ organisation }: { organisation: OneOrganisationView }) {
  return (
    <SummaryList
      rows={[
        { key: 'Country and region', value: placeOf(organisation) || 'Not recorded' },
        { key: 'Time zone', value: organisation.timeZone },
        { key: 'Working hours', value: hoursOf(organisation) },
      ]}
    />
  );
}

function ChangeForm({ frame, organisation }: { frame: Frame; organisation: OneOrganisationView }) {
  const { form } = frame;
  const { id, name, timeZone, version } = organisation;
  const action = `/people/organisations/${id}`;
  return (
    <section class="fund-reading">
      <p class="govuk-body">
        Reminders reach its people when their working day starts, and not on weekends and public holidays.
      </p>
      <Form action={action} page={action} guard hidden={{ version }}>
        <TextField form={form} name="name" label="Name" value={name} autocomplete="off" />
        <PlaceFields frame={frame} organisation={organisation} />
        <TextField
          form={form}
          name="timeZone"
          label="Time zone"
          value={timeZone}
          hint="Like Europe/Oslo. Deadlines that are set keep the zone they have; people choose their own."
          width={20}
        />
        <TimeFields frame={frame} organisation={organisation} />
        <Button>Save</Button>
      </Form>
    </section>
  );
}

function PlaceFields({ frame: { form }, organisation }: { frame: Frame; organisation: OneOrganisationView }) {
  const { country, region, regions } = organisation;
  const hint = 'Where its public holidays are those of a part of the country. For another country, save that first.';
  return (
    <>
      <TextField form={form} name="country" label="Country" value={country} hint="Like NO." optional width={2} />
      <SelectField
        form={form}
        name="region"
        label="Region"
        hint={hint}
        value={region}
        blank="The whole country"
        options={regions.map(({ code, name }) => ({ value: code, text: `${name} (${code})` }))}
      />
    </>
  );
}

function TimeFields({ frame: { form }, organisation }: { frame: Frame; organisation: OneOrganisationView }) {
  const { dayStarts, dayEnds } = organisation;
  return (
    <>
      <TextField
        form={form}
        name="dayStarts"
        label="The working day starts"
        hint="Local time, like 09:00."
        value={dayStarts}
        width={5}
      />
      <TextField
        form={form}
        name="dayEnds"
        label="The working day ends"
        hint="Local time, like 17:00."
        value={dayEnds}
        width={5}
      />
    </>
  );
}
