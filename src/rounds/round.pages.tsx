import type { Actor } from '../kernel/access';
import type { Correspondence } from '../kernel/correspondence';
import { ButtonLink } from '../kernel/page/buttons';
import { Figures } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { LettersOf } from '../kernel/page/letters-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Moves } from '../kernel/page/moves';
import { InsetText } from '../kernel/page/notes';
import { pageOnly } from '../kernel/page/one-form';
import { humanise, Illustrative, Tag } from '../kernel/page/tag';
import { timeUntil } from '../kernel/time';
import { BudgetForms, BudgetStands } from './round-budget.pages';
import type { OwnApplication, Progress, RoundCase } from './round-desk.service';
import { PostponeForm } from './round-postpone.pages';
import { Questions, Rubric, Terms } from './round-terms.pages';
import type { RoundView } from './round-view.dto';

export type RoundPageProps = RoundCase & { frame: Frame; actor: Actor | null; letters: Correspondence | null };

/** One round: whether a city is eligible, what it will be asked, and where the round stands. */
export function roundPage(props: RoundPageProps) {
  const { frame, actor, round, fund, progress, history, letters, budget } = props;
  return (
    <Layout title={round.name} frame={frame} back={{ href: '/rounds', text: 'Rounds' }}>
      <PageTitle caption="Round" tag={<Tag status={round.status} />}>
        {round.name}
      </PageTitle>
      {round.note !== '' && (
        <p class="govuk-body">
          <Illustrative note={round.note} /> {round.note}
        </p>
      )}
      <NextStep {...props} />
      {round.summary !== '' && <Paragraphs text={round.summary} />}
      <h2 class="govuk-heading-m">What it pays for</h2>
      <Terms round={round} fund={fund} zone={actor?.timeZone} />
      {budget && <BudgetStands budget={budget} />}
      {progress && <Standing progress={progress} round={round} />}
      {progress && <Reminding id={round.id} />}
      <Questions questions={round.questions} />
      <Rubric rubric={round.rubric} />
      {actor && <LettersOf letters={letters} zone={actor.timeZone} />}
      {actor && <HistoryOf lines={history} />}
    </Layout>
  );
}

/** Lines that people left empty between paragraphs stay paragraphs. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <div class="fund-reading">
      {text.split(/\n\s*\n/).map((part, index) => (
        <p key={index} class="govuk-body">
          {part}
        </p>
      ))}
    </div>
  );
}

function NextStep(props: RoundPageProps) {
  const { frame, actor, round, now } = props;
  if (actor?.role === 'program') return <ForProgram {...props} />;
  const time = timeUntil(new Date(round.deadlineAt), now);
  if (round.status !== 'open' || time === null) return <Own {...props} closed />;
  if (actor === null) return <ForVisitors time={time} page={frame.path} />;
  return actor.role === 'city' ? (
    <ForCities {...props} time={time} />
  ) : (
    <InsetText>Cities can apply: {time} left.</InsetText>
  );
}

function ForVisitors({ time, page }: { time: string; page: string }) {
  return (
    <InsetText>
      <p class="govuk-body">Cities of the Alliance can apply: {time} left.</p>
      <a class="govuk-link" href={`/sign-in?to=${encodeURIComponent(page)}`}>
        Sign in to start an application
      </a>
    </InsetText>
  );
}

function ForCities(props: RoundPageProps & { time: string }) {
  const { actor, round, own, time } = props;
  const drafts = own.filter(({ status }) => status === 'draft');
  const start = { href: `/applications/new?round=${round.id}`, text: 'Start an application' };
  const [draft] = drafts;
  return (
    <>
      <p class="govuk-body">
        Your city can apply: <strong>{time} left</strong>. An application needs a title and a summary, a budget that
        adds up to the amount you ask for{round.questions.length > 0 && ', and '}
        {asked(round)}. You can save it and come back.
      </p>
      <Own {...props} />
      {actor?.cityRight === 'viewer' ? (
        <InsetText>You can read your city’s applications. Colleagues with the right to write can start one.</InsetText>
      ) : (
        <ButtonLink {...start} start secondary={draft !== undefined}>
          {draft ? 'Start another application' : start.text}
        </ButtonLink>
      )}
    </>
  );
}

function asked({ questions }: RoundView): string {
  if (questions.length === 0) return '';
  return questions.length === 1 ? 'the answer to one question' : `answers to ${questions.length} questions`;
}

function Own({ actor, own, round, closed }: RoundPageProps & { closed?: boolean }) {
  if (own.length === 0) return closed && actor?.role === 'city' ? <TooLate round={round} /> : null;
  return (
    <>
      <p class="govuk-body">What your city has in this round:</p>
      <ul class="govuk-list">
        {own.map((application) => (
          <OwnItem key={application.id} application={application} />
        ))}
      </ul>
    </>
  );
}

function OwnItem({ application: { id, title, status } }: { application: OwnApplication }) {
  return (
    <li>
      <a class="govuk-link" href={`/applications/${id}`}>
        {title}
      </a>{' '}
      <Tag status={status} />
    </li>
  );
}

function TooLate({ round }: { round: RoundView }) {
  return (
    <InsetText>
      {round.status === 'open'
        ? 'The deadline of this round has passed.'
        : 'This round does not take applications now.'}{' '}
      <a class="govuk-link" href="/rounds">
        See which rounds are open
      </a>
    </InsetText>
  );
}

/** What the program staff do next, by where the round stands. */
const forProgram: Record<RoundView['status'], string> = {
  draft: 'Cities do not see this draft yet. Check its terms, then open it.',
  open: 'Cities can apply. Once the deadline has passed you close the round.',
  closed: 'No more applications come in. Start the reviews, and take each application into review.',
  in_review:
    'Watch the reviews come in and propose awards. Mark the round as decided when every application has its answer.',
  decided:
    'Everything is decided. Archive the round once its awards are settled; what it has not awarded goes back to the fund.',
  archived: 'This round is over.',
};

