import { When } from '../kernel/page/figures';
import { Details } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatInstant } from '../kernel/time';
import type { Grant } from './award-page.service';

export interface AwardLettersProps {
  letters: NonNullable<Grant['letters']>;
  zone: string;
}

/** What was and will be told about the grant; for staff and auditors. */
export function AwardLetters({ letters: { sent, planned }, zone }: AwardLettersProps) {
  const when = (instant: string) => <When iso={instant} text={formatInstant(new Date(instant), zone)} />;
  return (
    <section>
      <h2 class="govuk-heading-m">Letters</h2>
      <Details summary={`${sent.length} written, ${planned.length} reminders planned`}>
        <DataTable
          caption="Written"
          captionSize="s"
          rows={sent}
          empty="No letter about this grant has been written yet."
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
            { head: 'To', cell: ({ recipient, address }) => recipient ?? address },
            { head: 'State', cell: ({ state }) => <Tag status={state} /> },
            { head: 'When', cell: ({ sentAt, dueAt }) => when(sentAt ?? dueAt) },
          ]}
        />
        <DataTable
          caption="Planned reminders"
          captionSize="s"
          rows={planned}
          empty="No reminder is planned."
          columns={[
            { head: 'About', header: true, cell: ({ title }) => title },
            { head: 'When', cell: ({ dueAt }) => when(dueAt) },
          ]}
        />
      </Details>
    </section>
  );
}
