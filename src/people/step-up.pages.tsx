import { withQuery } from '../kernel/local-path';
import { Button } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';

export interface StepUpPageProps {
  frame: Frame;
  /** Where it goes on. */
  to: string;
  /** Whether a code is on its way. */
  asked: boolean;
}

/** Where somebody proves once more that it is they. */
export function stepUpPage({ frame, to, asked }: StepUpPageProps) {
  const page = withQuery('/account/step-up', 'to', to);
  return (
    <Layout title="Prove that it is you" frame={frame} width="reading">
      <PageTitle>Prove that it is you</PageTitle>
      <p class="govuk-body">
        What you are about to see is not for anybody who finds this browser open. We send a code of six digits to your
        address; enter it here. It works once, for ten minutes, and what it proves counts for ten minutes.
      </p>
      {asked && <CodeForm frame={frame} page={page} to={to} />}
      <Form action="/account/step-up/code" page={page} hidden={{ to }}>
        <Button secondary={asked}>{asked ? 'Send me another code' : 'Send me a code'}</Button>
      </Form>
    </Layout>
  );
}

function CodeForm({ frame, page, to }: { frame: Frame; page: string; to: string }) {
  return (
    <Form action="/account/step-up" page={page} hidden={{ to }}>
      <TextField
        form={frame.form}
        name="code"
        label="The code from the letter"
        hint="Six digits. The letter usually arrives within a minute."
        width={10}
        inputmode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
      />
      <Button>Go on</Button>
    </Form>
  );
}
