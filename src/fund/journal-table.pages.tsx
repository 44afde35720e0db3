import { formatMoney, sumCents } from '../kernel/money';
import { When } from '../kernel/page/figures';
import { DataTable } from '../kernel/page/table';
import { formatInstant } from '../kernel/time';
import { effectOn, type Figure } from './fund.rules';
import type { TransactionView, TransferView } from './journal.dto';
import { bookWords, hrefOf, kindWords, stageWords } from './journal.words';

interface TransactionsProps {
  caption: string;
  hideCaption?: boolean;
  transactions: readonly TransactionView[];
  zone: string;
  fundId: string;
  figure?: Figure | undefined;
}

/** Each event with its transfers: what, about what, who, when, from where to where, how much. */
export function Transactions({ caption, hideCaption, transactions, zone, fundId, figure }: TransactionsProps) {
  return (
    <DataTable
      caption={caption}
      hideCaption={hideCaption}
      rows={transactions}
      empty="No money has moved here. Contributions, rounds, awards and payments leave their transfers here as they happen."
      columns={[
        { head: 'What', header: true, cell: (row) => <What row={row} fundId={fundId} /> },
        { head: 'When', cell: (row) => <Moment row={row} zone={zone} /> },
        { head: 'Who', cell: ({ by }) => by },
        { head: 'From and to', cell: (row) => <Paths row={row} /> },
        { head: 'Amount', numeric: true, cell: (row) => <Amounts row={row} figure={figure} /> },
      ]}
    />
  );
}

function What({ row, fundId }: { row: TransactionView; fundId: string }) {
  const href = hrefOf(row, fundId);
  const about = row.about ?? '';
  return (
    <>
      {kindWords[row.kind]}
      <span class="fund-table__note">
        {href && about !== '' ? (
          <a class="govuk-link" href={href}>
            {about}
          </a>
        ) : (
          about
        )}
      </span>
    </>
  );
}

/** Leads to the whole of the event: one link in each cell, wide enough apart for a finger. */
function Moment({ row: { seq, at }, zone }: { row: TransactionView; zone: string }) {
  return (
    <a class="govuk-link" href={`/transactions/${seq}`}>
      <When iso={at} text={formatInstant(new Date(at), zone)} />
      <span class="govuk-visually-hidden">, transaction {seq}</span>
    </a>
  );
}

interface Way {
  from: TransferView['from'];
  to: TransferView['to'];
  cents: number;
  currency: string;
  parts: TransferView[];
}

/** Transfers on the same way are one to a reader, made up of money under several restrictions. */
function waysOf({ transfers }: TransactionView): Way[] {
  const ways: Way[] = [];
  for (const transfer of transfers) {
    const way = ways.find(({ from, to }) => from === transfer.from && to === transfer.to);
    if (way) {
      way.cents = sumCents([way.cents, transfer.cents]);
      way.parts.push(transfer);
    } else {
      ways.push({ ...transfer, parts: [transfer] });
    }
  }
  return ways;
}

function Paths({ row }: { row: TransactionView }) {
  return (
    <>
      {row.transfers.length === 0 && <Entries entries={row.entries} />}
      {waysOf(row).map(({ from, to, parts }) => (
        <span key={from + to} class="fund-lines__line">
          {stageWords[from]} → {stageWords[to]}
          {parts.some(({ restriction }) => restriction !== null) && (
            <span class="fund-table__note">{parts.map((part) => source(part, parts.length > 1)).join(', ')}</span>
          )}
        </span>
      ))}
    </>
  );
}

/** Of an event that changes nothing of what the money is for. */
function Entries({ entries }: Pick<TransactionView, 'entries'>) {
  return (
    <>
      {entries.map(({ debit, credit }, index) => (
        <span key={index} class="fund-lines__line">
          {bookWords[debit]} against {bookWords[credit].toLowerCase()}
        </span>
      ))}
    </>
  );
}

const source = ({ restriction, cents, currency }: TransferView, several: boolean): string =>
  several ? `${formatMoney(cents, currency)} ${restriction ?? 'unrestricted'}` : (restriction ?? '');

function Amounts({ row, figure }: { row: TransactionView; figure: Figure | undefined }) {
  return (
    <>
      {row.transfers.length === 0 &&
        row.entries.map(({ cents, currency }, index) => (
          <span key={index} class="fund-lines__line">
            {formatMoney(cents, currency)}
          </span>
        ))}
      {waysOf(row).map((way) => (
        <span key={way.from + way.to} class="fund-lines__line">
          {amount(way, figure)}
        </span>
      ))}
    </>
  );
}

function amount(way: Way, figure: Figure | undefined): string {
  const text = formatMoney(way.cents, way.currency);
  if (!figure) return text;
  const effect = effectOn(figure, way);
  return effect === 0 ? `within ${text}` : `${effect > 0 ? '+' : '−'}${text}`;
}
