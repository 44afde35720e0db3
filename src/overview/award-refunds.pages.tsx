import type { RefundView } from '../amendments/refund-desk.service';
import { formatMoney } from '../kernel/money';
import type { Frame } from '../kernel/page/frame';
import { DateField, MoneyField, TextField } from '../kernel/page/inputs';
import { Moves } from '../kernel/page/moves';
import { InsetText } from '../kernel/page/notes';
import { AskedMove, type OneForm, pageOnly, Reason } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import type { AwardPageProps } from './award.pages';
import { approvalsTold } from './award-words';

/** Unspent money that is demanded back, what arrived of it, and what the reader may do about it. */
export function AwardRefunds(props: AwardPageProps) {
  const { frame, refunds, actor } = props;
  const { items, moves } = refunds;
  if (items.length === 0 && moves.length === 0) return null;
  return (
    <section>
      <DataTable
        caption="Money to be paid back"
        id="refunds"
        rows={items}
        empty="Nothing is demanded back. Unspent money that is demanded stands here, with what arrived of it."
        columns={[
          { head: 'Reference', header: true, cell: ({ reference }) => reference },
          { head: 'Demanded', numeric: true, cell: (row) => formatMoney(row.amountCents, row.currency) },
          { head: 'Outstanding', numeric: true, cell: (row) => formatMoney(row.outstandingCents, row.currency) },
          { head: 'Due', cell: ({ dueOn }) => formatDate(dueOn) },
          { head: 'Status', cell: (row) => <Standing refund={row} reader={actor.id} /> },
        ]}
      />
      {actor.role === 'city' && items.map((refund) => <ToPay key={refund.id} refund={refund} />)}
      {items.map((refund) => (
        <RefundMoves key={refund.id} frame={frame} refund={refund} />
      ))}
      {moves.some(({ move }) => move === 'demand') && <DemandForm {...props} />}
    </section>
  );
}

function Standing({ refund, reader }: { refund: RefundView; reader: string }) {
  const { status, overdue, reason, receipts, currency, writeOff, writtenOffCents } = refund;
  return (
    <div>
      <Tag status={status} /> {overdue && <Tag status="overdue" />}
      <span class="fund-beneath">“{reason}”</span>
      {receipts.map(({ number, amountCents, receivedOn, reference }) => (
        <span key={number} class="fund-beneath">
          {formatMoney(amountCents, currency)} arrived on {formatDate(receivedOn)}
          {reference === '' ? '.' : ` (${reference}).`}
        </span>
      ))}
      {writtenOffCents > 0 && (
        <span class="fund-beneath">{formatMoney(writtenOffCents, currency)} is written off.</span>
      )}
      {writeOff && status === 'demanded' && (
        <span class="fund-beneath">
          A write-off is proposed: “{writeOff.reason}” {approvalsTold(writeOff.approvals, writeOff.proposedBy, reader)}
        </span>
      )}
    </div>
  );
}

/** What the city does about it. */
function ToPay({ refund: { status, outstandingCents, currency, dueOn, reference } }: { refund: RefundView }) {
  if (status !== 'demanded') return null;
  return (
    <InsetText>
      Pay {formatMoney(outstandingCents, currency)} back by {formatDate(dueOn)}, to the account from which your grant
      was paid. Write “{reference}” into the transfer, so that it is found at once.
    </InsetText>
  );
}

const asked: Record<string, (one: OneForm, refund: RefundView) => ReturnType<typeof ReceiptFields>> = {
  receive: ReceiptFields,
  'propose-write-off': (one) => (
    <Reason one={one} label="Why will it not arrive?" hint="Those who approve it read this." />
  ),
};

function RefundMoves({ frame, refund }: { frame: Frame; refund: RefundView }) {
  const { id, reference, moves } = refund;
  if (moves.length === 0) return null;
  const base = `/refunds/${id}`;
  return (
    <section>
      <h3 class="govuk-heading-s">{reference}</h3>
      <Moves moves={moves.filter(({ move }) => !(move in asked))} base={base} page={pageOnly(frame)} />
      {moves.map(({ move, label }) => {
        const fields = asked[move];
        return fields ? (
          <AskedMove
            key={move}
            frame={frame}
            name={`${move}-${id}`}
            action={`${base}/${move}`}
            label={label}
            warning={move !== 'receive'}
          >
            {(one) => fields(one, refund)}
          </AskedMove>
        ) : null;
      })}
    </section>
  );
}

function ReceiptFields({ form, id }: OneForm, { outstandingCents, currency }: RefundView) {
  const most = `At most ${formatMoney(outstandingCents, currency)}; it may arrive in parts.`;
  return (
    <>
      <MoneyField
        form={form}
        name="amountCents"
        id={id('amountCents')}
        label="Amount"
        hint={most}
        currency={currency}
      />
      <DateField form={form} name="receivedOn" id={id('receivedOn')} label="On which day did it arrive?" />
      <TextField form={form} name="reference" id={id('reference')} label="The bank’s reference" optional />
    </>
  );
}

function DemandForm({ frame, award, refunds: { demandableCents } }: AwardPageProps) {
  const most = `At most ${formatMoney(demandableCents, award.currency)}: what was paid and is not demanded yet.`;
  return (
    <AskedMove
      frame={frame}
      name="demand"
      action={`/awards/${award.id}/refunds`}
      label="Demand unspent money back"
      warning
    >
      {(one) => (
        <>
          <MoneyField
            form={one.form}
            name="amountCents"
            id={one.id('amountCents')}
            label="Amount"
            hint={most}
            currency={award.currency}
          />
          <DateField form={one.form} name="dueOn" id={one.id('dueOn')} label="By when?" />
          <Reason one={one} label="Why is it demanded?" hint="The city reads this." />
        </>
      )}
    </AskedMove>
  );
}
