import type { VNode } from 'preact';
import type { Balance, Fund } from '../fund/funds.service';
import { formatMoney } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import { Money, When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatInstant } from '../kernel/time';
import { Beginning } from './beginning.pages';
import type { OpenRound, Task } from './desk.service';

interface Framing {
  frame: Frame;
}

function Tasks({ caption, tasks, empty }: { caption: string; tasks: Task[]; empty: string }) {
  return (
    <DataTable
      caption={caption}
      rows={tasks}
      empty={empty}
      columns={[
        {
          head: 'What',
          header: true,
          cell: ({ href, todo }) => (
            <a class="govuk-link" href={href}>
              {todo}
            </a>
          ),
        },
        { head: 'On', cell: ({ title }) => title },
        { head: 'Who or which', cell: ({ about }) => about },
        {
          head: 'Since or by',
          cell: ({ due, overdue, kind }) => (
            <>
              {due && <When {...due} />}{' '}
              {overdue && kind.endsWith('late') && <Tag status="overdue" text="Overdue" colour="red" />}
            </>
          ),
        },
      ]}
    />
  );
}

function Rounds({ rounds, signedIn }: { rounds: OpenRound[]; signedIn: boolean }) {
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
            <When iso={deadlineAt.toISOString()} text={formatInstant(deadlineAt, deadlineZone)} />.
          </p>
          {signedIn && <ButtonLink href={`/rounds/${id}`}>See whether it fits</ButtonLink>}
        </section>
      ))}
    </>
  );
}

export function welcomePage({ frame, rounds }: Framing & { rounds: OpenRound[] }): VNode {
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
      <Rounds rounds={rounds} signedIn={false} />
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

export function cityHomePage({ frame, rounds, tasks }: Framing & { rounds: OpenRound[]; tasks: Task[] }): VNode {
  return (
    <Layout title="Home" frame={frame}>
      <PageTitle caption={frame.actor?.organisation}>What comes next</PageTitle>
      <Tasks
        caption="Waiting for your city"
        tasks={tasks}
        empty="Nothing waits for your city now. You get a letter before anything is due."
      />
      <h2 class="govuk-heading-l">Rounds you can apply to</h2>
      <Rounds rounds={rounds} signedIn />
    </Layout>
  );
}

export function deskPage(
  props: Framing & { tasks: Task[]; funds: { fund: Fund; balance: Balance }[]; readsOnly: boolean },
): VNode {
  const { frame, tasks, funds, readsOnly } = props;
  return (
    <Layout title="Desk" frame={frame}>
      <PageTitle>Desk</PageTitle>
      {funds.every(({ balance }) => balance.raisedCents === 0) && <Beginning role={frame.actor?.role} />}
      <Tasks
        caption={readsOnly ? 'Waiting for somebody' : 'Waiting for you'}
        tasks={tasks}
        empty="Nothing waits. What needs a decision, a payment or a second look will stand here."
      />
      <DataTable
        caption="Funds"
        rows={funds}
        empty="There is no fund yet. An administrator opens the first one."
        columns={[
          {
            head: 'Fund',
            header: true,
            cell: ({ fund }) => (
              <a class="govuk-link" href={`/funds/${fund.id}`}>
                {fund.name}
              </a>
            ),
          },
          ...columns.map(([head, key]) => ({
            head,
            numeric: true,
            cell: ({ fund, balance }: (typeof funds)[number]) => (
              <Money text={formatMoney(balance[key], fund.currency)} />
            ),
          })),
        ]}
      />
    </Layout>
  );
}

const columns: [string, keyof Balance][] = [
  ['Raised', 'raisedCents'],
  ['Free', 'freeCents'],
  ['Set aside', 'setAsideCents'],
  ['Committed, unpaid', 'committedCents'],
  ['Disbursed', 'disbursedCents'],
];

export function aboutPage({ frame }: Framing): VNode {
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