/** Moves that ask for something first. */
const asking = ['postpone', 'raise-budget', 'lower-budget'];

/** What a draft lacks before it can be opened. */
function unready({ status, rubric, deadlineAt }: RoundView, now: Date): string | null {
  if (status !== 'draft') return null;
  if (rubric.length === 0)
    return 'Reviewers have nothing to score yet. Add at least one criterion; then you can open it.';
  return new Date(deadlineAt) > now ? null : 'Its deadline lies in the past. Move it; then you can open it.';
}

function ForProgram({ frame, round, zones, now, budget, sources }: RoundPageProps) {
  const steps = round.moves.filter(({ move }) => !asking.includes(move));
  const way = `/rounds/${round.id}`;
  return (
    <>
      <InsetText>
        <p class="govuk-body">{unready(round, now) ?? forProgram[round.status]}</p>
        {round.editable && (
          <a class="govuk-link" href={`${way}/edit`}>
            Change its terms
          </a>
        )}
      </InsetText>
      <Moves moves={steps} base={way} page={pageOnly(frame)} />
      {budget && <BudgetForms frame={frame} round={round} budget={budget} sources={sources} />}
      {round.moves.some(({ move }) => move === 'postpone') && (
        <PostponeForm frame={frame} round={round} zones={zones} />
      )}
    </>
  );
}

const Reminding = ({ id }: { id: string }) => (
  <section>
    <h2 class="govuk-heading-m">Reminders</h2>
    <p class="govuk-body">
      <a class="govuk-link" href={`/rounds/${id}/reminders`}>
        When people are reminded
      </a>{' '}
      of what is due in this round, and{' '}
      <a class="govuk-link" href={`/mail/planned?round=${id}`}>
        what is planned
      </a>
    </p>
  </section>
);

function Standing({ progress, round }: { progress: Progress[]; round: RoundView }) {
  return (
    <section>
      <h2 class="govuk-heading-m">Where its applications stand</h2>
      {progress.length === 0 ? (
        <InsetText>No city has started an application yet.</InsetText>
      ) : (
        <>
          <Figures
            figures={progress.map(({ status, count }) => ({
              label: humanise(status),
              value: count.toLocaleString('en'),
            }))}
          />
          <p class="govuk-body">
            <a class="govuk-link" href={`/applications?round=${round.id}`}>
              All applications of this round
            </a>
          </p>
        </>
      )}
    </section>
  );
}
