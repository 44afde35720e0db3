import { Button } from '../kernel/page/buttons';
import { CheckboxField, RadioField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import type { MailPreferences } from './preferences.dto';
import { fixedKinds, kindsOfLetters, neverWaits, optionalLetters, rhythms, rhythmWords } from './preferences.rules';

interface PreferencesProps {
  frame: Frame;
  preferences: MailPreferences;
}

/** When letters come and which of the optional ones; what always comes stands beside it. */
export function preferencesPage({ frame, preferences }: PreferencesProps) {
  const { form } = frame;
  const here = '/account/mail/preferences';
  return (
    <Layout
      title="How you get letters"
      frame={frame}
      back={{ href: '/account/mail', text: 'Your letters' }}
      width="reading"
    >
      <PageTitle>How you get letters</PageTitle>
      <Form action={here} page={here} guard>
        <RadioField
          form={form}
          name="rhythm"
          label="When should letters come?"
          labelSize="m"
          value={preferences.rhythm}
          options={rhythms.map((value) => ({ value, text: rhythmWords[value].name, hint: rhythmWords[value].about }))}
        />
        <NeverWaits />
        <CheckboxField
          form={form}
          name="wanted"
          label="What else do you want to get?"
          labelSize="m"
          values={preferences.wanted}
          options={optionalLetters.map((value) => ({
            value,
            text: kindsOfLetters[value].name,
            hint: kindsOfLetters[value].about,
          }))}
        />
        <Always />
        <Button>Save how you get letters</Button>
      </Form>
    </Layout>
  );
}

function NeverWaits() {
  return (
    <>
      <p class="govuk-body">With one letter a morning, these still come at once:</p>
      <ul class="govuk-list govuk-list--bullet">
        {neverWaits.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
}

function Always() {
  return (
    <>
      <h2 class="govuk-heading-m">What always comes</h2>
      <p class="govuk-body">These letters cannot be switched off, as somebody waits for what you do.</p>
      <ul class="govuk-list govuk-list--bullet">
        {fixedKinds.map((kind) => (
          <li key={kind}>
            <strong>{kindsOfLetters[kind].name}</strong>: {kindsOfLetters[kind].about}
          </li>
        ))}
      </ul>
    </>
  );
}
