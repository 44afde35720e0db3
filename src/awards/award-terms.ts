import { type FieldErrors, Invalid } from '../kernel/errors';
import type { Tx } from '../kernel/transaction';
import type { AwardTerms } from './awards.dto';

/** What is proposed, with what was left out as nobody typed it. @throws Invalid where it does not hold together */
export async function checkTerms(tx: Tx, input: AwardTerms, leadId: string) {
  const { conditions = '', startsOn = null, endsOn = null, split = null, splitReason = '' } = input;
  const faults: FieldErrors = {};
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) faults.endsOn = ['The project ends before it begins.'];
  if (split !== null && splitReason.trim() === '') faults.splitReason = ['Say why the usual order is not followed.'];
  if (split === null && splitReason.trim() !== '')
    faults.split = ['Enter what is to be taken from where, or leave the reason empty.'];
  const payeeId = input.payeeId && input.payeeId !== leadId ? input.payeeId : null;
  if (payeeId !== null && !(await exists(tx, payeeId)))
    faults.payeeId = ['There is no such organisation that can be paid. Choose one of the list.'];
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  return { ...input, conditions, startsOn, endsOn, payeeId, split, splitReason };
}

async function exists(tx: Tx, organisationId: string): Promise<boolean> {
  // A funder has no bank details here, so nothing could ever be paid to it.
  const text = `select from organisation where id = $1 and kind in ('city', 'partner')`;
  const rows = (await tx.query(text, [organisationId])) as unknown[];
  return rows.length > 0;
}
