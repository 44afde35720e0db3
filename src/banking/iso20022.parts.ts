import type { Group } from './structure';

const party = 'Party';
const agent = 'Agent';

/** Parts that stand in both of our messages: accounts, banks, parties, addresses and what a payment is for. */
export const sharedParts: Record<string, Group> = {
  DateOrTime: { choice: ['Dt ISODate', 'DtTm ISODateTime'] },
  CodeOr4: { choice: ['Cd ExternalCode4', 'Prtry Max35Text'] },
  CodeOr5: { choice: ['Cd ExternalCode5', 'Prtry Max35Text'] },
  CodeOr35: { choice: ['Cd ExternalCode35', 'Prtry Max35Text'] },
  Account: { sequence: ['Id AccountId', 'Tp? CodeOr4', 'Ccy? CurrencyCode', 'Nm? Max70Text', 'Prxy? Anything'] },
  AccountId: { choice: ['IBAN IBANIdentifier', 'Othr OtherAccount'] },
  OtherAccount: { sequence: ['Id Max34Text', 'SchmeNm? CodeOr4', 'Issr? Max35Text'] },
  [agent]: { sequence: ['FinInstnId Institution', 'BrnchId? Branch'] },
  Branch: { sequence: ['Id? Max35Text', 'LEI? LEIIdentifier', 'Nm? Max140Text', 'PstlAdr? Address'] },
  Institution: {
    sequence: [
      'BICFI? BICFIIdentifier',
      'ClrSysMmbId? ClearingMember',
      'LEI? LEIIdentifier',
      'Nm? Max140Text',
      'PstlAdr? Address',
      'Othr? OtherId',
    ],
  },
  ClearingMember: { sequence: ['ClrSysId? CodeOr5', 'MmbId Max35Text'] },
  OtherId: { sequence: ['Id Max35Text', 'SchmeNm? CodeOr4', 'Issr? Max35Text'] },
  [party]: {
    sequence: ['Nm? Max140Text', 'PstlAdr? Address', 'Id? PartyId', 'CtryOfRes? CountryCode', 'CtctDtls? Anything'],
  },
  PartyId: { choice: ['OrgId Organisation', 'PrvtId Anything'] },
  Organisation: { sequence: ['AnyBIC? AnyBICIdentifier', 'LEI? LEIIdentifier', 'Othr* OtherId'] },
  Address: {
    sequence: [
      ...['AdrTp? Anything', 'Dept? Max70Text', 'SubDept? Max70Text', 'StrtNm? Max70Text', 'BldgNb? Max16Text'],
      ...['BldgNm? Max35Text', 'Flr? Max70Text', 'PstBx? Max16Text', 'Room? Max70Text', 'PstCd? Max16Text'],
      ...['TwnNm? Max35Text', 'TwnLctnNm? Max35Text', 'DstrctNm? Max35Text', 'CtrySubDvsn? Max35Text'],
      ...['Ctry? CountryCode', 'AdrLine{7} Max70Text'],
    ],
  },
  Remittance: { sequence: ['Ustrd* Max140Text', 'Strd* Anything'] },
};
