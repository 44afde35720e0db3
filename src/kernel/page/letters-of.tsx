import type { Correspondence } from '../correspondence';
import { formatInstant } from '../time';
import { When } from './figures';
import { Details, WarningText } from './notes';
import { NextReminder, PlannedReminders } from './reminders-of';
import { DataTable } from './table';
import { Tag, type TagColour } from './tag';

/** What becomes of a letter, in words. */
export const letterStates: Record<string, string> = {
  planned: 'Waiting',
  gathered: 'Waits for the morning',
  claimed: 'Waits for its turn',
  sending: 'Being sent',
  sent: 'Sent',
  retry: 'Tried, will be tried again',
  unknown: 'Not known whether it arrived',
  dead: 'Could not be delivered',
  skipped: 'Not needed any more',
  suppressed: 'Nothing is sent to this address',
};

const colours: Record<string, TagColour> = {
  claimed: 'blue',
  sending: 'blue',
  retry: 'orange',
  unknown: 'magenta',
  suppressed: 'red',
};

/** What became of a letter; one that came back says so first. */
export const LetterTag = ({ state, bounced }: { state: string; bounced?: boolean }) =>
  bounced ? (
    <Tag status="failed" text="Came back" />
  ) : (
    <Tag status={state} text={letterStates[state]} colour={colours[state]} />
  );

export interface LettersOfProps {
  /** Null for those to whom it is not shown. */
  letters: Correspondence | null;
  zone: string;
}

/** What was sent to whom about the thing on this page, when, and what is planned next. */
export function LettersOf({ letters, zone }: LettersOfProps) {
  if (!letters) return null;
  const { sent, planned } = letters;
  const when = (iso: string) => <When iso={iso} text={formatInstant(new Date(iso), zone)} />;
  const written = sent.length === 100 ? 'The last 100 written' : `${sent.length} written`;
  return (
    <section>
      <h2 class="govuk-heading-m">Letters</h2>
      <NextReminder planned={planned} zone={zone} />
      <Details summary={`${written}, ${planned.length} ${planned.length === 1 ? 'reminder' : 'reminders'} planned`}>
        <DataTable
          caption="Written"
          captionSize="s"
          rows={sent}
          empty="No letter about this has been written yet."
          columns={[
            {
              head: 'Letter',
              header: true,
              cell: ({ id, subject }) => (
                <a class="govuk-link" href={`/mail/${id}`}>
                  {subject}
                </a>
              ),
            },
            { head: 'To', cell: ({ to }) => to },
            { head: 'State', cell: ({ state, bounced }) => <LetterTag state={state} bounced={bounced} /> },
            { head: 'When', cell: ({ at }) => when(at) },
          ]}
        />
        <PlannedReminders planned={planned} zone={zone} />
      </Details>
    </section>
  );
}

/** Stands on top while no mail leaves, so that nobody waits for letters that do not come. */
export function MailStopped({ reason }: { reason: string }) {
  return (
    <WarningText>
      All mail is stopped: {reason}{' '}
      <a class="govuk-link" href="/mail/brakes">
        See what waits
      </a>
    </WarningText>
  );
}
