import { Button, ButtonLink } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { linkSentences, type LinkState } from './sign-in.rules';

/** Where a person asks for a link. */
export function signInPage({ frame, to }: { frame: Frame; to?: string }) {
  return (
    <Layout title="Sign in" frame={frame} width="reading">
      <PageTitle>Sign in</PageTitle>
      {to?.includes('refused=') && (
        <InsetText>
          What you typed is kept for an hour. Sign in with the same address, and it stands there again.
        </InsetText>
      )}
      <p class="govuk-body">Enter your address. We send you a link that signs you in; there is no password.</p>
      {frame.demo && (
        <p class="govuk-body">
          This is a demonstration:{' '}
          <a class="govuk-link" href="/be">
            be one of its people
          </a>{' '}
          without a letter.
        </p>
      )}
      <Form action="/sign-in" page={frame.path} hidden={to === undefined ? {} : { to }}>
        <TextField form={frame.form} name="email" label="Email address" type="email" autocomplete="email" />
        <Button>Send me a link</Button>
      </Form>
    </Layout>
  );
}

/** The same for every address, known or not. */
export function sentPage({ frame, sentence }: { frame: Frame; sentence: string }) {
  return (
    <Layout title="Look into your mailbox" frame={frame} width="reading">
      <PageTitle>Look into your mailbox</PageTitle>
      <p class="govuk-body">{sentence}</p>
      <p class="govuk-body">
        Nothing there after a few minutes? Look among unwanted mail, or{' '}
        <a class="govuk-link" href="/sign-in">
          ask for another link
        </a>
        .
      </p>
    </Layout>
  );
}

/** What the link in a letter opens: mail scanners open links too, so a person has to press a button. */
export function linkPage({ frame, token, state }: { frame: Frame; token: string; state: LinkState }) {
  if (state !== 'open') return <DeadLink frame={frame} sentence={linkSentences[state]} />;
  return (
    <Layout title="Sign in" frame={frame} width="reading">
      <PageTitle>Sign in</PageTitle>
      <p class="govuk-body">Your link is good. One step is left.</p>
      <Form action={`/sign-in/${token}`} page={`/sign-in/${token}`}>
        <Button>Sign in</Button>
      </Form>
    </Layout>
  );
}

function DeadLink({ frame, sentence }: { frame: Frame; sentence: string }) {
  return (
    <Layout
      title="This link does not sign you in"
      frame={{ ...frame, form: { values: {}, errors: {} } }}
      width="reading"
    >
      <PageTitle>This link does not sign you in</PageTitle>
      <p class="govuk-body">{sentence}</p>
      <ButtonLink href="/sign-in">Ask for a new link</ButtonLink>
    </Layout>
  );
}
