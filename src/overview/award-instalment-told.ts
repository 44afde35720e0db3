import type { InstalmentView, ObligationView, PlanView } from '../disbursements/plan-desk.service';
import type { Actor } from '../kernel/access';
import { formatMoney } from '../kernel/money';
import { formatDate } from '../kernel/time';
import { namesOf } from './award-words';

const step = (instalment: InstalmentView): string => `Instalment ${instalment.number}`;
const may = ({ moves }: InstalmentView, name: string): boolean => moves.some(({ move }) => move === name);

/** What a member of staff can do about the instalments now, the most pressing first; else who acts next. */
export function instalmentTold({ instalments }: PlanView, { role }: Pick<Actor, 'role'>): string | undefined {
  const open = (name: string) => instalments.find((instalment) => may(instalment, name));
  const [settle, release, approve] = [open('settle'), open('release'), open('approve')];
  if (settle) return `${step(settle)} is on its way. Record what the bank says: settled or failed.`;
  if (release && release.status !== 'approved')
    return `${step(release)} ${release.status === 'failed' ? 'could not be paid' : 'was sent back by the bank'}. Release it again, or ${may(release, 'give-up') ? 'give it up' : 'revoke its approval'}.`;
  if (release) return `${step(release)} is approved. Release it to the bank.`;
  if (approve) return `${step(approve)} is requested and needs your approval.`;
  const [evidence, request] = [open('accept-evidence'), open('request')];
  if (evidence) return `${step(evidence)} asks for something to be shown: look at what the city has sent.`;
  return othersTold(instalments) ?? (request && `${step(request)} can be requested: ${byWhom(role)}`);
}

const byWhom = (role: string): string =>
  role === 'auditor' || role === 'admin' ? 'everything that it waits for is met.' : 'by the city, or by you for it.';

function othersTold(instalments: InstalmentView[]): string | undefined {
  const moving = instalments.find(({ status }) => ['approved', 'released', 'failed', 'returned'].includes(status));
  if (moving) return `${step(moving)} is ${moving.status}. ${moving.held ?? 'Finance staff act next.'}`;
  const requested = instalments.find(({ status }) => status === 'requested');
  return requested && `${step(requested)} is requested and waits for approvals by others.`;
}

/** For the city: the next payment, and what is missing for it. */
export function nextPayment(instalments: InstalmentView[]): string | undefined {
  const next = instalments.find(({ status }) => status !== 'settled' && status !== 'dropped');
  if (!next) return undefined;
  const what = `The next payment is ${formatMoney(next.amountCents, next.currency)}, planned for ${formatDate(next.dueOn)}.`;
  const missing = next.obligations.filter(({ met }) => !met).length - 1;
  const more = missing > 0 ? ` What else is missing stands below: ${missing} more.` : '';
  return `${what} ${standing(next, '')}${next.status === 'planned' ? more : ''}`.trim();
}

/** How an instalment stands and who can do something about it, in a sentence. */
export function standing(instalment: InstalmentView, reader: string): string {
  const { status, held, requestedAt } = instalment;
  if (status === 'settled') return '';
  if (status === 'dropped') return 'It is not part of the plan any more.';
  if (held !== null) return `${held} ${status === 'planned' ? whoMeets(instalment) : ''}`.trim();
  if (status === 'planned')
    return may(instalment, 'request')
      ? 'Everything it waits for is met: you can request it.'
      : 'Everything it waits for is met: the city can request it.';
  if (status === 'requested') return approvalsTold(instalment, reader, requestedAt ?? '');
  if (status === 'approved') return 'It is approved. Finance staff release it to the bank.';
  if (status === 'released') return 'It is on its way through the bank.';
  return status === 'failed'
    ? 'The bank could not pay it. Finance staff decide whether it is released again.'
    : 'The bank sent it back. Finance staff decide whether it is released again.';
}

/** Who can do something about the first thing that is missing. */
function whoMeets({ obligations, evidenceFileId }: InstalmentView): string {
  const missing = obligations.find(({ met }) => !met)?.kind;
  const who: Record<ObligationView['kind'], string> = {
    agreement: 'Program staff record it.',
    report: 'The city writes it, program staff accept it.',
    date: '',
    evidence: evidenceFileId === null ? 'A signatory or contributor of the city adds the file here.' : '',
    bank_details: 'The city’s signatory or finance staff enter them, somebody else confirms them.',
  };
  return missing ? who[missing] : '';
}

const counts = ['Nobody', 'One person', 'Two people', 'Three people', 'Four people', 'Five people'];

function approvalsTold({ approvals, plannedBy, requestedBy }: InstalmentView, reader: string, at: string): string {
  const since = `It was requested on ${formatDate(at.slice(0, 10))}.`;
  if (!approvals || !plannedBy) return `${since} The fund’s staff approve it next.`;
  const { by, needed } = approvals;
  const parties = [...new Map([plannedBy, requestedBy].flatMap((one) => (one ? [[one.id, one.name]] : []))).entries()];
  const others = parties.map(([id, name]) => (id === reader ? 'you' : name)).join(' and ');
  const given = by.length === 0 ? 'nobody has yet' : `${by.length} ${by.length === 1 ? 'has' : 'have'}: ${namesOf(by)}`;
  return `${since} ${counts[needed] ?? `${needed} people`} other than ${others} have to approve it; ${given}.`;
}
