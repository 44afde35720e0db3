import { roles } from '../kernel/access';
import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { emptyForm, type Frame } from '../kernel/page/frame';
import { TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Moves } from '../kernel/page/moves';
import { AskedMove, formOf, pageOnly } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import type { Organisation } from './organisation.entity';
import type { PersonView } from './people.dto';
import { OrganisationTable } from './organisation.pages';
import { rejectionOf, WaitingAccounts } from './people-waiting.pages';
import { cityRights, organisationKinds, rightLines, roleLines, roleTitles } from './people.rules';

export interface PeoplePageProps {
  frame: Frame;
  people: Page<PersonView>;
  organisations: Organisation[];
  /** Those whom a second person has to confirm, and who let them in, by id. */
  waiting: PersonView[];
  names: Map<string, string>;
  zone: string;
  mayAdd: boolean;
}

/** Everybody who may sign in, or could once. */
export function peoplePage({ frame, people, organisations, waiting, names, zone, mayAdd }: PeoplePageProps) {
  const places = new Map(organisations.map(({ id, name }) => [id, name]));
  return (
    <Layout title="People" frame={frame}>
      <PageTitle>People</PageTitle>
      <WaitingAccounts frame={frame} waiting={waiting} names={names} zone={zone} />
      <DataTable
        caption="Who may sign in"
        rows={people.items}
        empty="Nobody is here yet. Add the first person below."
        columns={[
          { head: 'Name', header: true, cell: ({ name }) => name },
          { head: 'Address', cell: ({ email }) => email },
          { head: 'Role', cell: ({ role }) => roleTitles[role] },
          { head: 'For', cell: (person) => actsFor(person, places) },
          {
            head: 'State',
            cell: ({ status, disabledReason }) => [states[status], disabledReason].filter(Boolean).join(': '),
          },
          {
            head: 'Change',
            cell: ({ id, status, moves }) =>
              status !== 'waiting' && <Moves moves={moves} base={`/people/${id}`} page={pageOnly(frame)} />,
          },
        ]}
      />
      <Pagination older={people.next === null ? undefined : `/people?after=${people.next}`} olderText="More people" />
      {mayAdd && <AddPerson frame={frame} organisations={organisations} atAnother={isAtAnother(frame, waiting)} />}
      <OrganisationTable organisations={organisations} />
      {mayAdd && <AddOrganisation frame={frame} />}
    </Layout>
  );
}

function actsFor({ organisationId, cityRight }: PersonView, names: Map<string, string>): string {
  const right = cityRight && rightLines[cityRight];
  return [names.get(organisationId ?? ''), right].filter(Boolean).join(': ');
}

const states = { waiting: 'Waits for a second person', standing: 'May sign in', disabled: 'Disabled' };

/** Whether the form that was refused is not the one for a new person. */
const isAtAnother = (frame: Frame, waiting: PersonView[]): boolean =>
  ['organisation', ...waiting.map(rejectionOf)].some((name) => formOf(frame, name).open);

interface AddPersonProps {
  frame: Frame;
  organisations: Organisation[];
  atAnother: boolean;
}

function AddPerson({ frame, organisations, atAnother }: AddPersonProps) {
  const form = atAnother ? emptyForm : frame.form;
  const id = (field: string): string | undefined => (atAnother ? `person-${field}` : undefined);
  return (
    <section class="fund-reading">
      <h2 class="govuk-heading-m">Add a person</h2>
      <Form action="/people" page={pageOnly(frame)}>
        <TextField form={form} name="name" id={id('name')} label="Name" autocomplete="off" />
        <TextField form={form} name="email" id={id('email')} label="Email address" type="email" autocomplete="off" />
        <SelectField
          form={form}
          name="role"
          id={id('role')}
          label="Role"
          blank="Choose a role"
          options={roles.map((value) => ({ value, text: `${roleTitles[value]}: ${roleLines[value]}` }))}
        />
        <SelectField
          form={form}
          name="organisationId"
          id={id('organisationId')}
          label="Organisation"
          hint="People of a city need one."
          blank="None"
          options={organisations.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <SelectField
          form={form}
          name="cityRight"
          id={id('cityRight')}
          label="What they may do for their city"
          hint="Only of people of a city."
          blank="Not of a city"
          options={cityRights.map((value) => ({ value, text: `${value}: ${rightLines[value]}` }))}
        />
        <TextField
          form={form}
          name="timeZone"
          id={id('timeZone')}
          label="Time zone"
          hint="Like Europe/Oslo. Left empty, it is the organisation’s."
          optional
          width={20}
        />
        <Button>Add</Button>
      </Form>
    </section>
  );
}

/** Cities and funders that have joined since; their people come after them. */
function AddOrganisation({ frame }: { frame: Frame }) {
  return (
    <AskedMove frame={frame} name="organisation" action="/people/organisations" label="Add an organisation">
      {({ form, id }) => (
        <>
          <SelectField
            form={form}
            name="kind"
            id={id('kind')}
            label="Kind"
            blank="Choose a kind"
            options={organisationKinds.map((value) => ({ value, text: value }))}
          />
          <TextField form={form} name="name" id={id('name')} label="Name" autocomplete="off" />
          <TextField form={form} name="country" id={id('country')} label="Country" hint="Like NO." optional width={2} />
          <TextField
            form={form}
            name="timeZone"
            id={id('timeZone')}
            label="Time zone"
            hint="Like Europe/Oslo. Deadlines of a city end there."
            optional
            width={20}
          />
        </>
      )}
    </AskedMove>
  );
}
