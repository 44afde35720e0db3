import type { Role } from '../kernel/access';

/** Cities of which something is wanted and for which nobody signs or writes: nobody is reminded of it. A part of `waiting`. */
export const waitingForReaders = `
    (select 'nobody reminded', o.id, o.name, (array_agg(d.title order by d.due_at))[1], min(d.due_at) from organisation o
       join deadline d on d.organisation_id = o.id and d.state = 'open' and (d.until is null or d.until > $1)
        and d.anchor not in ('instalment_due', 'details_unconfirmed')
      where not exists (select from person p where p.organisation_id = o.id and p.role = 'city'
        and p.city_right in ('signatory', 'contributor') and p.disabled_at is null)
      group by o.id order by min(d.due_at) limit 20)`;

export const readerKinds: Record<string, { todo: string; href: (id: string) => string; by: Role[] }> = {
  'nobody reminded': {
    todo: 'Nobody is reminded: find somebody who acts for this city',
    href: () => '/people',
    by: ['program', 'admin'],
  },
};
