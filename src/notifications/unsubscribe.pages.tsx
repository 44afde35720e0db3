import { Button } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { kindsOfLetters, type OptionalLetter } from './preferences.rules';

interface LeaveProps {
  frame: Frame;
  kind: OptionalLetter;
}

const wordsOf = (kind: OptionalLetter): string => kindsOfLetters[kind].name.toLowerCase();

/** What the link in a letter opens: a person presses the button. */
export function leavePage({ frame, kind, token }: LeaveProps & { token: string }) {
  const title = `Stop ${wordsOf(kind)}?`;
  const here = `/unsubscribe/${token}`;
  return (
    <Layout title={title} frame={frame} width="reading">
      <PageTitle>{title}</PageTitle>
      <p class="govuk-body">{kindsOfLetters[kind].about}</p>
      <p class="govuk-body">Deadlines, tasks and decisions still come: they cannot be switched off.</p>
      <Form action={here} page={here}>
        <Button>Send me no more of them</Button>
      </Form>
      <SwitchOn />
    </Layout>
  );
}

/** They are switched off, just now or before. */
export function leftPage({ frame, kind }: LeaveProps) {
  const title = `You get no more ${wordsOf(kind)}`;
  return (
    <Layout title={title} frame={frame} width="reading">
      <PageTitle>{title}</PageTitle>
      <p class="govuk-body">
        This holds from now on. Deadlines, tasks and decisions still come: they cannot be switched off.
      </p>
      <SwitchOn />
    </Layout>
  );
}

const SwitchOn = () => (
  <p class="govuk-body">
    You can switch them on and off at any time under{' '}
    <a class="govuk-link" href="/account/mail/preferences">
      how you get letters
    </a>
    , once you are signed in.
  </p>
);
