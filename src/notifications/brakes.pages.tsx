import type { HistoryLine } from '../kernel/history';
import { Button } from '../kernel/page/buttons';
import { Figures, When } from '../kernel/page/figures';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { NumberField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { WarningText } from '../kernel/page/notes';
import { AskedMove, formOf, Reason } from '../kernel/page/one-form';
import { Tag } from '../kernel/page/tag';
import { formatInstant } from '../kernel/time';
import type { BrakesView } from './brakes.dto';

interface BrakesProps {
  frame: Frame;
  zone: string;
  brakes: BrakesView;
  history: HistoryLine[];
}

const many = (count: number): string => count.toLocaleString('en');

/** Whether mail leaves, the switch that stops it and the one that lets it go on, and how much may leave. */
export function brakesPage({ frame, zone, brakes, history }: BrakesProps) {
  const stopped = brakes.status === 'stopped';
  const can = (move: string): boolean => brakes.moves.some((offer) => offer.move === move);
  return (
    <Layout title="Brakes of mail" frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle
        tag={
          <Tag status={brakes.status} text={stopped ? 'Stopped' : 'Mail leaves'} colour={stopped ? 'red' : 'green'} />
        }
      >
        Brakes of mail
      </PageTitle>
      {stopped && <Stopped brakes={brakes} zone={zone} />}
      <Figures
        figures={[
          { label: 'Left in this hour', value: many(brakes.sent) },
          { label: 'Planned for it before it began', value: many(brakes.planned) },
          { label: 'Due and still here', value: many(brakes.waiting) },
        ]}
      />
      {can('stop') && <Stop frame={frame} />}
      {can('resume') && <Resume frame={frame} waiting={brakes.waiting} />}
      <h2 class="govuk-heading-m">How much may leave</h2>
      <p class="govuk-body">
        When more than three times as much leaves within an hour as was planned for it, all mail stops by itself and you
        are told. Letters about security, such as links to sign in, are never held.
      </p>
      {can('settings') ? <Change frame={frame} brakes={brakes} /> : <Rules brakes={brakes} />}
      <HistoryOf lines={history} />
    </Layout>
  );
}

function Stopped({ brakes, zone }: Pick<BrakesProps, 'brakes' | 'zone'>) {
  const { stoppedAt, stoppedBy, reason } = brakes;
  return (
    <>
      <WarningText>No mail leaves. Nothing is lost: it goes out when mail is let leave again.</WarningText>
      <SummaryList
        rows={[
          {
            key: 'Stopped',
            value: stoppedAt && <When iso={stoppedAt} text={formatInstant(new Date(stoppedAt), zone)} />,
          },
          { key: 'By', value: stoppedBy ?? 'The system' },
          { key: 'Why', value: reason },
        ]}
      />
    </>
  );
}

function Stop({ frame }: Pick<BrakesProps, 'frame'>) {
  return (
    <AskedMove frame={frame} name="stop" action="/mail/brakes/stop" label="Stop all mail" warning>
      {(one) => <Reason one={one} label="Why is it stopped?" hint="Colleagues read this." maxLength={1000} />}
    </AskedMove>
  );
}

function Resume({ frame, waiting }: Pick<BrakesProps, 'frame'> & { waiting: number }) {
  const hint =
    waiting === 1
      ? '1 letter waits and leaves at once.'
      : `${many(waiting)} letters wait and leave at once; of several reminders of one thing the newest.`;
  return (
    <AskedMove frame={frame} name="resume" action="/mail/brakes/resume" label="Let mail leave again">
      {(one) => <Reason one={one} label="Why may it leave again?" hint={hint} maxLength={1000} />}
    </AskedMove>
  );
}

function Change({ frame, brakes }: Pick<BrakesProps, 'frame' | 'brakes'>) {
  const { form, id, page } = formOf(frame, 'settings');
  return (
    <section class="fund-reading">
      <Form action="/mail/brakes/settings" page={page} hidden={{ version: brakes.version }} guard>
        <NumberField
          form={form}
          name="dailyCap"
          id={id('dailyCap')}
          label="How many letters a day to one person"
          hint="What is more waits for the next morning; 1 to 1,000"
          value={brakes.dailyCap}
        />
        <NumberField
          form={form}
          name="hourlyFloor"
          id={id('hourlyFloor')}
          label="How many letters an hour count as planned at least"
          hint="So that a quiet hour is not stopped by a few letters; 1 to 100,000"
          value={brakes.hourlyFloor}
        />
        <Button>Save the brakes</Button>
      </Form>
    </section>
  );
}

function Rules({ brakes }: Pick<BrakesProps, 'brakes'>) {
  return (
    <SummaryList
      rows={[
        { key: 'Letters a day to one person', value: many(brakes.dailyCap) },
        { key: 'Letters an hour that count as planned at least', value: many(brakes.hourlyFloor) },
      ]}
    />
  );
}
