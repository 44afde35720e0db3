import type { ComponentChildren } from 'preact';

export interface Stage {
  label: string;
  cents: number | bigint;
  /** The amount as text. */
  amount: string;
  note?: ComponentChildren;
}

export interface StageBarProps {
  title: string;
  stages: Stage[];
  /** The total as text. */
  total: string;
  totalLabel?: string;
}

const width = 10_000n;

interface Part extends Stage {
  from: number;
  to: number;
}

/** Edges come from running sums, so that the parts meet exactly however they round. */
function partsOf(stages: Stage[]): Part[] {
  const whole = stages.reduce((sum, { cents }) => sum + BigInt(cents), 0n);
  let before = 0n;
  return stages.map((stage) => {
    const after = before + BigInt(stage.cents);
    const edge = (sum: bigint) => (whole > 0n ? Number((sum * width) / whole) : 0);
    const part = { ...stage, from: edge(before), to: edge(after) };
    before = after;
    return part;
  });
}

const tone = (index: number) => `fund-stage fund-stage--${String((index % 6) + 1)}`;

function Bar({ title, parts, total }: { title: string; parts: Part[]; total: string }) {
  const words = parts.map(({ label, amount }) => `${label} ${amount}`).join(', ');
  return (
    <svg
      class="fund-stage-bar__picture"
      role="img"
      aria-label={`${title}: ${words}; together ${total}`}
      viewBox={`0 0 ${String(width)} 100`}
      preserveAspectRatio="none"
    >
      <rect class="fund-stage--none" x="0" y="0" width={String(width)} height="100" />
      {parts.map(({ label, from, to }, index) => (
        <rect key={label} class={tone(index)} x={from} y="0" width={to - from} height="100" />
      ))}
    </svg>
  );
}

function Swatch({ index }: { index: number }) {
  return (
    <svg class="fund-stage-bar__swatch" width="14" height="14" aria-hidden="true" focusable="false">
      <rect class={tone(index)} width="14" height="14" rx="2" />
    </svg>
  );
}

/** Where the money of one whole stands: a picture, and the same as a table that adds up to the total. */
export function StageBar({ title, stages, total, totalLabel = 'Total' }: StageBarProps) {
  return (
    <div class="fund-stage-bar">
      <Bar title={title} parts={partsOf(stages)} total={total} />
      <table class="govuk-table fund-stage-bar__legend">
        <caption class="govuk-visually-hidden">{title}</caption>
        <thead class="govuk-visually-hidden">
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {stages.map(({ label, amount, note }, index) => (
            <tr key={label} class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <Swatch index={index} /> {label}
                {note && <span class="fund-stage-bar__note">{note}</span>}
              </th>
              <td class="govuk-table__cell govuk-table__cell--numeric">{amount}</td>
            </tr>
          ))}
        </tbody>
        <tfoot class="fund-table__foot">
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {totalLabel}
            </th>
            <td class="govuk-table__cell govuk-table__cell--numeric">{total}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
