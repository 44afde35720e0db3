import type { AwardMoneyView } from '../awards/award-desk.service';
import { formatMoney } from '../kernel/money';
import { StageBar } from '../kernel/page/stage-bar';
import { DataTable } from '../kernel/page/table';
import type { AwardPageProps } from './award.pages';

type Part = AwardMoneyView['restrictions'][number];
type Amount = keyof Part['stages'];

const stages = [
  ['offeredCents', 'Set aside for the offer'],
  ['committedCents', 'Committed'],
  ['payableCents', 'Approved for payment'],
  ['inTransitCents', 'On its way'],
  ['disbursedCents', 'Paid'],
] as const satisfies (readonly [Amount, string])[];

/** Where the award's money stands, and whose restrictions it carries; for staff and auditors. */
export function AwardMoney({ money, award }: Pick<AwardPageProps, 'money' | 'award'>) {
  if (!money) return null;
  const text = (cents: number): string => formatMoney(cents, money.currency);
  const { totalCents } = money.stages;
  return (
    <section>
      <h2 class="govuk-heading-m" id="money">
        Money
      </h2>
      {totalCents === 0 ? (
        <p class="govuk-body">
          {award.status === 'proposed'
            ? 'Its money is set aside when it is approved. It would come from '
            : 'Nothing is set aside for it. It was to come from '}
          {<FundName award={award} />}.
        </p>
      ) : (
        <>
          <p class="govuk-body">
            From {<FundName award={award} />}
            {totalCents < award.amountCents && `; ${text(award.amountCents - totalCents)} of the award are free again`}.
          </p>
          <StageBar
            title="Where the money of this award stands"
            stages={stages.map(([key, label]) => ({
              label,
              cents: money.stages[key],
              amount: text(money.stages[key]),
            }))}
            total={text(totalCents)}
          />
          <Restrictions money={money} text={text} />
        </>
      )}
    </section>
  );
}

const FundName = ({ award: { fund, fundId } }: Pick<AwardPageProps, 'award'>) => (
  <a class="govuk-link" href={`/funds/${fundId}`}>
    {fund}
  </a>
);

function Restrictions({ money, text }: { money: AwardMoneyView; text: (cents: number) => string }) {
  return (
    <DataTable<Part>
      caption="By donor’s restriction"
      captionSize="s"
      rows={money.restrictions.filter((part) => part.stages.totalCents > 0)}
      foot={['Together', ...stages.map(([key]) => text(money.stages[key])), text(money.stages.totalCents)]}
      columns={[
        { head: 'Money', header: true, cell: ({ name }) => name },
        ...stages.map(([key, head]) => ({ head, numeric: true, cell: (part: Part) => text(part.stages[key]) })),
        { head: 'Together', numeric: true, cell: (part) => text(part.stages.totalCents) },
      ]}
    />
  );
}
