import { SelectField } from '../kernel/page/choices';
import { emptyForm, type Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Details, InsetText, WarningText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import type { Edited } from './editor.service';
import { CaseField, Editor, Said } from './letter-form.pages';
import { kindNames } from './letter-names';
import { Preview, PreviewInFull } from './letter-preview.pages';
import { Versions } from './letter-version.pages';
import type { LetterView } from './texts-view.dto';

export interface LetterPageProps extends Edited {
  frame: Frame;
  zone: string;
}

const can = ({ moves }: LetterView, name: string): boolean => moves.some(({ move }) => move === name);
/** One letter: its words as they hold in a place, with the original beside them, and how they read in a case. */
export function letterPage(props: LetterPageProps) {
  const { frame, zone, letter, texts, history } = props;
  return (
    <Layout title={letter.name} frame={frame} back={{ href: '/letters', text: 'Letters' }}>
      <PageTitle caption="Letter">{letter.name}</PageTitle>
      <Facts letter={letter} />
      {letter.locked === null && (
        <p class="govuk-body">A round has its own words, or else those of its fund, or else those of everywhere.</p>
      )}
      <Choose {...props} />
      {letter.unfit.length > 0 && (
        <WarningText>
          These words use fields that the letter no longer has, so the original goes out: {letter.unfit.join(' ')}
        </WarningText>
      )}
      {letter.locked !== null && <InsetText>{letter.locked}</InsetText>}
      <div class="fund-editor">
        <div class="fund-editor__words">
          {can(letter, 'text') ? <Editor {...props} /> : <Said letter={letter} />}
          <Fields letter={letter} />
        </div>
        <Preview {...props} />
      </div>
      <PreviewInFull {...props} />
      {letter.locked === null && <Versions letter={letter} texts={texts} zone={zone} />}
      {history.length > 0 && <HistoryOf lines={history} />}
    </Layout>
  );
}

function Facts({ letter }: { letter: LetterView }) {
  const { place, source } = letter;
  const words =
    source === null
      ? 'The original'
      : source.place === place.place
        ? `Written anew here, version ${letter.version}`
        : `As written for ${source.place === 'everywhere' ? 'everywhere' : source.name}`;
  return (
    <SummaryList
      rows={[
        { key: 'Goes to', value: letter.readers },
        { key: 'Kind', value: kindNames[letter.kind] },
        { key: 'Words', value: `${place.name}: ${words}` },
      ]}
    />
  );
}

/** Where the words are looked at; whoever only reads chooses the case here as well. */
function Choose({ letter, chosen }: LetterPageProps) {
  const places = letter.places.map(({ place, name }) => ({ value: place, text: name }));
  return (
    <form method="get" action={letter.url} class="fund-narrow">
      {letter.locked === null && (
        <SelectField form={emptyForm} name="place" label="Where it holds" value={letter.place.place} options={places} />
      )}
      {!can(letter, 'text') && <CaseField letter={letter} chosen={chosen} />}
      <button type="submit" class="govuk-button govuk-button--secondary">
        Show
      </button>
    </form>
  );
}

function Fields({ letter: { fields } }: { letter: LetterView }) {
  return (
    <Details summary="Fields that the case fills in">
      <DataTable
        caption="Fields"
        hideCaption
        small
        rows={fields}
        columns={[
          { head: 'Write', header: true, cell: ({ name }) => <code class="fund-hash">{`{{${name}}}`}</code> },
          { head: 'It says, for example', cell: ({ example }) => example },
        ]}
      />
    </Details>
  );
}
