import type { Actor } from '../kernel/access';
import { formatMoney } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { InsetText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatInstant, timeUntil } from '../kernel/time';
import { Deadlines, listed, sizes } from './round-terms.pages';
import type { RoundView } from './round-view.dto';

export interface RoundsPageProps {
  frame: Frame;
  actor: Actor | null;
  rounds: RoundView[];
  now: Date;
}

/** Where a city finds what it can apply for. */
export function roundsPage({ frame, actor, rounds, now }: RoundsPageProps) {
  const open = rounds.filter(({ status }) => status === 'open');
  const others = rounds.filter(({ status }) => status !== 'open');
  return (
    <Layout title="Rounds" frame={frame}>
      <PageTitle>Rounds</PageTitle>
      {actor?.role === 'program' && <ButtonLink href="/rounds/new">Plan a round</ButtonLink>}
      <h2 class="govuk-heading-m">Open now</h2>
      {open.length === 0 && <NothingOpen planner={actor?.role === 'program'} />}
      {open.map((round) => (
        <OpenRound key={round.id} round={round} zone={actor?.timeZone} now={now} />
      ))}
      {others.length > 0 && <OtherRounds rounds={others} zone={actor?.timeZone} />}
    </Layout>
  );
}

function NothingOpen({ planner }: { planner: boolean }) {
  return (
    <InsetText>
      {planner
        ? 'No round is open. Plan one and open it: cities find it here and apply from here.'
        : 'No round is open just now. The next one will stand here as soon as it opens, with what it pays for and its deadline.'}
    </InsetText>
  );
}

const left = (deadlineAt: string, now: Date): string => {
  const time = timeUntil(new Date(deadlineAt), now);
  return time === null ? 'The deadline has passed' : `${time} left`;
};

function OpenRound({ round, zone, now }: { round: RoundView; zone: string | undefined; now: Date }) {
  return (
    <section>
      <h3 class="govuk-heading-m">
        <a class="govuk-link" href={`/rounds/${round.id}`}>
          {round.name}
        </a>{' '}
        <Tag status="open" text={left(round.deadlineAt, now)} />
      </h3>
      {round.summary !== '' && <p class="govuk-body">{firstLines(round.summary)}</p>}
      <SummaryList
        rows={[
          { key: 'Pays for', value: `${listed(round.sectors)}: to ${round.stages.join(', ')}` },
          { key: 'One award', value: sizes(round) },
          { key: 'Deadline', value: <Deadlines round={round} zone={zone} /> },
        ]}
      />
    </section>
  );
}

const firstLines = (text: string): string => (text.length <= 300 ? text : `${text.slice(0, 300).trimEnd()}…`);

function OtherRounds({ rounds, zone }: { rounds: RoundView[]; zone: string | undefined }) {
  return (
    <DataTable
      caption="Other rounds"
      rows={rounds}
      columns={[
        {
          head: 'Round',
          header: true,
          cell: ({ id, name }) => (
            <a class="govuk-link" href={`/rounds/${id}`}>
              {name}
            </a>
          ),
        },
        { head: 'Status', cell: ({ status }) => <Tag status={status} /> },
        {
          head: 'Deadline',
          cell: ({ deadlineAt, deadlineZone }) => formatInstant(new Date(deadlineAt), zone ?? deadlineZone),
        },
        { head: 'Budget', numeric: true, cell: ({ budgetCents, currency }) => formatMoney(budgetCents, currency) },
      ]}
    />
  );
}
