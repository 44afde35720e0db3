import { countrySpecs, isValidBIC, isValidIBAN, validateIBAN, ValidationErrorsIBAN as Fault } from 'ibantools';
import { Invalid } from '../kernel/errors';
import type { AccountKind } from './payee.rules';

/** Bank details as somebody typed them. */
export interface TypedDetails {
  holderName: string;
  country: string;
  currency: string;
  kind: AccountKind;
  accountNumber: string;
  bic: string;
  /** Why they change; nothing where they are the first. */
  reason: string;
}

/** The countries that have a code, by name. */
export const countries: { code: string; name: string }[] = Object.keys(countrySpecs)
  .map((code) => ({ code, name: new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'));

const currencies = new Set(Intl.supportedValuesOf('currency'));
const nameOf = (code: string): string => countries.find((country) => country.code === code)?.name ?? code;

/** What every bank takes in a name: one line of Latin letters, with their marks, digits and a few signs. */
const takenByBanks = /^[\p{Script=Latin}\p{M}\d /\-?:().,'+]*\p{Script=Latin}[\p{Script=Latin}\p{M}\d /\-?:().,'+]*$/u;

/**
 * The same as banks write it: no spaces in numbers, capitals, one kind of apostrophe. No sentence repeats the number, which is kept nowhere in clear.
 * @throws Invalid with a sentence for each field
 */
export function asBanksWriteIt(typed: TypedDetails, change: boolean): TypedDetails {
  const details = {
    ...typed,
    holderName: typed.holderName.normalize('NFC').replaceAll('’', "'").trim().replaceAll(/ +/g, ' '),
    accountNumber: bare(typed.accountNumber),
    bic: bare(typed.bic),
  };
  const faults: [string, string | undefined][] = [
    ['holderName', nameFault(details)],
    ['country', details.country in countrySpecs ? undefined : 'Choose the country of the account.'],
    ['currency', currencies.has(details.currency) ? undefined : 'Enter a currency by its three letters, like USD.'],
    ['accountNumber', details.kind === 'iban' ? ibanFault(details) : otherFault(details)],
    ['bic', bicFault(details)],
    ['reason', change && typed.reason.trim() === '' ? 'Say why the bank details change.' : undefined],
  ];
  const found = faults.flatMap(([field, sentence]) =>
    sentence === undefined ? [] : [[field, [sentence]] as [string, string[]]],
  );
  if (found.length > 0) throw new Invalid(Object.fromEntries(found));
  return details;
}

const oddName =
  "Write the name as the bank has it, in one line: Latin letters, digits, spaces and / - ? : ( ) . , ' + only. Write “and” for “&”.";

const nameFault = ({ holderName }: TypedDetails): string | undefined => {
  if (holderName === '') return 'Enter the name of the account’s holder.';
  return takenByBanks.test(holderName) ? undefined : oddName;
};

const noNumber = 'Enter the account number.';

const bare = (text: string): string => text.replaceAll(/[ \u00a0\u202f]/g, '').toUpperCase();

function ibanFault({ accountNumber: iban, country }: TypedDetails): string | undefined {
  if (iban === '') return noNumber;
  if (!/^[A-Z0-9]+$/.test(iban)) return 'An IBAN has letters, digits and spaces only. Type it again.';
  const { errorCodes } = validateIBAN(iban, { allowQRIBAN: false });
  const its = iban.slice(0, 2);
  if (errorCodes.includes(Fault.NoIBANCountry))
    return 'An IBAN begins with the two letters of its country; this one does not.';
  if (errorCodes.includes(Fault.WrongBBANLength))
    return `An IBAN of ${nameOf(its)} has ${countrySpecs[its]?.chars ?? 0} characters; this one has ${iban.length}.`;
  if (errorCodes.includes(Fault.QRIBANNotAllowed))
    return 'This is a QR-IBAN, which is for payment slips. Enter the ordinary IBAN of the account.';
  if (errorCodes.length > 0)
    return 'The check digits do not fit: a character is wrong. Compare it with the bank’s letter.';
  return its === country || !(country in countrySpecs)
    ? undefined
    : `This IBAN is of ${nameOf(its)}, the country above is ${nameOf(country)}.`;
}

function otherFault({ accountNumber }: TypedDetails): string | undefined {
  if (accountNumber === '') return noNumber;
  if (isValidIBAN(accountNumber)) return 'This is an IBAN: choose “IBAN” above.';
  if (/^[A-Z0-9][A-Z0-9/.-]{4,33}$/.test(accountNumber)) return undefined;
  return 'An account number has 5 to 34 letters and digits; / . - and spaces may stand between them.';
}

function bicFault({ bic, kind }: TypedDetails): string | undefined {
  if (bic === '') return kind === 'iban' ? undefined : 'Enter the BIC: without an IBAN the bank is found by it.';
  return isValidBIC(bic)
    ? undefined
    : 'A BIC has 8 or 11 letters and digits, like DNBANOKK. Compare it with the bank’s letter.';
}
