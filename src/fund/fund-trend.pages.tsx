import type { ComponentChildren } from 'preact';
import { formatMoney, sumCents } from '../kernel/money';
import { Details } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { formatMonth } from '../kernel/time';
import type { MonthEnd } from './fund-days.service';
import { balanceOf, type Balance, type Figure } from './fund.rules';

interface Layer {
  figure: Figure;
  label: string;
  cents: (balance: Balance) => number;
}

/** From the bottom to the top; together they are what was raised. */
const layers: Layer[] = [
  { figure: 'overhead', label: 'Running costs', cents: ({ overheadCents }) => overheadCents },
  { figure: 'disbursed', label: 'Disbursed', cents: ({ disbursedCents }) => disbursedCents },
  { figure: 'committed', label: 'Committed', cents: ({ committedCents }) => committedCents },
  { figure: 'set-aside', label: 'Set aside', cents: ({ setAsideCents }) => setAsideCents },
  { figure: 'free', label: 'Free', cents: ({ freeCents }) => freeCents },
];

interface Month {
  month: string;
  balance: Balance;
}

const [width, height, left, right, top, bottom] = [1060, 240, 4, 4, 8, 4];

/** Where the money stood at the end of each month: a picture, and the same as a table. */
export function Trend({ months, currency }: { months: MonthEnd[]; currency: string }) {
  const ends = months.map(({ month, stages }) => ({ month, balance: balanceOf(stages) }));
  const [first, last] = [ends[0], ends.at(-1)];
  if (!first || !last || first === last) return null;
  const shown = layers.filter(({ cents }) => ends.some(({ balance }) => cents(balance) > 0));
  return (
    <section>
      <h2 class="govuk-heading-m">Month by month</h2>
      <TrendFigure first={first.month} last={last.month} legend={[...shown].reverse()}>
        <Picture months={ends} layers={shown} currency={currency} />
      </TrendFigure>
      <Details summary="The same numbers as a table">
        <Numbers months={ends} layers={shown} currency={currency} />
      </Details>
    </section>
  );
}

interface TrendFigureProps {
  /** The months with which it begins and ends. */
  first: string;
  last: string;
  /** What each colour is. */
  legend: { figure: Figure; label: string }[];
  children: ComponentChildren;
}

/** A picture of months, and beneath it what one needs to read it. */
export function TrendFigure({ first, last, legend, children }: TrendFigureProps) {
  return (
    <figure class="fund-trend">
      {children}
      <figcaption>
        <p class="fund-trend__span">
          <span>{formatMonth(first)}</span>
          <span>{formatMonth(last)}</span>
        </p>
        <ul class="fund-trend__legend">
          {legend.map(({ figure, label }) => (
            <li key={figure} class={`fund-trend__key fund-trend__key--${figure}`}>
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

function Picture({ months, layers: shown, currency }: { months: Month[]; layers: Layer[]; currency: string }) {
  const first = months[0] as Month;
  const last = months.at(-1) as Month;
  const most = Math.max(...months.map(({ balance }) => balance.raisedCents), 1);
  const money = (cents: number) => formatMoney(cents, currency);
  const told = [...shown].reverse().map(({ label, cents }) => `${label} ${money(cents(last.balance))}`);
  return (
    <svg
      class="fund-trend__picture"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`From ${formatMonth(first.month)} to ${formatMonth(last.month)}. In the end: ${told.join(', ')}`}
    >
      {shown.map((layer, index) => (
        <path
          key={layer.figure}
          class={`fund-trend__area fund-trend__area--${layer.figure}`}
          d={area(months, shown.slice(0, index), layer, most)}
        />
      ))}
      <line class="fund-trend__axis" x1={left} x2={width - right} y1={height - bottom} y2={height - bottom} />
    </svg>
  );
}

/** One layer upon those below it. */
function area(months: Month[], below: Layer[], layer: Layer, most: number): string {
  const x = (index: number): number => left + (index * (width - left - right)) / (months.length - 1);
  const y = (cents: number): number => height - bottom - (cents / most) * (height - top - bottom);
  const upTo = ({ balance }: Month, all: Layer[]): number => sumCents(all.map(({ cents }) => cents(balance)));
  const point = (index: number, cents: number): string => [x(index), y(cents)].map((at) => at.toPrecision(6)).join(' ');
  const upper = months.map((month, index) => point(index, upTo(month, [...below, layer])));
  const lower = months.map((month, index) => point(index, upTo(month, below))).reverse();
  return `M${[...upper, ...lower].join(' L')} Z`;
}

function Numbers({ months, layers: shown, currency }: { months: Month[]; layers: Layer[]; currency: string }) {
  return (
    <DataTable
      caption="At the end of each month"
      captionSize="s"
      rows={[...months].reverse()}
      columns={[
        { head: 'Month', header: true, cell: ({ month }) => formatMonth(month) },
        { head: 'Raised', numeric: true, cell: ({ balance }) => formatMoney(balance.raisedCents, currency) },
        ...[...shown].reverse().map(({ label, cents }) => ({
          head: label,
          numeric: true,
          cell: ({ balance }: Month) => formatMoney(cents(balance), currency),
        })),
      ]}
    />
  );
}
