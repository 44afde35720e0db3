import { Moves } from '../kernel/page/moves';
import { FileField } from '../kernel/page/file-field';
import { DateField } from '../kernel/page/inputs';
import { AskedMove, pageOnly, Reason } from '../kernel/page/one-form';
import { ReminderRules } from '../kernel/page/reminder-rules';
import type { AwardPageProps } from './award.pages';

const reasons: Record<string, { label: string; hint: string }> = {
  reject: {
    label: 'Why is it rejected?',
    hint: 'Whoever proposed it and whoever may approve it reads this in an email.',
  },
  decline: { label: 'Why does your city decline?', hint: 'The fund’s staff read this in an email and on this page.' },
  suspend: {
    label: 'Why is it suspended?',
    hint: 'The staff and the city read this. Nothing is requested, approved or released until it is resumed.',
  },
  cancel: {
    label: 'Why is it cancelled?',
    hint: 'The staff read this, and the city too if the award was offered to it. What was not paid is free again.',
  },
};

/** Moves that ask for something else than a reason. */
const asking = ['offer', 'agreement'];

/** What the reader may do with the award now, the next step first. */
export function AwardMoves({ frame, award }: Pick<AwardPageProps, 'frame' | 'award'>) {
  const base = `/awards/${award.id}`;
  const asked = award.moves.filter(({ move }) => asking.includes(move) || move in reasons);
  const plain = award.moves.filter((offer) => !asked.includes(offer));
  return (
    <>
      <Moves moves={plain} base={base} page={pageOnly(frame)} />
      {asked.map(({ move, label }) => {
        if (move === 'offer') return <OfferForm key={move} frame={frame} award={award} label={label} />;
        if (move === 'agreement') return <AgreementForm key={move} frame={frame} award={award} label={label} />;
        return <ReasonForm key={move} frame={frame} action={`${base}/${move}`} move={move} label={label} />;
      })}
    </>
  );
}

type Asking = Pick<AwardPageProps, 'frame'> & { label: string };

function OfferForm({ frame, award, label }: Asking & Pick<AwardPageProps, 'award'>) {
  const hint = `The end of this day in ${award.lead} (${award.offerExpiresZone}). A letter goes to the city at once.`;
  return (
    <AskedMove frame={frame} name="offer" action={`/awards/${award.id}/offer`} label={label}>
      {({ form, id }) => (
        <>
          <DateField
            form={form}
            name="expiresOn"
            id={id('expiresOn')}
            label="Until when can the city answer?"
            hint={hint}
          />
          <ReminderRules roundId={award.roundId} whose="The city is" />
        </>
      )}
    </AskedMove>
  );
}

function AgreementForm({ frame, award, label }: Asking & Pick<AwardPageProps, 'award'>) {
  const again = award.agreementSignedOn === null ? label : 'Record the signed agreement anew';
  return (
    <AskedMove frame={frame} name="agreement" action={`/awards/${award.id}/agreement`} label={again} multipart>
      {({ form, id }) => (
        <>
          <DateField form={form} name="signedOn" id={id('signedOn')} label="When was it signed?" />
          <FileField
            form={form}
            name="fileId"
            id={id('fileId')}
            label="The signed agreement"
            hint="The city can read it on this page too."
          />
        </>
      )}
    </AskedMove>
  );
}

function ReasonForm({ frame, action, move, label }: Asking & { action: string; move: string }) {
  const words = reasons[move];
  return (
    <AskedMove frame={frame} name={move} action={action} label={label} warning>
      {(one) => <Reason one={one} label={words?.label} hint={words?.hint} rows={5} />}
    </AskedMove>
  );
}
