import { SelectField } from '../kernel/page/choices';
import type { Frame } from '../kernel/page/frame';
import { TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { NothingFits } from '../kernel/page/narrow';
import { DataTable } from '../kernel/page/table';
import { letterKinds } from './letter';
import { kindNames } from './letter-names';
import type { LettersQuery } from './texts.dto';
import type { LetterLine } from './texts-view.dto';

interface LettersPageProps {
  frame: Frame;
  query: LettersQuery;
  letters: LetterLine[];
}

/** Every letter of the system in one table. */
export function lettersPage({ frame, query, letters }: LettersPageProps) {
  const count = letters.length === 1 ? 'One letter' : `${letters.length} letters`;
  return (
    <Layout title="Letters" frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle>Letters</PageTitle>
      <p class="govuk-body fund-reading">
        What the system writes by itself, and to whom. Each can be written anew: everywhere, for a fund, or for a round.
        Only those about security stay as they are.
      </p>
      <Filter frame={frame} query={query} />
      <DataTable
        caption={count}
        rows={letters}
        empty={<NothingFits list="/letters" />}
        columns={[
          { head: 'Letter', header: true, cell: (letter) => <Name letter={letter} /> },
          { head: 'Goes to', cell: ({ readers }) => readers },
          { head: 'Kind', cell: ({ kind }) => kindNames[kind] },
          { head: 'Changed', cell: (letter) => <Changed letter={letter} /> },
        ]}
      />
    </Layout>
  );
}

const Name = ({ letter: { url, name, subject } }: { letter: LetterLine }) => (
  <>
    <a class="govuk-link" href={url}>
      {name}
    </a>
    <span class="fund-table__note">{subject}</span>
  </>
);

function Changed({ letter: { changed, url, locked } }: { letter: LetterLine }) {
  if (locked !== null) return <>Stays as it is</>;
  if (changed.length === 0) return <>No</>;
  return (
    <>
      {changed.map(({ place, name }, index) => (
        <span key={place}>
          {index > 0 && ', '}
          <a class="govuk-link" href={`${url}?place=${place}`}>
            {name}
          </a>
        </span>
      ))}
    </>
  );
}

function Filter({ frame: { form }, query }: Pick<LettersPageProps, 'frame' | 'query'>) {
  const kinds = letterKinds.map((kind) => ({ value: kind, text: kindNames[kind] }));
  return (
    <form method="get" action="/letters" noValidate class="fund-narrow">
      <SelectField form={form} name="kind" label="Kind" value={query.kind} blank="Any kind" options={kinds} />
      <TextField form={form} name="text" label="Words in it" value={query.text} width={20} />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Show
      </button>
    </form>
  );
}
