import { Button, ButtonGroup } from '../kernel/page/buttons';
import { Figures, When } from '../kernel/page/figures';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText, WarningText } from '../kernel/page/notes';
import { pageOnly } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatInstant } from '../kernel/time';
import type { PartView, QueuesView, QueueView } from './queues.dto';

interface QueuesProps {
  frame: Frame;
  zone: string;
  view: QueuesView;
}

const many = (count: number | null): string => count?.toLocaleString('en') ?? 'Not seen';
const letters = (count: number): string => (count === 1 ? '1 letter' : `${many(count)} letters`);

export const swept = (due: number): string =>
  due === 0 ? 'The relay looks now. Nothing was due.' : `The relay looks now. ${letters(due)} due and not gone yet.`;
export const retried = (count: number): string =>
  count === 0 ? 'No letter waited to be tried again.' : `Tried again now: ${letters(count)}.`;

const names: Record<QueueView['name'], string> = { letters: 'Letters to write', mail: 'Mail to send' };
const partNames: Record<string, string> = { relay: 'Relay', worker: 'Worker', replan: 'Planner' };

/** What waits, who works it off, and whether all of them show signs of life. */
export function queuesPage({ frame, zone, view }: QueuesProps) {
  const failed = view.queues.reduce((sum, queue) => sum + queue.failed, 0);
  return (
    <Layout title="Queues" frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle>Queues</PageTitle>
      {view.workers === 0 && (
        <WarningText>No worker has shown a sign within the last minute: nothing leaves.</WarningText>
      )}
      {view.stopped && (
        <InsetText>
          Mail is stopped, so only letters about security leave. See the{' '}
          <a class="govuk-link" href="/mail/brakes">
            brakes of mail
          </a>
          .
        </InsetText>
      )}
      <Figures
        figures={[
          { label: 'Workers', value: many(view.workers) },
          { label: 'Tried again later', value: many(failed) },
          { label: 'For somebody to decide', value: many(view.tasks), note: view.tasks > 0 && <Tasks /> },
        ]}
      />
      <QueueTable queues={view.queues} zone={zone} />
      <p class="govuk-body">
        What failed is tried again by itself, more and more rarely. What is due and not done is handed over again after
        a minute, also where the queue lost it.
      </p>
      <Ways page={pageOnly(frame)} failed={failed} />
      <PartTable parts={view.parts} zone={zone} />
    </Layout>
  );
}

const Tasks = () => (
  <a class="govuk-link" href="/mail">
    See the mail
  </a>
);

const Moment = ({ iso, zone, none }: { iso: string | null; zone: string; none: string }) =>
  iso === null ? <>{none}</> : <When iso={iso} text={formatInstant(new Date(iso), zone)} />;

function QueueTable({ queues, zone }: { queues: QueueView[]; zone: string }) {
  return (
    <DataTable
      caption="What waits"
      rows={queues}
      columns={[
        { head: 'Queue', header: true, cell: ({ name }) => names[name] },
        { head: 'Due and not done', numeric: true, cell: ({ due }) => many(due) },
        { head: 'Oldest due', cell: ({ oldest }) => <Moment iso={oldest} zone={zone} none="Nothing is due" /> },
        { head: 'Jobs waiting', numeric: true, cell: ({ waiting }) => many(waiting) },
        { head: 'Jobs in hand', numeric: true, cell: ({ active }) => many(active) },
        { head: 'Jobs put off', numeric: true, cell: ({ delayed }) => many(delayed) },
      ]}
    />
  );
}

function Ways({ page, failed }: { page: string; failed: number }) {
  return (
    <ButtonGroup>
      <Form action="/queues/sweep" page={page}>
        <Button>Sweep now</Button>
      </Form>
      {failed > 0 && (
        <Form action="/queues/retry" page={page}>
          <Button secondary>Try again what failed</Button>
        </Form>
      )}
    </ButtonGroup>
  );
}

function PartTable({ parts, zone }: { parts: PartView[]; zone: string }) {
  return (
    <DataTable
      caption="Signs of life"
      rows={parts}
      columns={[
        { head: 'Part', header: true, cell: ({ name }) => partNames[name] ?? name },
        { head: 'What it does', cell: ({ does }) => does },
        { head: 'Last sign', cell: ({ at }) => <Moment iso={at} zone={zone} none="None yet" /> },
        {
          head: 'State',
          cell: ({ missed }) => (
            <Tag
              status={missed ? 'overdue' : 'open'}
              text={missed ? 'Missed' : 'Alive'}
              colour={missed ? 'red' : 'green'}
            />
          ),
        },
      ]}
    />
  );
}
