import type { Role } from '../kernel/access';
import { Button } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { DataTable } from '../kernel/page/table';
import { rightLines, roleLines, roleTitles } from './people.rules';
import type { Organisation } from './organisation.entity';
import type { Person } from './person.entity';

export interface DemonstrationPageProps {
  frame: Frame;
  groups: { role: Role; people: Person[] }[];
  organisations: Organisation[];
}

/** Everybody in the demonstration, by what they can do. */
export function demonstrationPage({ frame, groups, organisations }: DemonstrationPageProps) {
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return (
    <Layout title="Be somebody" frame={frame}>
      <PageTitle>Be somebody</PageTitle>
      <p class="govuk-body">
        In the demonstration you may be any of these people. No letter and no password is needed.
      </p>
      {groups.map(({ role, people }) => (
        <section key={role}>
          <h2 class="govuk-heading-m">{roleTitles[role]}</h2>
          <p class="govuk-body">{roleLines[role]}</p>
          <DataTable
            caption={roleTitles[role]}
            hideCaption
            rows={people}
            empty="Nobody has this role yet."
            columns={[
              { head: 'Name', header: true, cell: ({ name }) => name },
              { head: 'For', cell: (person) => actsFor(person, names) },
              { head: 'Be', cell: (person) => <Be person={person} /> },
            ]}
          />
        </section>
      ))}
    </Layout>
  );
}

function actsFor({ organisationId, cityRight }: Person, names: Map<string, string>): string {
  const name = names.get(organisationId ?? '') ?? '';
  return cityRight ? `${name} – ${rightLines[cityRight]}` : name;
}

function Be({ person: { id, name } }: { person: Person }) {
  return (
    <Form action={`/be/${id}`} page="/be">
      <Button secondary>Be {name}</Button>
    </Form>
  );
}
