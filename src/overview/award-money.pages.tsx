import type { AwardMoneyView } from '../awards/award-desk.service';
import { formatMoney } from '../kernel/money';
import { StageBar } from '../kernel/page/stage-bar';
import { DataTable } from '../kernel/page/table';
import type { AwardPageProps } from './award.pages';

type Pot = AwardMoneyView['pots'][number];
type Amount = keyof Pot['stages'];

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
        <>
          <p class="govuk-body">
            {award.status === 'proposed'
              ? 'Its money is set aside when it is approved. It would come from '
              : 'Nothing is set aside for it. It was to come from '}
            {<FundName award={award} />}.
          </p>
          {award.status === 'proposed' && <WouldTake money={money} award={award} text={text} />}
        </>
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
          <Drawn money={money} text={text} />
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

/** What an award that is still to be approved would take; those who approve it see where it departs from the usual order. */
function WouldTake({ money, award, text }: Written & Pick<AwardPageProps, 'award'>) {
  const parts = award.split
    ? award.split.map(({ restriction, source, cents }) => ({ restriction, source: source ?? 'Any', cents }))
    : money.wouldDraw.map(({ restriction, source, drawnCents: cents }) => ({ restriction, source, cents }));
  return (
    <>
      {award.split && (
        <p class="govuk-body">
          Not in the usual order, by which restricted money that fits is taken first. The reason given:{' '}
          <span class="fund-words">“{award.splitReason}”</span>
        </p>
      )}
      <DataTable
        caption={award.split ? 'What it is to take from where' : 'What it would take from where now'}
        captionSize="s"
        rows={parts}
        empty="The round has nothing left that fits this project."
        columns={[
          { head: 'Money', header: true, cell: ({ restriction }) => restriction },
          { head: 'Contribution', cell: ({ source }) => source },
          { head: 'Takes', numeric: true, cell: ({ cents }) => text(cents) },
        ]}
      />
    </>
  );
}

interface Written {
  money: AwardMoneyView;
  text: (cents: number) => string;
}

function Drawn({ money, text }: Written) {
  return (
    <DataTable<Pot>
      caption="By donor’s restriction and contribution"
      captionSize="s"
      rows={money.pots}
      foot={['Together', '', ...stages.map(([key]) => text(money.stages[key])), text(money.stages.totalCents)]}
      columns={[
        { head: 'Money', header: true, cell: ({ restriction }) => restriction },
        { head: 'Contribution', cell: ({ source }) => source },
        ...stages.map(([key, head]) => ({ head, numeric: true, cell: (pot: Pot) => text(pot.stages[key]) })),
        { head: 'Together', numeric: true, cell: (pot) => text(pot.stages.totalCents) },
      ]}
    />
  );
}
