import { isMailbox } from '../kernel/mailbox';
import type { Claimed, Taken, Verdict } from './mail-rows';
import type { Outcome } from './smtp';

const minute = 60_000;
const hour = 60 * minute;
const patience = 48 * hour;

/** A second copy does less harm than none of what somebody waits for; of a decision a person decides that. */
export const mayRepeat = ({ kind, uncertainAt }: Claimed): boolean => kind !== 'decision' && !uncertainAt;

/** The last look at the facts: has it become needless since it was written? @param owed why a reminder is not, if so */
export function needless(mail: Taken, owed: string | undefined): Verdict | undefined {
  if (!isMailbox(mail.address)) return { state: 'dead', error: 'This is not the address of one mailbox.' };
  if (mail.suppressed !== null) {
    return { state: 'suppressed', error: `Nothing is sent to ${mail.address}: ${mail.suppressed}` };
  }
  const error = reasonAgainst(mail) ?? owed;
  if (error === undefined) return undefined;
  return { state: 'skipped', error: mail.uncertainAt ? `${error} A copy of it may have arrived before.` : error };
}

function reasonAgainst(mail: Taken): string | undefined {
  if (mail.outboxState === 'called_off') return 'Not needed any more: it was done, or its date has moved.';
  if (mail.disabled) return 'The account of this person is disabled.';
  if (mail.unwanted) return 'This person has switched letters of this kind off.';
  if (mail.overtaken) return 'A newer reminder of the same has fallen due meanwhile.';
  return mail.stale ? 'It came too late to be of use.' : undefined;
}

/** What an attempt means for the letter. */
export function verdictOf(mail: Claimed, outcome: Outcome): Verdict {
  if (outcome.kind === 'sent') {
    const error = mail.uncertainAt ? 'Sent a second time, because it is not known whether the first copy arrived.' : '';
    return { state: 'sent', messageId: outcome.messageId, error };
  }
  const error = outcome.words;
  if (outcome.kind === 'permanent') return { state: 'dead', error };
  const uncertain = outcome.kind === 'uncertain';
  if (uncertain && !mayRepeat(mail)) return { state: 'unknown', error, uncertain };
  if (outcome.kind === 'held') return { state: 'retry', error, pauseMs: 0 };
  if (mail.now.getTime() - mail.createdAt.getTime() >= patience) {
    return { state: 'dead', error: `Given up after 48 hours. ${error}`, uncertain };
  }
  return { state: 'retry', error, pauseMs: pause(mail.attempts), uncertain };
}

/** A minute, doubled with each attempt up to four hours, and never the same for all who failed together. */
export function pause(attempts: number): number {
  return Math.min(minute * 2 ** (attempts - 1), 4 * hour) * (0.75 + Math.random() / 2);
}
