import type { Actor } from '../kernel/access';
import type { Correspondence } from '../kernel/correspondence';
import type { FieldErrors } from '../kernel/errors';
import { Button, ButtonGroup, ButtonLink } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import { fieldId, hasErrors } from '../kernel/page/form-state';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { LettersOf } from '../kernel/page/letters-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Moves } from '../kernel/page/moves';
import { Details, InsetText } from '../kernel/page/notes';
import { Illustrative, Tag } from '../kernel/page/tag';
import { TextArea } from '../kernel/page/text-area';
import { Content } from './application-content.pages';
import type { ApplicationFile } from './application-desk.service';
import { nextStep } from './application-steps';
import type { ApplicationView } from './application-view.dto';

export type ApplicationPageProps = ApplicationFile & { frame: Frame; actor: Actor; letters: Correspondence | null };

/** One application: where it stands, what comes next, and everything it says. */
export function applicationPage(props: ApplicationPageProps) {
  const { frame, actor, application, round, reason, history, letters, now } = props;
  const { title, status, illustrative, lead } = application;
  return (
    <Layout title={title} frame={frame} back={{ href: '/applications', text: 'Applications' }}>
      <PageTitle caption={`Application of ${lead}, ${round.name}`} tag={<Tag status={status} />}>
        {title}
      </PageTitle>
      {illustrative !== '' && (
        <p class="govuk-body">
          <Illustrative note={illustrative} /> {illustrative}
        </p>
      )}
      <InsetText>
        <p class="govuk-body">{nextStep(application, actor, now)}</p>
        {reason !== null && <p class="govuk-body">The reason: “{reason}”</p>}
      </InsetText>
      {actor.role !== 'city' && <Around application={application} />}
      <Steps frame={frame} application={application} />
      {actor.role === 'city' && status === 'approved' && (
        <ButtonLink href={award(application)}>See the grant</ButtonLink>
      )}
      <Content application={application} questions={round.questions} />
      <LettersOf letters={letters} zone={actor.timeZone} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

const award = ({ id }: ApplicationView): string => `/awards?application=${id}`;

const mayHaveAward = ({ status }: ApplicationView): boolean => !['draft', 'submitted', 'returned'].includes(status);

function Around({ application }: { application: ApplicationView }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`/applications/${application.id}/reviews`}>
        Its reviews
      </a>
      {mayHaveAward(application) && (
        <>
          {' · '}
          <a class="govuk-link" href={award(application)}>
            Its award
          </a>
        </>
      )}
      {' · '}
      <a class="govuk-link" href={`/rounds/${application.roundId}`}>
        Its round
      </a>
    </p>
  );
}

const withReason: Record<string, { title: string; hint: string }> = {
  return: {
    title: 'Return for changes',
    hint: 'What should the city change? They read this in an email and on this page.',
  },
  decline: { title: 'Decline', hint: 'Why does it get no award? The city reads this in an email and on this page.' },
};

/** What the reader may do now, the next step first. */
function Steps({ frame, application }: { frame: Frame; application: ApplicationView }) {
  const { id, moves, editable, missing } = application;
  const base = `/applications/${id}`;
  const submits = moves.some(({ move }) => move === 'submit');
  const plain = moves.filter(({ move }) => move !== 'submit' && !withReason[move]);
  return (
    <>
      {editable && submits && <Writing base={base} missing={missing} />}
      <Moves moves={plain} base={base} page={base} />
      {moves.map(({ move }) => (
        <ReasonForm key={move} frame={frame} base={base} move={move} />
      ))}
    </>
  );
}

function Writing({ base, missing }: { base: string; missing: FieldErrors }) {
  if (Object.keys(missing).length > 0) return <Missing base={base} missing={missing} />;
  return (
    <Form action={`${base}/submit`} page={base}>
      <ButtonGroup>
        <Button>Submit the application</Button>
        <ButtonLink href={`${base}/edit`} secondary>
          Change it first
        </ButtonLink>
      </ButtonGroup>
    </Form>
  );
}

function Missing({ base, missing }: { base: string; missing: FieldErrors }) {
  return (
    <section>
      <h2 class="govuk-heading-m">Before you can submit it</h2>
      <ul class="govuk-list govuk-list--bullet">
        {Object.entries(missing).map(([name, sentences]) => (
          <li key={name} id={fieldId(name)}>
            <a class="govuk-link" href={`${base}/edit#${fieldId(name)}`}>
              {sentences.join(' ')}
            </a>
          </li>
        ))}
      </ul>
      <ButtonLink href={`${base}/edit`}>Continue writing</ButtonLink>
    </section>
  );
}

function ReasonForm({ frame: { form }, base, move }: { frame: Frame; base: string; move: string }) {
  const words = withReason[move];
  if (!words) return null;
  return (
    <Details summary={words.title} open={hasErrors(form)}>
      <Form action={`${base}/${move}`} page={base} guard>
        <TextArea form={form} name="reason" label="Reason" hint={words.hint} maxLength={5000} />
        <Button warning={move === 'decline'}>{words.title}</Button>
      </Form>
    </Details>
  );
}
