import type { InstalmentView } from '../disbursements/plan-desk.service';
import { formatMoney, plainMoney } from '../kernel/money';
import { FileField } from '../kernel/page/file-field';
import { DateField, MoneyField, TextField } from '../kernel/page/inputs';
import { type OneForm, Reason } from '../kernel/page/one-form';
import { TextArea } from '../kernel/page/text-area';

interface Asking {
  one: OneForm;
  instalment: InstalmentView;
}

/** The moves that ask for something, and what they ask for. */
export const asked: Record<string, (asking: Asking) => ReturnType<typeof Settle>> = {
  request: Request,
  evidence: Evidence,
  release: Release,
  settle: Settle,
  'give-back': GiveBack,
  fail: ({ one }) => <Reason one={one} label="What does the bank say?" hint="The city reads this on its page too." />,
  revoke: ({ one }) => (
    <Reason one={one} label="Why is the approval revoked?" hint="It is requested and approved anew." />
  ),
  'give-up': ({ one }) => (
    <Reason
      one={one}
      label="Why is it not paid again?"
      hint="The city reads this. The grant is smaller by this payment for good, and its money is free again."
    />
  ),
  'send-back': ({ one }) => (
    <Reason one={one} label="Why is it sent back?" hint="The city reads this, and can request it again." />
  ),
  'refuse-evidence': ({ one }) => (
    <Reason one={one} label="Why is it not accepted?" hint="The city reads this, and can show something else." />
  ),
};

export const isExchanged = ({ paidTo, currency }: InstalmentView): boolean =>
  paidTo !== null && paidTo !== undefined && paidTo.currency !== currency;

function Request({ one: { form, id } }: Asking) {
  return (
    <TextArea
      form={form}
      name="note"
      id={id('note')}
      label="A note for those who approve it"
      hint="Everybody who sees this grant can read it."
      rows={3}
      maxLength={2000}
      optional
    />
  );
}

function Evidence({ one: { form, id }, instalment }: Asking) {
  const hint = 'A PDF, picture or office file of at most 10 MB. It takes the place of what was shown before.';
  return <FileField form={form} name="fileId" id={id('fileId')} label={instalment.evidence} hint={hint} />;
}

function Release({ one: { form, id }, instalment: { paidTo, amountCents, currency } }: Asking) {
  const to = paidTo?.currency ?? currency;
  return (
    <>
      <p class="govuk-body">
        The account is in {to}: {formatMoney(amountCents, currency)} leave the fund and are paid in {to}.
      </p>
      <TextField
        form={form}
        name="rate"
        id={id('rate')}
        label={`How many ${to} is one ${currency}?`}
        hint="Like 149.25"
        inputmode="decimal"
        width={20}
      />
      <TextField form={form} name="rateSource" id={id('rateSource')} label="Who says so?" hint="Like Norges Bank" />
      <DateField form={form} name="rateOn" id={id('rateOn')} label="On which day?" hint="At most 30 days ago" />
    </>
  );
}

function Settle({ one: { form, id }, instalment }: Asking) {
  const { payments, currency, amountCents } = instalment;
  const exchanged = payments.some(({ status, payCurrency }) => status === 'in_transit' && payCurrency !== currency);
  return (
    <>
      <DateField form={form} name="settledOn" id={id('settledOn')} label="On which day did the bank pay?" />
      <TextField form={form} name="bankReference" id={id('bankReference')} label="The bank’s reference" optional />
      {exchanged && (
        <MoneyField
          form={form}
          name="chargedCents"
          id={id('chargedCents')}
          label="What did the bank take?"
          hint="More or less than was released is a loss or gain of the exchange."
          currency={currency}
          value={plainMoney(amountCents, currency)}
        />
      )}
    </>
  );
}

function GiveBack({ one }: Asking) {
  const { form, id } = one;
  return (
    <>
      <DateField form={form} name="returnedOn" id={id('returnedOn')} label="On which day did it come back?" />
      <Reason one={one} label="What does the bank say?" hint="The city reads this on its page too." />
    </>
  );
}
