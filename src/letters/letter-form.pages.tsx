import { Button, ButtonGroup } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { emptyForm } from '../kernel/page/frame';
import { TextField } from '../kernel/page/inputs';
import { SummaryList } from '../kernel/page/lists';
import { Details } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import type { LetterPageProps } from './letter-editor.pages';
import type { LetterView } from './texts-view.dto';

/** The page as it stands, so that what is refused comes back to it. */
const pageOf = ({ letter: { url, place }, chosen }: Pick<LetterPageProps, 'letter' | 'chosen'>): string =>
  `${url}?${new URLSearchParams({ place: place.place, case: chosen }).toString()}`;

/** In which case the letter is seen. */
export const CaseField = ({ letter, chosen }: Pick<LetterPageProps, 'letter' | 'chosen'>) => (
  <SelectField
    form={emptyForm}
    name="case"
    label="See it in this case"
    value={chosen}
    options={letter.cases.map(({ id, name }) => ({ value: id, text: name }))}
  />
);

/** The words of a letter as staff change them, with the original beside each part. */
export function Editor(props: LetterPageProps) {
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

/** The words alone. */
export function Said({ letter: { words } }: { letter: LetterView }) {
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
