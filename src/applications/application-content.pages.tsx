import { formatMoney, sumCents } from '../kernel/money';
import { capital } from '../kernel/page/capital';
import { SummaryList } from '../kernel/page/lists';
import { DataTable } from '../kernel/page/table';
import type { ApplicationView } from './application-view.dto';

/** A question as far as its answer's reader needs it. */
interface Asked {
  key: string;
  text: string;
}

export interface ContentProps {
  application: ApplicationView;
  questions: readonly Asked[];
}

const nothing = 'Not written yet';

/** Everything an application says. */
export function Content({ application, questions }: ContentProps) {
  const { summary, sectors, stage, partners, requestedCents, currency } = application;
  return (
    <>
      <h2 class="govuk-heading-m">The project</h2>
      <Text text={summary} />
      <SummaryList
        rows={[
          { key: 'Asks for', value: requestedCents === null ? nothing : formatMoney(requestedCents, currency) },
          { key: 'Sectors', value: capital(sectors.join(', ')) || nothing },
          { key: 'Stage', value: stage ? capital(stage) : nothing },
          { key: 'Partners', value: partners.map(({ name }) => name).join(', ') || 'None' },
        ]}
      />
      <Budget application={application} />
      {questions.map(({ key, text }) => (
        <section key={key}>
          <h3 class="govuk-heading-s">{text}</h3>
          <Text text={application.answers[key] ?? ''} />
        </section>
      ))}
    </>
  );
}

function Text({ text }: { text: string }) {
  const parts = text.split(/\n\s*\n/).filter((part) => part.trim() !== '');
  if (parts.length === 0) return <p class="govuk-body fund-muted">{nothing}</p>;
  return (
    <div class="fund-reading">
      {parts.map((part, index) => (
        <p key={index} class="govuk-body">
          {part}
        </p>
      ))}
    </div>
  );
}

function Budget({ application: { budgetLines, currency } }: { application: ApplicationView }) {
  const total = sumCents(budgetLines.map(({ cents }) => cents));
  return (
    <DataTable
      caption="Budget"
      rows={budgetLines}
      empty="No budget lines yet."
      foot={['Together', formatMoney(total, currency)]}
      columns={[
        { head: 'For', header: true, cell: ({ item }) => item },
        { head: 'Amount', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
      ]}
    />
  );
}
