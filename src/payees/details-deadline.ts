import type { Expected } from '../reminders/deadlines.service';
import type { Holder, PayeeAccount } from './payee.rules';

/** What every event about bank details carries. */
export const facts = ({ id, holderId, lastFour }: PayeeAccount, { name }: Holder) => ({
  ...{ bankAccountId: id, holderId, lastFour },
  holder: name,
});

/** Bank details that wait for a second person, since they were entered. */
export const unconfirmed = (account: PayeeAccount, holder: Holder): Expected<'details_unconfirmed'> => ({
  ...{ anchor: 'details_unconfirmed', subject: `bank_account:${account.id}`, within: [`payee:${holder.id}`] },
  ...{ roundId: null, staffRole: 'finance', title: `Bank details: ${holder.name}` },
  ...(holder.kind === 'organisation' && { organisationId: holder.id }),
  ...{ at: account.enteredAt, zone: holder.zone },
  data: { ...facts(account, holder), dueAt: account.enteredAt.toISOString(), dueZone: holder.zone },
});
