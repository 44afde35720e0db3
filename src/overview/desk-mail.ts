import { type Role, staff } from '../kernel/access';

/** Letters of which the post cannot decide, and addresses that take no mail; a part of `waiting`. */
export const waitingForMail = `
    (select case state when 'dead' then 'mail dead' else 'mail' end as kind, id, subject, address, due_at from mail
      where state in ('unknown', 'dead') and settled_by is null order by seq desc limit 20)
    union all
    (select 'address', s.id, p.name, s.address, s.since from suppression s
       join person p on p.email = s.address and p.disabled_at is null
      where s.lifted_at is null order by s.since limit 20)`;

export const mailKinds: Record<string, { todo: string; href: (id: string) => string; by: Role[] }> = {
  mail: { todo: 'Find out whether a letter arrived', href: (id) => `/mail/${id}`, by: ['program', 'admin'] },
  'mail dead': { todo: 'A letter could not be delivered', href: (id) => `/mail/${id}`, by: ['program', 'admin'] },
  address: { todo: 'Nothing is sent to this address', href: (id) => `/mail/addresses#${id}`, by: staff },
};
