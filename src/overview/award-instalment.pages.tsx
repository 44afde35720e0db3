import type { InstalmentView } from '../disbursements/plan-desk.service';
import { formatMoney } from '../kernel/money';
import type { Frame } from '../kernel/page/frame';
import { Moves } from '../kernel/page/moves';
import { Details } from '../kernel/page/notes';
import { AskedMove, pageOnly } from '../kernel/page/one-form';
import { asked, isExchanged } from './award-instalment-forms.pages';
import { Obligations } from './award-obligations.pages';

export interface InstalmentSectionProps {
  frame: Frame;
  instalment: InstalmentView;
  /** How many instalments there are. */
  of: number;
  /** Whether it is the one that is paid next. */
  next: boolean;
}

const harmless = ['request', 'settle', 'evidence', 'release'];

/** What an instalment waits for, and what the reader may do with it now. */
export function InstalmentSection(props: InstalmentSectionProps) {
  const { instalment, of, next } = props;
  const { number, amountCents, currency, moves, status } = instalment;
  const waits = status === 'planned' || status === 'requested';
  if (!waits && moves.length === 0) return null;
  const title = `Instalment ${number} of ${of}: ${formatMoney(amountCents, currency)}`;
  if (!next && moves.length === 0)
    return (
      <Details summary={title}>
        <Obligations instalment={instalment} />
      </Details>
    );
  return (
    <section>
      <h3 class="govuk-heading-s">{title}</h3>
      {instalment.requestNote !== '' && <p class="govuk-body fund-words">“{instalment.requestNote}”</p>}
      {waits && <Obligations instalment={instalment} />}
      <InstalmentMoves {...props} />
    </section>
  );
}

function InstalmentMoves({ frame, instalment }: InstalmentSectionProps) {
  const { id, moves, paidTo } = instalment;
  const base = `/instalments/${id}`;
  const asks = ({ move }: { move: string }): boolean =>
    move in asked && (move !== 'release' || isExchanged(instalment));
  return (
    <>
      {paidTo && moves.some(({ move }) => move === 'release') && (
        <p class="govuk-body">
          It goes to {paidTo.holderName}, account ending {paidTo.lastFour}, in {paidTo.currency}.
        </p>
      )}
      <Moves moves={moves.filter((offer) => !asks(offer))} base={base} page={pageOnly(frame)} />
      {moves.filter(asks).map(({ move, label }) => (
        <AskedMove
          key={move}
          frame={frame}
          name={`${move}-${id}`}
          action={`${base}/${move}`}
          label={label}
          warning={!harmless.includes(move)}
          multipart={move === 'evidence'}
        >
          {(one) => asked[move]?.({ one, instalment })}
        </AskedMove>
      ))}
    </>
  );
}
