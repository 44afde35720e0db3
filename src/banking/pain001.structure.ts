import { sharedParts } from './iso20022.parts';
import { texts } from './iso20022.texts';
import type { Structure } from './structure';

/** Customer credit transfer initiation, version 9: what a payer asks the bank to pay. */
export const pain001: Structure = {
  namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09',
  root: 'Message',
  texts,
  groups: {
    ...sharedParts,
    Message: { sequence: ['CstmrCdtTrfInitn Initiation'] },
    Initiation: { sequence: ['GrpHdr GroupHeader', 'PmtInf+ PaymentInformation', 'SplmtryData* Anything'] },
    GroupHeader: {
      sequence: [
        ...['MsgId Max35Text', 'CreDtTm ISODateTime', 'Authstn{2} Anything', 'NbOfTxs Max15NumericText'],
        ...['CtrlSum? DecimalNumber', 'InitgPty Party', 'FwdgAgt? Agent'],
      ],
    },
    PaymentInformation: {
      sequence: [
        ...['PmtInfId Max35Text', 'PmtMtd PaymentMethodCode', 'BtchBookg? Indicator', 'NbOfTxs? Max15NumericText'],
        ...['CtrlSum? DecimalNumber', 'PmtTpInf? PaymentType', 'ReqdExctnDt DateOrTime', 'PoolgAdjstmntDt? ISODate'],
        ...['Dbtr Party', 'DbtrAcct Account', 'DbtrAgt Agent', 'DbtrAgtAcct? Account', 'InstrForDbtrAgt? Max140Text'],
        ...['UltmtDbtr? Party', 'ChrgBr? ChargeBearerCode', 'ChrgsAcct? Account', 'ChrgsAcctAgt? Agent'],
        'CdtTrfTxInf+ Transfer',
      ],
    },
    PaymentType: {
      sequence: ['InstrPrty? PriorityCode', 'SvcLvl* CodeOr4', 'LclInstrm? CodeOr35', 'CtgyPurp? CodeOr4'],
    },
    Transfer: {
      sequence: [
        ...['PmtId PaymentId', 'PmtTpInf? PaymentType', 'Amt TransferAmount', 'XchgRateInf? Anything'],
        ...['ChrgBr? ChargeBearerCode', 'MndtRltdInf? Anything', 'ChqInstr? Anything', 'UltmtDbtr? Party'],
        ...['IntrmyAgt1? Agent', 'IntrmyAgt1Acct? Account', 'IntrmyAgt2? Agent', 'IntrmyAgt2Acct? Account'],
        ...['IntrmyAgt3? Agent', 'IntrmyAgt3Acct? Account', 'CdtrAgt? Agent', 'CdtrAgtAcct? Account', 'Cdtr? Party'],
        ...['CdtrAcct? Account', 'UltmtCdtr? Party', 'InstrForCdtrAgt* Anything', 'InstrForDbtrAgt? Max140Text'],
        ...['Purp? CodeOr4', 'RgltryRptg{10} Anything', 'Tax? Anything', 'RltdRmtInf{10} Anything'],
        ...['RmtInf? Remittance', 'SplmtryData* Anything'],
      ],
    },
    PaymentId: { sequence: ['InstrId? Max35Text', 'EndToEndId Max35Text', 'UETR? UUIDv4Identifier'] },
    TransferAmount: { choice: ['InstdAmt Amount', 'EqvtAmt Anything'] },
  },
};
