import { withQuery } from '../kernel/local-path';
import { InsetText } from '../kernel/page/notes';
import type { LetterPageProps } from './letter-editor.pages';

type Shown = Pick<LetterPageProps, 'frame' | 'letter' | 'chosen' | 'preview' | 'faults'>;

/** Where the letter stands alone, with what was typed and is not saved. */
function addressOf({ frame, letter: { url, place }, chosen }: Shown): string {
  const asked = `${url}/html?${new URLSearchParams({ place: place.place, case: chosen }).toString()}`;
  return withQuery(asked, 'refused', frame.kept);
}

/** As it looks on a phone, beside the words; a script keeps it up with what is typed. */
export function Preview(props: Shown) {
  const { preview, faults } = props;
  return (
    <section class="fund-editor__preview" id="preview" data-live-part aria-labelledby="preview-heading">
      <h2 class="govuk-heading-m" id="preview-heading">
        On a phone
      </h2>
      {preview === null ? (
        <Unshown sentences={Object.values(faults).flat()} />
      ) : (
        <>
          <p class="govuk-body fund-editor__subject" dir="auto">
            <span class="govuk-visually-hidden">Subject: </span>
            <strong>{preview.subject}</strong>
          </p>
          <iframe
            class="fund-letter fund-letter--phone"
            src={addressOf(props)}
            sandbox=""
            title="The letter on a phone"
          />
          {preview.notes.length > 0 && <Notes notes={preview.notes} />}
        </>
      )}
    </section>
  );
}

const Unshown = ({ sentences }: { sentences: string[] }) => (
  <InsetText>
    <p>This cannot be shown yet:</p>
    <ul class="govuk-list govuk-list--bullet">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  </InsetText>
);

const Notes = ({ notes }: { notes: string[] }) => (
  <ul class="govuk-list govuk-list--bullet fund-muted">
    {notes.map((note) => (
      <li key={note}>{note}</li>
    ))}
  </ul>
);

/** As it looks in a wide window, and as plain text. */
export function PreviewInFull(props: Shown) {
  const { preview } = props;
  return (
    <section id="preview-in-full" data-live-part>
      {preview !== null && (
        <>
          <h2 class="govuk-heading-m">On a computer</h2>
          <iframe class="fund-letter" src={addressOf(props)} sandbox="" title="The letter on a computer" />
          <h2 class="govuk-heading-m">As plain text</h2>
          <pre class="govuk-body fund-mail-text" dir="auto">
            {preview.text}
          </pre>
        </>
      )}
    </section>
  );
}
