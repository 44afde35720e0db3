import { Payees } from '../payees/payees.service';
import { cities } from './cities';
import type { Stage } from './stage';

/** Accounts with check digits that fit, at banks that do not exist. */
const ibans: Record<string, string> = {
  NO: 'NO84 0000 4939 611',
  DK: 'DK28 0000 2991 4467 43',
  SE: 'SE35 0000 1463 1420 8296 1795',
  DE: 'DE34 0000 0000 0872 3135 67',
  GB: 'GB51 INVE 0000 0049 2722 91',
};

/** A city says where its money goes, and staff make sure of it; once for all of its grants. */
export async function banks(stage: Stage, lead: string): Promise<void> {
  const payees = stage.get(Payees);
  const signatory = stage.as(lead);
  const holderId = signatory.organisationId ?? '';
  if ((await payees.state(holderId)).account) return;
  const { country, place } = placeOf(lead);
  const { id } = await payees.enter(signatory, holderId, {
    ...{ holderName: `City of ${lead}`, country, currency: 'USD', bic: `INVE${country}2X`, reason: '' },
    ...numberIn(country, place),
  });
  await payees.confirm(stage.as('jonas'), id, 'Called the city’s treasury on the number in the agreement.');
}

/** The account from which a fund pays. */
export async function fundBanks(stage: Stage, fundId: string): Promise<void> {
  const payees = stage.get(Payees);
  const { id } = await payees.enter(stage.as('priya'), fundId, {
    ...{ holderName: 'Carbon Neutral Cities Alliance', country: 'US', currency: 'USD', bic: 'INVEUS2X', reason: '' },
    ...{ kind: 'other', accountNumber: '000 4471 2046' },
  });
  await payees.confirm(stage.as('tomas'), id, 'Compared with the bank’s letter on file.');
}

function placeOf(lead: string): { country: string; place: number } {
  const place = cities.findIndex(({ name }) => name === lead);
  return { country: cities[place]?.country ?? 'US', place };
}

/** Cities of one country without IBANs tell their numbers apart by the end. */
function numberIn(country: string, place: number): { kind: 'iban' | 'other'; accountNumber: string } {
  const accountNumber = ibans[country];
  if (accountNumber !== undefined) return { kind: 'iban', accountNumber };
  return { kind: 'other', accountNumber: `000 4470 ${String(2011 + place * 7)}` };
}
