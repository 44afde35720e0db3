import { formatMoney, sumCents } from '../kernel/money';
import { SummaryList } from '../kernel/page/lists';
import { DataTable } from '../kernel/page/table';
import { humanise, Illustrative } from '../kernel/page/tag';
import type { Material } from './review-view.dto';

/** What a city wrote, for the person who judges it. */
export function ApplicationMaterial({ material }: { material: Material }) {
  const { lead, sectors, stage, partners, requestedCents, currency, summary, illustrative } = material;
  return (
    <div>
      {illustrative !== '' && (
        <p class="govuk-body">
          <Illustrative note={illustrative} /> {illustrative}
        </p>
      )}
      <SummaryList
        rows={[
          { key: 'Lead city', value: lead },
          { key: 'Partners', value: partners.length > 0 ? partners.map(({ name }) => name).join(', ') : 'None' },
          { key: 'Sectors', value: sectors.map(humanise).join(', ') },
          stage !== null && { key: 'Stage', value: humanise(stage) },
          requestedCents !== null && { key: 'Asks for', value: formatMoney(requestedCents, currency) },
        ]}
      />
      <h3 class="govuk-heading-s">Summary</h3>
      <Words text={summary} />
      {material.answers.map(({ key, question, answer }) => (
        <section key={key}>
          <h3 class="govuk-heading-s">{question}</h3>
          <Words text={answer} />
        </section>
      ))}
      <Budget material={material} />
    </div>
  );
}

/** Text as it was written, line by line. */
export function Words({ text }: { text: string }) {
  if (text.trim() === '') return <p class="govuk-body fund-muted">Nothing was written here.</p>;
  return <p class="govuk-body fund-words">{text}</p>;
}

function Budget({ material: { budgetLines, currency } }: { material: Material }) {
  const total = sumCents(budgetLines.map(({ cents }) => cents));
  return (
    <DataTable
      caption="Budget"
      captionSize="s"
      rows={budgetLines}
      empty="There is no budget."
      columns={[
        { head: 'What for', header: true, cell: ({ item }) => item },
        { head: 'Amount', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
      ]}
      foot={['Together', formatMoney(total, currency)]}
    />
  );
}
