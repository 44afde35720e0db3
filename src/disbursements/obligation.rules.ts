import { dateIn, formatDate } from '../kernel/time';
import type { Instalment } from './instalment.entity';

export const obligationKinds = ['agreement', 'report', 'date', 'evidence', 'bank_details'] as const;
export type ObligationKind = (typeof obligationKinds)[number];

/** Something that has to be met before an instalment is requested, approved and paid. */
export interface Obligation {
  kind: ObligationKind;
  /** What it is, as a line of a list to tick. */
  text: string;
  met: boolean;
  /** The day on which it was met; null where it is not, or where no day is on record. */
  metOn: string | null;
  /** Why nothing is paid before, in a sentence; null once it is met. */
  held: string | null;
}

/** What is known about the things that an instalment waits for. */
export interface Surroundings {
  agreementSignedOn: string | null;
  /** The report that it waits for; null where it waits for none. */
  report: { title: string; accepted: boolean } | null;
  /** Of the payee: why nothing can be paid there now, and since when its account is confirmed. */
  bank: { held: string | null; confirmedAt: Date | null };
  now: Date;
}

/** What has to be met, in the order in which it is met as a rule. */
export function obligationsOf(row: Instalment, around: Surroundings): Obligation[] {
  return [
    ...(row.needsAgreement ? [agreement(around)] : []),
    ...(around.report ? [report(around.report)] : []),
    ...(row.notBefore !== null ? [date(row.notBefore, around.now)] : []),
    ...(row.evidence !== '' ? [evidence(row)] : []),
    bankDetails(around.bank),
  ];
}

const agreement = ({ agreementSignedOn }: Surroundings): Obligation => ({
  ...state('agreement', agreementSignedOn !== null, agreementSignedOn),
  text: 'The agreement is signed',
  held: agreementSignedOn === null ? 'Waits until the agreement is signed.' : null,
});

const report = ({ title, accepted }: { title: string; accepted: boolean }): Obligation => ({
  ...state('report', accepted, null),
  text: `The report “${title}” is accepted`,
  held: accepted ? null : `Waits until the report “${title}” is accepted.`,
});

function date(notBefore: string, now: Date): Obligation {
  const reached = notBefore <= dateIn(now, 'UTC');
  return {
    ...state('date', reached, reached ? notBefore : null),
    text: `${formatDate(notBefore)} is reached`,
    held: reached ? null : `Waits until ${formatDate(notBefore)}.`,
  };
}

function evidence({ evidence: what, evidenceFileId, evidenceAcceptedAt }: Instalment): Obligation {
  const met = evidenceAcceptedAt !== null;
  const held =
    evidenceFileId === null
      ? `Waits until the city shows: ${what}`
      : `Waits until the program staff accept what the city shows: ${what}`;
  return {
    ...state('evidence', met, met ? dateIn(evidenceAcceptedAt, 'UTC') : null),
    text: `Shown and accepted: ${what}`,
    held: met ? null : ended(held),
  };
}

const bankDetails = ({ held, confirmedAt }: Surroundings['bank']): Obligation => ({
  ...state('bank_details', held === null, held === null && confirmedAt ? dateIn(confirmedAt, 'UTC') : null),
  text: 'The payee’s bank details are confirmed',
  held,
});

const state = (kind: ObligationKind, met: boolean, metOn: string | null) => ({ kind, met, metOn });

const ended = (sentence: string): string => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`);

/** The sentence of the first that is not met. */
export const heldBy = (obligations: Obligation[]): string | null => obligations.find(({ met }) => !met)?.held ?? null;
