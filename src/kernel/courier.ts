import type { Actor } from './access';

/** Acts where no person does: it writes down and carries, and makes nothing happen that history would tell. */
export const courier: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'The post',
  role: 'auditor',
  cityRight: null,
  organisationId: null,
  organisation: null,
  timeZone: 'UTC',
};
