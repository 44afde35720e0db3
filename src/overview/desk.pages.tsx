import type { VNode } from 'preact';
import type { Balance, Fund } from '../fund/funds.service';
import { formatMoney } from '../kernel/money';
import { Money, When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { MailStopped } from '../kernel/page/letters-of';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { Beginning } from './beginning.pages';
import type { OpenRound, Task } from './desk.service';
import { Rounds } from './welcome.pages';

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

interface CityHomeProps extends Framing {
  rounds: OpenRound[];
  tasks: Task[];
  zone: string;
}

/** What a city has to do, and what it could apply to. */
export function cityHomePage({ frame, rounds, tasks, zone }: CityHomeProps): VNode {
  return (
    <Layout title="Home" frame={frame}>
      <PageTitle caption={frame.actor?.organisation}>What comes next</PageTitle>
      <Tasks
        caption="Waiting for your city"
        tasks={tasks}
        empty="Nothing waits for your city now. You get a letter before anything is due."
      />
      <h2 class="govuk-heading-l">Rounds you can apply to</h2>
      <Rounds rounds={rounds} zone={zone} />
    </Layout>
  );
}

export function deskPage(
  props: Framing & {
    tasks: Task[];
    funds: { fund: Fund; balance: Balance }[];
    /** Why all mail is stopped. */
    stopped: string | null;
    readsOnly: boolean;
  },
): VNode {
  const { frame, tasks, funds, stopped, readsOnly } = props;
  return (
    <Layout title="Desk" frame={frame}>
      <PageTitle>Desk</PageTitle>
      {stopped !== null && <MailStopped reason={stopped} />}
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
