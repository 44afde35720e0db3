import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { dateIn, formatDate } from '../kernel/time';
import { About, at, letterWords } from './mail-words';
import type { PlannedView } from './notifications.dto';

interface PlannedPageProps {
  frame: Frame;
  zone: string;
  planned: PlannedView[];
}

/** The reminders to come, day by day. */
export function plannedPage({ frame, zone, planned }: PlannedPageProps) {
  const dayOf = ({ dueAt }: PlannedView): string => dateIn(new Date(dueAt), zone);
  const days = [...new Set(planned.map(dayOf))];
  return (
    <Layout title="Planned letters" frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle>Planned letters</PageTitle>
      {planned.length === 0 && (
        <InsetText>
          Nothing is planned. Reminders appear here when a review or a report gets its due date, and go when it is done.
        </InsetText>
      )}
      {days.map((day) => (
        <DataTable
          key={day}
          caption={formatDate(day)}
          rows={planned.filter((letter) => dayOf(letter) === day)}
          columns={[
            { head: 'Letter', header: true, cell: ({ letter }) => letterWords(letter) },
            { head: 'About', cell: (row) => <About about={row.about} aboutUrl={row.aboutUrl} title={row.title} /> },
            { head: 'Goes out', cell: ({ dueAt }) => at(dueAt, zone) },
          ]}
        />
      ))}
    </Layout>
  );
}
