import { formatMoney } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import { FundNav } from '../kernel/page/fund-nav';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Details } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { formatMonth } from '../kernel/time';
import { ForecastPicture } from './money-forecast-picture.pages';
import type { ForecastMonthView, ForecastPart, ForecastView } from './money-forecast.dto';
import type { ForecastCase } from './money-forecast.service';

type Props = ForecastCase & { frame: Frame };

/** What will leave the fund, what will come in, and what remains, month by month. */
export function forecastPage({ frame, fund, forecast }: Props) {
  const { months, assumptions } = forecast;
  return (
    <Layout title={`Forecast, ${fund.name}`} frame={frame} back={{ href: `/funds/${fund.id}`, text: fund.name }}>
      <PageTitle caption={fund.name}>Forecast</PageTitle>
      <FundNav fundId={fund.id} current="forecast" />
      <p class="govuk-body fund-reading">
        What leaves the fund in the next {months.length} months, what comes in, and what remains at the end of each.
      </p>
      <ForecastPicture forecast={forecast} />
      <Months forecast={forecast} />
      <Undated forecast={forecast} />
      <h2 class="govuk-heading-m">What this assumes</h2>
      <ul class="govuk-list govuk-list--bullet fund-reading">
        {assumptions.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">By what donors allow</h2>
      {fund.restrictions.map(({ id, name }) => (
        <OfRestriction key={id ?? 'none'} forecast={forecast} restrictionId={id} name={name} />
      ))}
      <div class="govuk-button-group">
        <ButtonLink href={`/funds/${fund.id}/export/forecast.csv`} secondary>
          Download as CSV
        </ButtonLink>
        <ButtonLink href={`/funds/${fund.id}/export/forecast.xlsx`} secondary>
          Download for Excel
        </ButtonLink>
      </div>
    </Layout>
  );
}

/** Nothing is a dash, so that what moves is seen. */
const amountIn = (currency: string) => (cents: number) => (cents === 0 ? '–' : formatMoney(cents, currency));

function Months({ forecast: { months, later, currency } }: { forecast: ForecastView }) {
  const money = amountIn(currency);
  const note = ({ onItsWayCents, overdueCents }: ForecastMonthView): string =>
    [onItsWayCents > 0 && `${money(onItsWayCents)} on its way`, overdueCents > 0 && `${money(overdueCents)} overdue`]
      .filter(Boolean)
      .join(', ');
  return (
    <>
      <DataTable
        caption="Month by month"
        rows={months}
        columns={[
          { head: 'Month', header: true, cell: ({ month }) => formatMonth(month) },
          {
            head: 'Leaves',
            numeric: true,
            cell: (row) => (
              <span>
                {money(row.outCents)}
                {note(row) !== '' && <span class="fund-table__note">{note(row)}</span>}
              </span>
            ),
          },
          { head: 'Comes in', numeric: true, cell: ({ inCents }) => money(inCents) },
          { head: 'Free at the end', numeric: true, cell: ({ freeCents }) => formatMoney(freeCents, currency) },
          { head: 'In the fund', numeric: true, cell: ({ inFundCents }) => formatMoney(inFundCents, currency) },
        ]}
      />
      {(later.outCents > 0 || later.inCents > 0) && (
        <p class="govuk-body">
          After these months {formatMoney(later.outCents, currency)} leaves and {formatMoney(later.inCents, currency)}{' '}
          comes in.
        </p>
      )}
    </>
  );
}

function Undated({ forecast: { undated, currency } }: { forecast: ForecastView }) {
  return (
    <DataTable
      caption="What has no date"
      rows={undated}
      empty="Everything that is promised has a date."
      columns={[
        { head: 'Money', header: true, cell: ({ words }) => words },
        { head: 'Amount', numeric: true, cell: ({ cents }) => formatMoney(cents, currency) },
      ]}
    />
  );
}

interface OfRestrictionProps {
  forecast: ForecastView;
  restrictionId: string | null;
  name: string;
}

function OfRestriction({ forecast: { months, currency }, restrictionId, name }: OfRestrictionProps) {
  const money = amountIn(currency);
  const rows = months.flatMap(({ month, restrictions }) =>
    restrictions.filter((part) => part.restrictionId === restrictionId).map((part) => ({ ...part, month })),
  );
  const column = (head: string, cents: (row: ForecastPart) => string) => ({ head, numeric: true, cell: cents });
  return (
    <Details summary={name}>
      <DataTable
        caption={`${name}, month by month`}
        captionSize="s"
        rows={rows}
        columns={[
          { head: 'Month', header: true, cell: ({ month }) => formatMonth(month) },
          column('Leaves', ({ outCents }) => money(outCents)),
          column('Comes in', ({ inCents }) => money(inCents)),
          column('Free at the end', ({ freeCents }) => formatMoney(freeCents, currency)),
          column('In the fund', ({ inFundCents }) => formatMoney(inFundCents, currency)),
        ]}
      />
    </Details>
  );
}
