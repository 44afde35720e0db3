import type { Cell, Sheet } from './money-sheets';
import type { ForecastView } from './money-forecast.dto';

export interface FunderLine {
  funder: string;
  receivedOn: string | null;
  reference: string;
  restriction: string | null;
  line: string;
  use: string | null;
  gross: number | null;
  fee: number | null;
  refunded: number | null;
  free: number | null;
  setAside: number | null;
  committed: number | null;
  disbursed: number | null;
  overhead: number | null;
}

export interface AwardLine {
  title: string;
  city: string;
  round: string;
  status: string;
  amount: number;
  original: number;
  currency: string;
  acceptedOn: string | null;
  startsOn: string | null;
  endsOn: string | null;
  offered: number;
  committed: number;
  payable: number;
  inTransit: number;
  paid: number;
}

export interface PaymentLine {
  title: string;
  city: string;
  number: number;
  attempt: number;
  status: string;
  amount: number;
  currency: string;
  pay: number;
  payCurrency: string;
  rate: string | null;
  rateSource: string;
  rateOn: string | null;
  charged: number | null;
  releasedOn: string;
  settledOn: string | null;
  returnedOn: string | null;
  bankReference: string;
  endToEnd: string;
  failure: string;
}

const amountIn =
  (currency: string) =>
  (cents: number | null): Cell =>
    cents === null ? null : { cents, currency };

const funderHeads =
  'Funder,Received on,Reference,Restriction,Line,Used for,Given,Bank fee,Given back,Free,Set aside,Committed,Disbursed,Running costs,Currency';

/** The lines of use under a contribution add up to what was given, less the fee and what was given back. */
export function funderSheet(rows: FunderLine[], currency: string): Sheet {
  const money = amountIn(currency);
  return {
    name: 'Funders',
    heads: funderHeads.split(','),
    rows: rows.map((row) => [
      ...[row.funder, row.receivedOn, row.reference, row.restriction ?? 'Unrestricted', row.line, row.use],
      ...[row.gross, row.fee, row.refunded, row.free, row.setAside, row.committed, row.disbursed, row.overhead].map(
        money,
      ),
      currency,
    ]),
  };
}

const awardHeads =
  'Grant,City,Round,Status,Award,First approved,Offered,Committed,Approved for payment,On its way,Paid,Currency,Accepted on,Starts on,Ends on';

export const awardSheet = (rows: AwardLine[]): Sheet => ({
  name: 'Awards',
  heads: awardHeads.split(','),
  rows: rows.map((row) => [
    ...[row.title, row.city, row.round, row.status],
    ...[row.amount, row.original, row.offered, row.committed, row.payable, row.inTransit, row.paid].map(
      amountIn(row.currency),
    ),
    ...[row.currency, row.acceptedOn, row.startsOn, row.endsOn],
  ]),
});

const paymentHeads =
  'Grant,City,Instalment,Attempt,Status,Amount,Currency,Paid out,Paid out in,Rate,Source of the rate,Rate of,Taken by the bank,Taken in,Released on,Settled on,Returned on,Bank reference,End-to-end reference,Failure';

export const paymentSheet = (rows: PaymentLine[]): Sheet => ({
  name: 'Payments',
  heads: paymentHeads.split(','),
  rows: rows.map((row) => [
    ...[
      row.title,
      row.city,
      row.number,
      row.attempt,
      row.status,
      { cents: row.amount, currency: row.currency },
      row.currency,
    ],
    ...[{ cents: row.pay, currency: row.payCurrency }, row.payCurrency, row.rate, row.rateSource, row.rateOn],
    ...[amountIn(row.currency)(row.charged), row.charged === null ? null : row.currency],
    ...[row.releasedOn, row.settledOn, row.returnedOn, row.bankReference, row.endToEnd, row.failure],
  ]),
});

const forecastHeads = 'Month,Money,Leaves,Comes in,Free at the end,In the fund at the end,Currency';

/** All money first, then apart for each restriction. */
export function forecastSheets({ months, undated, assumptions, currency }: ForecastView): Sheet[] {
  const money = amountIn(currency);
  const rows = months.flatMap(({ month, restrictions, ...whole }) =>
    [{ ...whole, name: 'All money' }, ...restrictions].map((part): Cell[] => [
      ...[month, part.name],
      ...[part.outCents, part.inCents, part.freeCents, part.inFundCents].map(money),
      currency,
    ]),
  );
  return [
    { name: 'Forecast', heads: forecastHeads.split(','), rows },
    {
      name: 'No date',
      heads: ['Money', 'Amount', 'Currency'],
      rows: undated.map(({ words, cents }) => [words, money(cents), currency]),
    },
    { name: 'Assumptions', heads: ['What it assumes'], rows: assumptions.map((sentence) => [sentence]) },
  ];
}
