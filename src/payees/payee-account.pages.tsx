import type { Frame } from '../kernel/page/frame';
import { SummaryList } from '../kernel/page/lists';
import { AskedMove, Reason } from '../kernel/page/one-form';
import { formatInstant } from '../kernel/time';
import { countries } from './account-number.rules';
import type { BankAccountView, PayeeView } from './payee-view.dto';

const countryName = (code: string): string => countries.find((country) => country.code === code)?.name ?? code;

interface SummaryProps {
  account: BankAccountView;
  holderId: string;
  zone: string;
}

/** One set of bank details without its number. */
export function AccountSummary({ account, holderId, zone }: SummaryProps) {
  const reading = account.moves.find(({ move }) => move === 'number');
  const href = `/payees/${holderId}/details/${account.id}/number`;
  const onHold = account.holdUntil > account.enteredAt;
  return (
    <SummaryList
      rows={[
        { key: 'Holder', value: account.holderName },
        {
          key: account.kind === 'iban' ? 'IBAN' : 'Account number',
          value: `Ends in ${account.lastFour}`,
          ...(reading ? { actions: [{ href, text: reading.label }] } : {}),
        },
        account.bic !== '' && { key: 'BIC', value: account.bic },
        { key: 'Country', value: countryName(account.country) },
        { key: 'Currency', value: account.currency },
        { key: 'Entered', value: `${formatInstant(new Date(account.enteredAt), zone)} by ${account.enteredBy.name}` },
        account.reason !== '' && { key: 'Why they change', value: account.reason },
        onHold && { key: 'Held until', value: formatInstant(new Date(account.holdUntil), zone) },
        account.confirmedAt !== null && {
          key: 'Confirmed',
          value: `${formatInstant(new Date(account.confirmedAt), zone)} by ${account.confirmedBy?.name ?? 'somebody'}`,
        },
        account.confirmedHow !== '' && { key: 'How', value: account.confirmedHow },
      ]}
    />
  );
}

interface DecideProps {
  frame: Frame;
  payee: PayeeView;
  account: BankAccountView;
}

/** Confirming and rejecting, for whoever did not enter them. */
export function DecideForms({ frame, payee, account }: DecideProps) {
  const base = `/payees/${payee.holderId}/details/${account.id}`;
  const may = (move: string) => account.moves.find((offer) => offer.move === move);
  const [confirm, reject] = [may('confirm'), may('reject')];
  const own = frame.actor?.id === account.enteredBy.id;
  return (
    <>
      {own && <p class="govuk-body">You entered these: somebody else of finance or program staff confirms them.</p>}
      {confirm && (
        <AskedMove frame={frame} name="confirm" action={`${base}/confirm`} label={confirm.label}>
          {(one) => (
            <Reason
              one={one}
              name="how"
              label="How did you make sure that they are right?"
              hint="Call back on a number that you knew before, never on one from the same letter. For example: called back on the number in the agreement."
              maxLength={500}
            />
          )}
        </AskedMove>
      )}
      {reject && (
        <AskedMove frame={frame} name="reject" action={`${base}/reject`} label={reject.label} warning>
          {(one) => (
            <Reason
              one={one}
              label="Why are they rejected?"
              hint="The payee reads this in an email and on this page."
              maxLength={2000}
            />
          )}
        </AskedMove>
      )}
    </>
  );
}
