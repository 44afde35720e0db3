import { Button, ButtonGroup } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { emptyForm, type Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Details, InsetText, WarningText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { TextArea } from '../kernel/page/text-area';
import type { Edited } from './editor.service';
import { kindNames } from './letter-names';
import { Preview, PreviewInFull } from './letter-preview.pages';
import { Versions } from './letter-version.pages';
import type { LetterView } from './texts-view.dto';

export interface LetterPageProps extends Edited {
  frame: Frame;
  zone: string;
}

const can = ({ moves }: LetterView, name: string): boolean => moves.some(({ move }) => move === name);
/** The page as it stands, so that what is refused comes back to it. */
const pageOf = ({ letter: { url, place }, chosen }: Pick<LetterPageProps, 'letter' | 'chosen'>): string =>
  `${url}?${new URLSearchParams({ place: place.place, case: chosen }).toString()}`;

/** One letter: its words as they hold in a place, with the original beside them, and how they read in a case. */
export function letterPage(props: LetterPageProps) {
  const { frame, zone, letter, texts, history } = props;
  return (
    <Layout title={letter.name} frame={frame} back={{ href: '/letters', text: 'Letters' }}>
      <PageTitle caption="Letter">{letter.name}</PageTitle>
      <Facts letter={letter} />
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
      <Versions letter={letter} texts={texts} zone={zone} />
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
      <SelectField
        form={emptyForm}
        name="place"
        label="Where it holds"
        hint="A round has its own words, or else those of its fund, or else those of everywhere."
        value={letter.place.place}
        options={places}
      />
      {!can(letter, 'text') && <CaseField letter={letter} chosen={chosen} />}
      <button type="submit" class="govuk-button govuk-button--secondary">
        Show
      </button>
    </form>
  );
}

const CaseField = ({ letter, chosen }: Pick<LetterPageProps, 'letter' | 'chosen'>) => (
  <SelectField
    form={emptyForm}
    name="case"
    label="See it in this case"
    value={chosen}
    options={letter.cases.map(({ id, name }) => ({ value: id, text: name }))}
  />
);

function Editor(props: LetterPageProps) {
  const { frame, letter, chosen } = props;
  const { form } = frame;
  const { words, original, url, version, place } = letter;
  const live = `${url}/preview`;
  return (
    <>
      {savedMeanwhile(props) && <SavedNow letter={letter} />}
      <Form action={url} page={pageOf(props)} hidden={{ place: place.place, version }} guard live={live}>
        <TextField
          form={form}
          name="subject"
          label="Subject"
          hint={<Original text={original.subject} />}
          value={words.subject}
        />
        <TextArea
          form={form}
          name="body"
          label="Text"
          hint="An empty line begins a new paragraph."
          value={words.body}
          rows={14}
          maxLength={10_000}
        />
        <Details summary="The original text" open={words.body !== original.body}>
          <p class="govuk-body fund-mail-text">{original.body}</p>
        </Details>
        <TextField
          form={form}
          name="button"
          label="Button"
          hint={<Original text={original.button} />}
          value={words.button}
          width={30}
        />
        <CaseField letter={letter} chosen={chosen} />
        <ButtonGroup>
          <Button>Save these words</Button>
          <Button secondary action={live}>
            Preview
          </Button>
          <Button secondary action={`${url}/try`}>
            Send a test to yourself
          </Button>
        </ButtonGroup>
      </Form>
      {letter.source !== null && <BackToOriginal {...props} />}
    </>
  );
}

const Original = ({ text }: { text: string }) => (
  <>
    The original: <bdi>{text}</bdi>
  </>
);

function BackToOriginal(props: LetterPageProps) {
  const { url, place, version } = props.letter;
  return (
    <Form action={`${url}/restore`} page={pageOf(props)} hidden={{ place: place.place, version, to: 0 }}>
      <Button secondary>Back to the original</Button>
    </Form>
  );
}

/** Whether what was typed is built on another version than the one that is saved. */
const savedMeanwhile = ({ frame: { form }, letter: { version } }: LetterPageProps): boolean =>
  form.values.version !== undefined && Number(form.values.version) !== version;

function SavedNow({ letter }: { letter: LetterView }) {
  return (
    <Details summary="What is saved now" open>
      <p class="govuk-body">The fields below hold your text. Saving replaces this with it:</p>
      <Said letter={letter} />
    </Details>
  );
}

function Said({ letter: { words } }: { letter: LetterView }) {
  return (
    <SummaryList
      rows={[
        { key: 'Subject', value: <bdi>{words.subject}</bdi> },
        {
          key: 'Text',
          value: (
            <span class="fund-mail-text" dir="auto">
              {words.body}
            </span>
          ),
        },
        { key: 'Button', value: <bdi>{words.button}</bdi> },
      ]}
    />
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
