import { formatMoney, percent } from '../kernel/money';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import type { AmendmentView } from './amendment-view.dto';

type Line = AmendmentView['lines'][number];
interface Row {
  what: string;
  before: string;
  after: string;
}

/** The award before and after an amendment, side by side. */
export function AmendmentChanges({ amendment }: { amendment: AmendmentView }) {
  const { before, after, currency } = amendment;
  const money = (cents: number): string => formatMoney(cents, currency);
  const rows: Row[] = [
    { what: 'Amount', before: money(before.amountCents), after: money(after.amountCents) },
    { what: 'Begins', before: dateTold(before.startsOn), after: dateTold(after.startsOn) },
    { what: 'Ends', before: dateTold(before.endsOn), after: dateTold(after.endsOn) },
    { what: 'Scope', before: scopeTold(before.scope), after: scopeTold(after.scope) },
  ];
  return (
    <>
      <DataTable<Row>
        caption="Before and after"
        rows={rows}
        columns={[
          { head: 'What', header: true, cell: ({ what }) => what },
          { head: 'Before', cell: ({ before: text }) => <span class="fund-words">{text}</span> },
          { head: 'After', cell: (row) => <After {...row} /> },
        ]}
      />
      <Lines amendment={amendment} />
    </>
  );
}

function After({ before, after }: Row) {
  if (before === after) return <span class="fund-muted">Stays</span>;
  return <strong class="fund-words">{after}</strong>;
}

function Lines({ amendment: { lines, currency, before, after } }: { amendment: AmendmentView }) {
  const money = (cents: number | null): string => (cents === null ? 'None' : formatMoney(cents, currency));
  const sum = (all: readonly { cents: number }[]): string =>
    formatMoney(
      all.reduce((total, { cents }) => total + cents, 0),
      currency,
    );
  if (lines.length === 0) return null;
  return (
    <DataTable<Line>
      caption="Budget lines"
      rows={lines}
      foot={['Together', sum(before.budgetLines), sum(after.budgetLines), '']}
      columns={[
        { head: 'Line', header: true, cell: ({ item }) => item },
        { head: 'Before', numeric: true, cell: ({ fromCents }) => money(fromCents) },
        { head: 'After', numeric: true, cell: ({ toCents }) => money(toCents) },
        { head: 'Change', numeric: true, cell: (line) => <Change line={line} currency={currency} /> },
      ]}
    />
  );
}

function Change({ line, currency }: { line: Line; currency: string }) {
  const { fromCents, toCents, large } = line;
  if (fromCents === toCents) return <span class="fund-muted">Stays</span>;
  return (
    <>
      {changeTold(line, currency)} {large && <Tag status="large" text="Over 10 %" colour="orange" />}
    </>
  );
}

/** `+$250.00 (+12.5 %)` */
export function changeTold({ fromCents, toCents }: Line, currency: string): string {
  if (fromCents === null) return 'New';
  if (toCents === null) return 'Removed';
  const by = toCents - fromCents;
  const sign = by < 0 ? '−' : '+';
  const share = fromCents === 0 ? '' : ` (${sign}${percent(Math.abs(by), fromCents)} %)`;
  return `${sign}${formatMoney(Math.abs(by), currency)}${share}`;
}

const dateTold = (on: string | null): string => (on === null ? 'Not said' : formatDate(on));
const scopeTold = (scope: string): string => (scope === '' ? 'As in the application' : scope);
