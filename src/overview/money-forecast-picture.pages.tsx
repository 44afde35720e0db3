import { TrendFigure } from '../fund/fund-trend.pages';
import type { Figure } from '../fund/fund.rules';
import { formatMoney } from '../kernel/money';
import { formatMonth } from '../kernel/time';
import type { ForecastMonthView, ForecastView } from './money-forecast.dto';

const [width, height, top, bottom] = [1060, 240, 12, 4];
const base = height - bottom;
const legend: { figure: Figure; label: string }[] = [
  { figure: 'raised', label: 'In the fund' },
  { figure: 'committed', label: 'Leaves' },
  { figure: 'free', label: 'Comes in' },
];

/** Bars for what leaves and what comes in, a line for what the fund has left; the table after it says the same. */
export function ForecastPicture({ forecast }: { forecast: ForecastView }) {
  const { months } = forecast;
  const most = Math.max(1, ...months.flatMap(({ outCents, inCents, inFundCents }) => [outCents, inCents, inFundCents]));
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return null;
  return (
    <TrendFigure first={first.month} last={last.month} legend={legend}>
      <svg class="fund-trend__picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={wordsOf(forecast)}>
        {months.map((month, index) => (
          <Bars key={month.month} month={month} index={index} slot={width / months.length} most={most} />
        ))}
        <path class="fund-trend__line" d={line(months, most)} />
        <line class="fund-trend__axis" x1={0} x2={width} y1={base} y2={base} />
      </svg>
    </TrendFigure>
  );
}

function wordsOf({ months, currency }: ForecastView): string {
  const money = (cents: number) => formatMoney(cents, currency);
  const moving = months.filter(({ outCents, inCents }) => outCents > 0 || inCents > 0);
  const told = moving.map(
    ({ month, outCents, inCents }) => `${formatMonth(month)}: ${money(outCents)} leaves, ${money(inCents)} comes in`,
  );
  const remains = `In the end ${money(months.at(-1)?.inFundCents ?? 0)} is in the fund`;
  return [...(told.length > 0 ? told : ['Nothing leaves and nothing comes in']), remains].join('. ');
}

const heightOf = (cents: number, most: number): number => (cents / most) * (base - top);

interface BarsProps {
  month: ForecastMonthView;
  index: number;
  slot: number;
  most: number;
}

function Bars({ month: { outCents, inCents }, index, slot, most }: BarsProps) {
  const bar = slot / 3;
  const parts = [
    { name: 'committed', cents: outCents },
    { name: 'free', cents: inCents },
  ];
  return (
    <>
      {parts.map(({ name, cents }, place) => (
        <rect
          key={name}
          class={`fund-trend__area--${name}`}
          x={index * slot + bar / 2 + place * bar}
          y={base - heightOf(cents, most)}
          width={bar}
          height={heightOf(cents, most)}
        />
      ))}
    </>
  );
}

function line(months: ForecastMonthView[], most: number): string {
  const slot = width / months.length;
  const points = months.map(({ inFundCents }, index) =>
    [index * slot + slot / 2, base - heightOf(inFundCents, most)].map((at) => at.toPrecision(6)).join(' '),
  );
  return `M${points.join(' L')}`;
}
