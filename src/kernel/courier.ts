import type { Actor } from './access';

/** Acts where no person does: it writes down, carries, and holds back; history calls it the system. */
export const courier: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'The post',
  role: 'auditor',
  cityRight: null,
  organisationId: null,
  organisation: null,
  timeZone: 'UTC',
};
