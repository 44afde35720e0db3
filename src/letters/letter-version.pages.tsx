import { Button } from '../kernel/page/buttons';
import { When } from '../kernel/page/figures';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { DataTable } from '../kernel/page/table';
import { formatInstant } from '../kernel/time';
import type { Compared } from './editor.service';
import type { LetterTextView, LetterView } from './texts-view.dto';
import type { Piece } from './word-changes';

const at = (iso: string, zone: string) => <When iso={iso} text={formatInstant(new Date(iso), zone)} />;

const listed = (words: string[]): string => words.join(', ').replace(/, ([^,]*)$/, ' and $1');

const whatChanged = ({ words, changed }: LetterTextView): string => {
  if (words === null) return 'Back to the original';
  const names = { subject: 'the subject', body: 'the text', button: 'the button' };
  return changed.length === 0 ? 'Nothing' : `Changed ${listed(changed.map((part) => names[part]))}`;
};

interface VersionsProps {
  letter: LetterView;
  texts: LetterTextView[];
  zone: string;
}

/** Who wrote the letter anew for this place, when, and what changed. */
export function Versions({ letter: { url, place }, texts, zone }: VersionsProps) {
  return (
    <DataTable
      caption={`Versions: ${place.name}`}
      id="versions"
      rows={texts}
      empty="Nobody has changed this letter here. What is saved appears in this list, and each version can be brought back."
      columns={[
        { head: 'Version', header: true, cell: ({ version }) => `Version ${version}` },
        { head: 'What', cell: (text) => <VersionLink url={url} place={place.place} text={text} /> },
        { head: 'Who', cell: ({ savedBy }) => savedBy },
        { head: 'When', cell: ({ savedAt }) => at(savedAt, zone) },
      ]}
    />
  );
}

const VersionLink = ({ url, place, text }: { url: string; place: string; text: LetterTextView }) => (
  <a class="govuk-link" href={`${url}/versions/${text.version}?place=${place}`}>
    {whatChanged(text)}
    <span class="govuk-visually-hidden"> in version {text.version}</span>
  </a>
);

interface VersionPageProps extends Compared {
  frame: Frame;
  zone: string;
}

/** One version beside the one before it, word by word. */
export function versionPage({ frame, zone, letter, text, before, changes }: VersionPageProps) {
  const { url, place, version, moves } = letter;
  const page = `${url}?place=${place.place}`;
  const than = before === undefined ? 'the original' : `version ${before}`;
  const mayRestore = moves.some(({ move }) => move === 'restore') && text.version !== version;
  return (
    <Layout title={`${letter.name}, version ${text.version}`} frame={frame} back={{ href: page, text: letter.name }}>
      <PageTitle caption={`${letter.name}, ${place.name}`}>Version {text.version}</PageTitle>
      <p class="govuk-body">
        {whatChanged(text)}, by {text.savedBy} on {at(text.savedAt, zone)}. Compared with {than}:
      </p>
      <Change name="Subject" pieces={changes.subject} />
      <Change name="Text" pieces={changes.body} />
      <Change name="Button" pieces={changes.button} />
      {mayRestore && (
        <Form
          action={`${url}/restore`}
          page={`${url}/versions/${text.version}?place=${place.place}`}
          hidden={{ place: place.place, version, to: text.words === null ? 0 : text.version }}
        >
          <Button>{text.words === null ? 'Back to the original' : 'Let this version hold again'}</Button>
        </Form>
      )}
    </Layout>
  );
}

function Change({ name, pieces }: { name: string; pieces: Piece[] }) {
  return (
    <section class="fund-reading">
      <h2 class="govuk-heading-s">{name}</h2>
      <p class="govuk-body fund-mail-text fund-changes" dir="auto">
        {pieces.map((piece, index) => (
          <Shown key={index} piece={piece} />
        ))}
      </p>
    </section>
  );
}

function Shown({ piece: { kind, text } }: { piece: Piece }) {
  if (kind === 'same') return <>{text}</>;
  const says = (words: string) => <span class="govuk-visually-hidden">{words}</span>;
  if (kind === 'gone')
    return (
      <del>
        {says(' (taken out: ')}
        {text}
        {says(') ')}
      </del>
    );
  return (
    <ins>
      {says(' (put in: ')}
      {text}
      {says(') ')}
    </ins>
  );
}
