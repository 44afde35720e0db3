import type { CityRight, Role } from '../kernel/access';
import { Button } from '../kernel/page/buttons';
import { capital } from '../kernel/page/capital';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { DataTable } from '../kernel/page/table';
import { cityRights, rightLines, roleLines, roleTitles } from './people.rules';
import type { Organisation } from './organisation.entity';
import type { Person } from './person.entity';

export interface DemonstrationPageProps {
  frame: Frame;
  groups: { role: Role; people: Person[] }[];
  organisations: Organisation[];
}

/** Everybody in the demonstration, by what they can do. */
export function demonstrationPage({ frame, groups, organisations }: DemonstrationPageProps) {
  return (
    <Layout title="Be somebody" frame={frame}>
      <PageTitle>Be somebody</PageTitle>
      <p class="govuk-body">
        In the demonstration you may be any of these people. No letter and no password is needed. Go to:{' '}
        {groups.map(({ role }, index) => (
          <>
            {index > 0 && ', '}
            <a class="govuk-link" href={`#${role}`} key={role}>
              {roleTitles[role]}
            </a>
          </>
        ))}
        .
      </p>
      {groups.map(({ role, people }) => (
        <section key={role} id={role}>
          <h2 class="govuk-heading-m">{roleTitles[role]}</h2>
          <p class="govuk-body">{roleLines[role]}</p>
          {role === 'city' ? <Cities people={people} organisations={organisations} /> : <People people={people} />}
        </section>
      ))}
    </Layout>
  );
}

function People({ people }: { people: Person[] }) {
  return people.length === 0 ? <p class="govuk-body">Nobody has this role yet.</p> : <Buttons people={people} />;
}

function Buttons({ people }: { people: Person[] }) {
  return (
    <div class="fund-moves">
      {people.map((person) => (
        <Be key={person.id} person={person} />
      ))}
    </div>
  );
}

/** One looks for one's city first, and then for what one may do there. */
function Cities({ people, organisations }: { people: Person[]; organisations: Organisation[] }) {
  const rights = cityRights.filter((right) => people.some(({ cityRight }) => cityRight === right));
  const of = ({ id }: Organisation, right: CityRight): Person[] =>
    people.filter((person) => person.organisationId === id && person.cityRight === right);
  return (
    <DataTable
      caption="People of cities"
      hideCaption
      rows={organisations.filter(({ id }) => people.some(({ organisationId }) => organisationId === id))}
      empty="No city has people yet."
      columns={[
        { head: 'City', header: true, cell: ({ name }) => name },
        ...rights.map((right) => ({
          head: capital(rightLines[right]),
          cell: (city: Organisation) => <Buttons people={of(city, right)} />,
        })),
      ]}
    />
  );
}

function Be({ person: { id, name } }: { person: Person }) {
  return (
    <Form action={`/be/${id}`} page="/be">
      <Button secondary>Be {name}</Button>
    </Form>
  );
}
