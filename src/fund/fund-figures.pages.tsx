import { formatMoney } from '../kernel/money';
import { classes } from '../kernel/page/classes';
import type { BalanceView, FundView } from './fund-view.dto';
import type { Figure } from './fund.rules';

export interface Part {
  figure: Figure;
  label: string;
  cents: number;
  /** What it is made of, in words. */
  note: string;
}

/** The places where the money of a fund stands, in the order in which it moves; running costs once there are any. */
export function partsOf(balance: BalanceView): Part[] {
  const money = (cents: number) => formatMoney(cents, balance.currency);
  const of = (otherwise: string, ...all: [number, string][]): string => {
    const pieces = all.filter(([cents]) => cents > 0);
    if (pieces.length < 2) return pieces[0]?.[1] ?? otherwise;
    return pieces.map(([cents, words]) => `${money(cents)} ${words}`).join(', ');
  };
  const { reservedCents, offeredCents, committedCents, payableCents, inTransitCents } = balance;
  const accepted = committedCents - payableCents - inTransitCents;
  return [
    { figure: 'free', label: 'Free', cents: balance.freeCents, note: 'promised to nothing' },
    {
      figure: 'set-aside',
      label: 'Set aside',
      cents: balance.setAsideCents,
      note: of('for rounds and offers', [reservedCents, 'for rounds'], [offeredCents, 'for awards not yet accepted']),
    },
    {
      figure: 'committed',
      label: 'Committed',
      cents: committedCents,
      note: of(
        'accepted and not yet paid',
        [accepted, 'accepted, not yet approved for payment'],
        [payableCents, 'approved for payment'],
        [inTransitCents, 'on its way to the bank'],
      ),
    },
    { figure: 'disbursed', label: 'Disbursed', cents: balance.disbursedCents, note: 'paid to cities' },
    ...(balance.overheadCents === 0 ? [] : [running(balance)]),
  ];
}

const running = ({ overheadCents: cents }: BalanceView): Part => ({
  ...{ figure: 'overhead', label: 'Running costs', cents },
  note: 'spent on running the fund',
});

interface TileProps {
  fund: FundView;
  figure: Figure;
  label: string;
  cents: number;
  note: string;
  sign?: string;
}

function Tile({ fund, figure, label, cents, note, sign }: TileProps) {
  const amount = formatMoney(cents, fund.currency);
  return (
    <div class={`fund-equation__tile fund-equation__tile--${figure}`}>
      <dt class="fund-equation__label">
        <a class="govuk-link govuk-link--no-visited-state" href={transfersOf(fund, figure)}>
          {label}
          <span class="govuk-visually-hidden">: its transfers</span>
        </a>
      </dt>
      <dd class={classes('fund-equation__amount', amount.length > 15 && 'fund-equation__amount--long')}>
        {sign && <span class="fund-equation__sign">{sign}</span>}
        {amount}
      </dd>
      <dd class="fund-equation__note">{note}</dd>
    </div>
  );
}

/** The transfers behind a figure, up to the day of which it is. */
export const transfersOf = ({ id, asOf }: FundView, figure: Figure, more: Record<string, string> = {}): string =>
  `/funds/${id}/transfers?${new URLSearchParams({ stage: figure, ...more, ...(asOf === null ? {} : { to: asOf }) }).toString()}`;

/** Raised = free + set aside + committed + disbursed + running costs; each figure leads to the transfers that made it. */
export function Equation({ fund }: { fund: FundView }) {
  return (
    <dl class="fund-equation">
      <Tile
        fund={fund}
        figure="raised"
        label="Raised"
        cents={fund.balance.raisedCents}
        note="contributions, net of fees"
      />
      {partsOf(fund.balance).map((part, index) => (
        <Tile key={part.figure} fund={fund} {...part} sign={index === 0 ? '=' : '+'} />
      ))}
    </dl>
  );
}
