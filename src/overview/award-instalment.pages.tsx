import type { InstalmentView } from '../disbursements/plan-desk.service';
import { formatMoney } from '../kernel/money';
import type { Frame } from '../kernel/page/frame';
import { DateField, TextField } from '../kernel/page/inputs';
import { Moves } from '../kernel/page/moves';
import { AskedMove, type OneForm, pageOnly } from '../kernel/page/one-form';
import { TextArea } from '../kernel/page/text-area';

export interface InstalmentMovesProps {
  frame: Frame;
  instalment: InstalmentView;
  /** How many instalments there are. */
  of: number;
}

const asked: Record<string, (one: OneForm) => ReturnType<typeof SettleFields>> = {
  settle: SettleFields,
  fail: (one) => <ReasonField one={one} label="What does the bank say?" hint="The city reads this on its page too." />,
  revoke: (one) => <ReasonField one={one} label="Why is the approval revoked?" hint="Everybody approves it anew." />,
};

/** What the reader may do with one instalment now. */
export function InstalmentMoves({ frame, instalment, of }: InstalmentMovesProps) {
  const { id, number, amountCents, currency, moves } = instalment;
  if (moves.length === 0) return null;
  const base = `/instalments/${id}`;
  const plain = moves.filter(({ move }) => !(move in asked));
  return (
    <section>
      <h3 class="govuk-heading-s">
        Instalment {number} of {of}: {formatMoney(amountCents, currency)}
      </h3>
      <Moves moves={plain} base={base} page={pageOnly(frame)} />
      {moves.map(({ move, label }) => {
        const fields = asked[move];
        return fields ? (
          <AskedMove
            key={move}
            frame={frame}
            name={`${move}-${id}`}
            action={`${base}/${move}`}
            label={label}
            warning={move !== 'settle'}
          >
            {fields}
          </AskedMove>
        ) : null;
      })}
    </section>
  );
}

function SettleFields({ form, id }: OneForm) {
  return (
    <>
      <DateField form={form} name="settledOn" id={id('settledOn')} label="On which day did the bank pay?" />
      <TextField form={form} name="bankReference" id={id('bankReference')} label="The bank’s reference" optional />
    </>
  );
}

function ReasonField({ one: { form, id }, label, hint }: { one: OneForm; label: string; hint: string }) {
  return <TextArea form={form} name="reason" id={id('reason')} label={label} hint={hint} rows={3} maxLength={5000} />;
}
