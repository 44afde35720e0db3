import { formatMoney, formatRange } from '../kernel/money';
import { capital } from '../kernel/page/capital';
import { SummaryList } from '../kernel/page/lists';
import { formatInstant } from '../kernel/time';
import type { RoundView } from './round-view.dto';

/** How large an award can be, in words. */
export const sizes = ({ floorCents, ceilingCents, currency }: RoundView): string =>
  formatRange(floorCents, ceilingCents, currency);

export const listed = (words: readonly string[]): string => capital(words.join(', '));

/** The deadline where the round is, and where its reader is. */
export function Deadlines({ round, zone }: { round: RoundView; zone: string | undefined }) {
  const at = new Date(round.deadlineAt);
  const there = formatInstant(at, round.deadlineZone);
  const here = zone === undefined ? there : formatInstant(at, zone);
  return (
    <>
      <time dateTime={round.deadlineAt}>{there}</time>
      {zone !== undefined && zone !== round.deadlineZone && (
        <>
          <br />
          <span class="govuk-hint">For you: {here}</span>
        </>
      )}
    </>
  );
}

/** What a round pays for, how much, and until when. */
export function Terms({ round, fund, zone }: { round: RoundView; fund?: string; zone: string | undefined }) {
  return (
    <SummaryList
      rows={[
        { key: 'Deadline', value: <Deadlines round={round} zone={zone} /> },
        { key: 'One award', value: sizes(round) },
        { key: 'Budget of the round', value: formatMoney(round.budgetCents, round.currency) },
        { key: 'Sectors', value: listed(round.sectors) },
        { key: 'Stages', value: listed(round.stages) },
        fund !== undefined && { key: 'Fund', value: fund },
      ]}
    />
  );
}
