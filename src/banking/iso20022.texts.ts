import type { Text } from './structure';

const upTo = (most: number): Text => ({
  pattern: new RegExp(`^[\\s\\S]{1,${most}}$`, 'u'),
  what: `text of 1 to ${most} characters`,
});
const code = (...codes: string[]): Text => ({
  pattern: new RegExp(`^(${codes.join('|')})$`),
  what: codes.join(' or '),
});

const day = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const zone = String.raw`(Z|[+-](0\d|1[0-4]):[0-5]\d)?`;
const bic = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/;

/** The kinds of text in messages of ISO 20022, as far as they stand in ours. */
export const texts: Record<string, Text> = {
  Max4Text: upTo(4),
  Max15NumericText: { pattern: /^\d{1,15}$/, what: 'a number of 1 to 15 digits' },
  Max5NumericText: { pattern: /^\d{1,5}$/, what: 'a number of 1 to 5 digits' },
  Max16Text: upTo(16),
  Max34Text: upTo(34),
  Max35Text: upTo(35),
  Max70Text: upTo(70),
  Max105Text: upTo(105),
  Max140Text: upTo(140),
  Max500Text: upTo(500),
  Max2048Text: upTo(2048),
  ExternalCode4: upTo(4),
  ExternalCode5: upTo(5),
  ExternalCode35: upTo(35),
  Number: { pattern: /^[+-]?\d{1,18}$/, what: 'a whole number' },
  DecimalNumber: { pattern: /^[+-]?(?=[\d.]{1,19}$)\d{1,18}(\.\d{1,17})?$/, what: 'a number of at most 18 digits' },
  NonNegativeDecimal: {
    pattern: /^(?=[\d.]{1,19}$)\d{1,18}(\.\d{1,17})?$/,
    what: 'a number of at most 18 digits, without a sign',
  },
  Amount: {
    pattern: /^(?=[\d.]{1,19}$)(\d{1,18}|\d{1,17}\.\d{1,5})$/,
    what: 'an amount of at most 18 digits, five of them after the point, without a sign',
    currency: true,
  },
  CurrencyCode: { pattern: /^[A-Z]{3}$/, what: 'a currency of three letters' },
  CountryCode: { pattern: /^[A-Z]{2}$/, what: 'a country of two letters' },
  CreditDebitCode: code('CRDT', 'DBIT'),
  ChargeBearerCode: code('DEBT', 'CRED', 'SHAR', 'SLEV'),
  PaymentMethodCode: code('CHK', 'TRF', 'TRA'),
  PriorityCode: code('HIGH', 'NORM'),
  CopyDuplicateCode: code('CODU', 'COPY', 'DUPL'),
  Indicator: code('true', 'false', '1', '0'),
  BICFIIdentifier: { pattern: bic, what: 'a BIC' },
  AnyBICIdentifier: { pattern: bic, what: 'a BIC' },
  LEIIdentifier: { pattern: /^[A-Z0-9]{18}\d{2}$/, what: 'an LEI' },
  IBANIdentifier: { pattern: /^[A-Z]{2}\d{2}[a-zA-Z0-9]{1,30}$/, what: 'an IBAN' },
  UUIDv4Identifier: {
    pattern: /^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/,
    what: 'a UETR',
  },
  ISODate: { pattern: new RegExp(`^${day}${zone}$`), what: 'a date like 2026-11-30' },
  ISODateTime: {
    pattern: new RegExp(String.raw`^${day}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?${zone}$`),
    what: 'a time like 2026-11-30T12:00:00',
  },
};
