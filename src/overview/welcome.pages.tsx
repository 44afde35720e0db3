import type { VNode } from 'preact';
import { formatMoney } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import { When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { formatInstant } from '../kernel/time';
import type { OpenRound } from './desk.service';

export function welcomePage({ frame, rounds }: { frame: Frame; rounds: OpenRound[] }): VNode {
  return (
    <Layout title="Welcome" frame={frame}>
      <PageTitle>Money for cities that go first</PageTitle>
      <p class="govuk-body-l">
        The Innovation Fund pays for city-led projects that develop, test, implement and amplify deep decarbonisation in
        transportation, energy use and waste.
      </p>
      {frame.demo ? (
        <Demonstration />
      ) : (
        <ButtonLink href="/sign-in" start>
          Sign in
        </ButtonLink>
      )}
      <h2 class="govuk-heading-l">Open now</h2>
      <Rounds rounds={rounds} />
    </Layout>
  );
}

/** In the demonstration the way in is to be somebody, not to wait for a letter. */
function Demonstration() {
  return (
    <>
      <p class="govuk-body">
        This is a demonstration: be an officer of one of the 17 cities, a reviewer, one of the staff or the auditor, and
        look around as they do. It needs no letter and no password.
      </p>
      <ButtonLink href="/be" start>
        Be one of its people
      </ButtonLink>
    </>
  );
}

/** Rounds that take applications; their deadlines also on the clock of a reader who is signed in. */
export function Rounds({ rounds, zone }: { rounds: OpenRound[]; zone?: string }) {
  if (rounds.length === 0)
    return <InsetText>No round is open now. When one opens, cities get a letter and it stands here.</InsetText>;
  return (
    <>
      {rounds.map(({ id, name, summary, budgetCents, currency, deadlineAt, deadlineZone }) => (
        <section key={id} class="fund-card">
          <h3 class="govuk-heading-m">
            <a class="govuk-link" href={`/rounds/${id}`}>
              {name}
            </a>
          </h3>
          <p class="govuk-body">{summary}</p>
          <p class="govuk-body">
            <strong>{formatMoney(budgetCents, currency)}</strong> to award. Apply until{' '}
            <When iso={deadlineAt.toISOString()} text={formatInstant(deadlineAt, deadlineZone)} />
            {zone && zone !== deadlineZone && `, which is ${formatInstant(deadlineAt, zone)} for you`}.
          </p>
          {zone && <ButtonLink href={`/rounds/${id}`}>See whether it fits</ButtonLink>}
        </section>
      ))}
    </>
  );
}

export function aboutPage({ frame }: { frame: Frame }): VNode {
  return (
    <Layout title="About the fund" frame={frame} width="reading">
      <PageTitle>About the fund</PageTitle>
      <p class="govuk-body">
        The Carbon Neutral Cities Alliance was founded by 17 cities in Copenhagen in June 2014. Its members have set out
        to cut their greenhouse gas emissions by at least 80 % by 2050. The Innovation Fund pays for what they try
        first.
      </p>
      <h2 class="govuk-heading-m">How a grant comes about</h2>
      <ol class="govuk-list govuk-list--number">
        <li>A round opens. Cities write and submit applications before its deadline.</li>
        <li>
          Reviewers score each application against the round’s rubric. Nobody sees a score before it is submitted.
        </li>
        <li>Staff propose awards; other people than the proposer approve them, and the money is set aside.</li>
        <li>The city accepts, is paid in instalments, and reports on what it did and learned.</li>
      </ol>
      <h2 class="govuk-heading-m">Help</h2>
      <p class="govuk-body">Answer any letter from the fund: it reaches the staff.</p>
    </Layout>
  );
}
