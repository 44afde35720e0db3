import { Button } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { at } from './mail-words';
import type { CalendarAddress, MadeCalendarAddress } from './preferences.dto';

const here = '/account/mail/calendar';

interface CalendarPageProps {
  frame: Frame;
  zone: string;
  address: CalendarAddress;
}

/** The reader's deadlines in their own calendar. */
export function calendarPage({ frame, zone, address: { madeAt } }: CalendarPageProps) {
  return (
    <Layout
      title="Your calendar address"
      frame={frame}
      back={{ href: '/account/mail', text: 'Your letters' }}
      width="reading"
    >
      <PageTitle>Your calendar address</PageTitle>
      <p class="govuk-body">
        A calendar program that subscribes to this address shows all your deadlines, and follows when they move, are met
        or are called off.
      </p>
      <p class="govuk-body">
        Whoever has the address can read your deadlines without signing in. It is shown once; if somebody else got hold
        of it, make a new one.
      </p>
      {madeAt !== null && <InsetText>You have one since {at(madeAt, zone)}.</InsetText>}
      <Form action={here} page={here}>
        <Button>{madeAt === null ? 'Make a calendar address' : 'Make a new one, which ends this one'}</Button>
      </Form>
      {madeAt !== null && (
        <Form action={`${here}/end`} page={here}>
          <Button secondary>End the address</Button>
        </Form>
      )}
    </Layout>
  );
}

interface MadeCalendarProps {
  frame: Frame;
  made: MadeCalendarAddress;
}

/** The one time that a calendar address is shown. */
export function madeCalendarPage({ frame, made }: MadeCalendarProps) {
  return (
    <Layout
      title="Your new calendar address"
      frame={frame}
      back={{ href: '/account/mail', text: 'Your letters' }}
      width="reading"
    >
      <PageTitle>Your new calendar address</PageTitle>
      <p class="govuk-body">Copy it now: it is not shown again. One that you had before does not work any more.</p>
      <div class="govuk-inset-text fund-mail-text">
        <code>{made.url}</code>
      </div>
      <p class="govuk-body">
        In your calendar program choose to subscribe to a calendar by its address, and paste it there. Do not import it:
        an imported calendar does not follow what changes.
      </p>
      <p class="govuk-body">
        Programs look for changes in their own time, some only once a day. The letters tell you first.
      </p>
    </Layout>
  );
}
