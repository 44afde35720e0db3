import { Button } from '../kernel/page/buttons';
import { RadioField, SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { wasSent } from '../kernel/page/form-state';
import type { FormState, Frame } from '../kernel/page/frame';
import { TextField } from '../kernel/page/inputs';
import { formOf } from '../kernel/page/one-form';
import { Details } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import { countries } from './account-number.rules';
import type { PayeeView } from './payee-view.dto';

interface FormProps {
  frame: Frame;
  payee: PayeeView;
}

/** Entering bank details; where some are confirmed already it is a change, which is rare and behind its name. */
export function DetailsForm({ frame, payee }: FormProps) {
  const { form, page, open, id } = formOf(frame, 'details');
  const label = payee.moves[0]?.label ?? '';
  const fields = (
    <Form action={`/payees/${payee.holderId}/details`} page={page} guard>
      <Fields form={form} reasonId={id('reason')} change={payee.account !== null} />
      <Button>{label}</Button>
    </Form>
  );
  if (payee.account || payee.waiting)
    return (
      <Details summary={label} open={open}>
        <p class="govuk-body">{payee.waiting ? superseding : changing}</p>
        {fields}
      </Details>
    );
  return (
    <section>
      <h2 class="govuk-heading-m">{label}</h2>
      {fields}
    </section>
  );
}

const superseding = 'What you enter takes the place of what waits. Somebody else has to confirm it.';
const changing =
  'Until somebody else has confirmed the new account, and for some days from now, nothing is paid. Whoever gave us the present account is told.';

interface FieldsProps {
  form: FormState;
  reasonId: string | undefined;
  change: boolean;
}

function Fields({ form, reasonId, change }: FieldsProps) {
  return (
    <>
      <TextField
        form={form}
        name="holderName"
        label="Who holds the account?"
        hint="The name as the bank has it, in Latin letters."
      />
      <SelectField
        form={form}
        name="country"
        label="Country of the account"
        blank="Choose a country"
        options={countries.map(({ code, name }) => ({ value: code, text: name }))}
      />
      <TextField
        form={form}
        name="currency"
        label="Currency of the account"
        hint="Three letters, like USD. It is what is paid there."
        width={4}
        spellcheck={false}
      />
      <NumberFields form={form} />
      {change && (
        <TextArea form={form} name="reason" id={reasonId} label="Why do they change?" rows={3} maxLength={500} />
      )}
    </>
  );
}

function NumberFields({ form }: { form: FormState }) {
  return (
    <>
      <RadioField
        form={form}
        name="kind"
        label="What kind of number is it?"
        value="iban"
        options={[
          { value: 'iban', text: 'IBAN' },
          { value: 'other', text: 'Another account number', hint: 'Then the BIC is needed.' },
        ]}
      />
      <TextField
        form={form}
        name="accountNumber"
        label="The number"
        hint={
          wasSent(form)
            ? 'Type the number again: we keep it nowhere until it is encrypted, so it is not filled in.'
            : 'You may type spaces. It is kept encrypted; only its last four characters are shown.'
        }
        width={30}
        autocomplete="off"
        spellcheck={false}
      />
      <TextField
        form={form}
        name="bic"
        label="BIC"
        hint="Also called SWIFT code: 8 or 11 letters and digits."
        width={20}
        autocomplete="off"
        spellcheck={false}
      />
    </>
  );
}
