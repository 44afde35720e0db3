import { Payees, type PayeeAccount } from '../../src/payees/payees.service';
import type { Person } from '../../src/people/person.entity';
import type { World } from './world';

export interface Confirming {
  /** A city, a partner or a fund. */
  holderId: string;
  enteredBy: Person;
  confirmedBy: Person;
  currency?: string;
}

/** An invented account of a bank that answers to nobody, with check digits that fit. */
export const details = {
  holderName: 'Oslo kommune',
  country: 'NO',
  currency: 'USD',
  kind: 'iban' as const,
  accountNumber: 'NO93 8601 1117 947',
  bic: 'DNBANOKK',
  reason: '',
};

/** Bank details that money may go to at once: entered by one person, confirmed by another. */
export async function confirmDetails(
  world: World,
  { holderId, enteredBy, confirmedBy, currency = 'USD' }: Confirming,
): Promise<PayeeAccount> {
  const payees = world.get(Payees);
  const { account } = await payees.state(holderId);
  const reason = account ? 'The bank changed.' : '';
  const { id } = await payees.enter(world.actor(enteredBy), holderId, { ...details, currency, reason });
  return payees.confirm(world.actor(confirmedBy), id, 'Called back on the number in the agreement.');
}
