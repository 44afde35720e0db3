import type { Role } from '../kernel/access';

/** The people of the fund in the demonstration; all invented. */
export const staff: { key: string; name: string; role: Role; zone: string }[] = [
  { key: 'amara', name: 'Amara Okafor', role: 'program', zone: 'America/New_York' },
  { key: 'jonas', name: 'Jonas Lindqvist', role: 'program', zone: 'Europe/Stockholm' },
  { key: 'priya', name: 'Priya Raman', role: 'finance', zone: 'America/New_York' },
  { key: 'tomas', name: 'Tomás Herrera', role: 'finance', zone: 'America/Denver' },
  { key: 'wren', name: 'Wren Castellanos', role: 'admin', zone: 'America/New_York' },
  { key: 'elif', name: 'Elif Demir', role: 'auditor', zone: 'Europe/London' },
  { key: 'kofi', name: 'Kofi Mensah', role: 'reviewer', zone: 'Europe/London' },
  { key: 'ingrid', name: 'Ingrid Solberg', role: 'reviewer', zone: 'Europe/Oslo' },
  { key: 'mateo', name: 'Mateo Rossi', role: 'reviewer', zone: 'Europe/Berlin' },
  { key: 'hana', name: 'Hana Suzuki', role: 'reviewer', zone: 'Asia/Tokyo' },
];
