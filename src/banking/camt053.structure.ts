import { sharedParts } from './iso20022.parts';
import { texts } from './iso20022.texts';
import type { Structure } from './structure';

/** Bank to customer statement, version 8: what the bank did with an account. Cards, securities, taxes and interest are not looked into. */
export const camt053: Structure = {
  namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08',
  root: 'Message',
  texts,
  groups: {
    ...sharedParts,
    Message: { sequence: ['BkToCstmrStmt Statements'] },
    Statements: { sequence: ['GrpHdr GroupHeader', 'Stmt+ Statement', 'SplmtryData* Anything'] },
    GroupHeader: {
      sequence: [
        ...['MsgId Max35Text', 'CreDtTm ISODateTime', 'MsgRcpt? Party', 'MsgPgntn? Pagination'],
        ...['OrgnlBizQry? Anything', 'AddtlInf? Max500Text'],
      ],
    },
    Pagination: { sequence: ['PgNb Max5NumericText', 'LastPgInd Indicator'] },
    Statement: {
      sequence: [
        ...['Id Max35Text', 'StmtPgntn? Pagination', 'ElctrncSeqNb? Number', 'RptgSeq? Anything', 'LglSeqNb? Number'],
        ...['CreDtTm? ISODateTime', 'FrToDt? Period', 'CpyDplctInd? CopyDuplicateCode', 'RptgSrc? CodeOr4'],
        ...['Acct OwnAccount', 'RltdAcct? Account', 'Intrst* Anything', 'Bal+ Balance', 'TxsSummry? Summary'],
        ...['Ntry* Entry', 'AddtlStmtInf? Max500Text'],
      ],
    },
    Period: { sequence: ['FrDtTm ISODateTime', 'ToDtTm ISODateTime'] },
    OwnAccount: {
      sequence: [
        ...['Id AccountId', 'Tp? CodeOr4', 'Ccy? CurrencyCode', 'Nm? Max70Text', 'Prxy? Anything', 'Ownr? Party'],
        'Svcr? Agent',
      ],
    },
    Balance: {
      sequence: [
        ...['Tp BalanceType', 'CdtLine* Anything', 'Amt Amount', 'CdtDbtInd CreditDebitCode', 'Dt DateOrTime'],
        'Avlbty* Anything',
      ],
    },
    BalanceType: { sequence: ['CdOrPrtry CodeOr4', 'SubTp? CodeOr4'] },
    Summary: {
      sequence: ['TtlNtries? NetTotal', 'TtlCdtNtries? Total', 'TtlDbtNtries? Total', 'TtlNtriesPerBkTxCd* Anything'],
    },
    Total: { sequence: ['NbOfNtries? Max15NumericText', 'Sum? DecimalNumber'] },
    NetTotal: { sequence: ['NbOfNtries? Max15NumericText', 'Sum? DecimalNumber', 'TtlNetNtry? Net'] },
    Net: { sequence: ['Amt NonNegativeDecimal', 'CdtDbtInd CreditDebitCode'] },
    Entry: {
      sequence: [
        ...['NtryRef? Max35Text', 'Amt Amount', 'CdtDbtInd CreditDebitCode', 'RvslInd? Indicator', 'Sts CodeOr4'],
        ...['BookgDt? DateOrTime', 'ValDt? DateOrTime', 'AcctSvcrRef? Max35Text', 'Avlbty* Anything', 'BkTxCd Kind'],
        ...['ComssnWvrInd? Indicator', 'AddtlInfInd? Anything', 'AmtDtls? AmountDetails', 'Chrgs? Anything'],
        ...['TechInptChanl? CodeOr4', 'Intrst? Anything', 'CardTx? Anything', 'NtryDtls* Details'],
        'AddtlNtryInf? Max500Text',
      ],
    },
    Kind: { sequence: ['Domn? Domain', 'Prtry? OwnKind'] },
    Domain: { sequence: ['Cd ExternalCode4', 'Fmly Family'] },
    Family: { sequence: ['Cd ExternalCode4', 'SubFmlyCd ExternalCode4'] },
    OwnKind: { sequence: ['Cd Max35Text', 'Issr? Max35Text'] },
    Details: { sequence: ['Btch? Batch', 'TxDtls* Transaction'] },
    Batch: {
      sequence: [
        ...['MsgId? Max35Text', 'PmtInfId? Max35Text', 'NbOfTxs? Max15NumericText', 'TtlAmt? Amount'],
        'CdtDbtInd? CreditDebitCode',
      ],
    },
    Transaction: {
      sequence: [
        ...['Refs? References', 'Amt? Amount', 'CdtDbtInd? CreditDebitCode', 'AmtDtls? AmountDetails'],
        ...['Avlbty* Anything', 'BkTxCd? Kind', 'Chrgs? Anything', 'Intrst? Anything', 'RltdPties? Parties'],
        ...['RltdAgts? Anything', 'LclInstrm? CodeOr35', 'Purp? CodeOr4', 'RltdRmtInf{10} Anything'],
        ...['RmtInf? Remittance', 'RltdDts? Anything', 'RltdPric? Anything', 'RltdQties* Anything'],
        ...['FinInstrmId? Anything', 'Tax? Anything', 'RtrInf? Return', 'CorpActn? Anything', 'SfkpgAcct? Anything'],
        ...['CshDpst* Anything', 'CardTx? Anything', 'AddtlTxInf? Max500Text', 'SplmtryData* Anything'],
      ],
    },
    AmountDetails: {
      sequence: [
        ...['InstdAmt? DetailedAmount', 'TxAmt? DetailedAmount', 'CntrValAmt? DetailedAmount'],
        ...['AnncdPstngAmt? DetailedAmount', 'PrtryAmt* Anything'],
      ],
    },
    DetailedAmount: { sequence: ['Amt Amount', 'CcyXchg? Anything'] },
    References: {
      sequence: [
        ...['MsgId? Max35Text', 'AcctSvcrRef? Max35Text', 'PmtInfId? Max35Text', 'InstrId? Max35Text'],
        ...['EndToEndId? Max35Text', 'UETR? UUIDv4Identifier', 'TxId? Max35Text', 'MndtId? Max35Text'],
        ...['ChqNb? Max35Text', 'ClrSysRef? Max35Text', 'AcctOwnrTxId? Max35Text', 'AcctSvcrTxId? Max35Text'],
        ...['MktInfrstrctrTxId? Max35Text', 'PrcgId? Max35Text', 'Prtry* OwnReference'],
      ],
    },
    OwnReference: { sequence: ['Tp Max35Text', 'Ref Max35Text'] },
    Parties: {
      sequence: [
        ...['InitgPty? PartyOrAgent', 'Dbtr? PartyOrAgent', 'DbtrAcct? Account', 'UltmtDbtr? PartyOrAgent'],
        ...['Cdtr? PartyOrAgent', 'CdtrAcct? Account', 'UltmtCdtr? PartyOrAgent', 'TradgPty? PartyOrAgent'],
        'Prtry* Anything',
      ],
    },
    PartyOrAgent: { choice: ['Pty Party', 'Agt Agent'] },
    Return: { sequence: ['OrgnlBkTxCd? Kind', 'Orgtr? Party', 'Rsn? CodeOr4', 'AddtlInf* Max105Text'] },
  },
};
