import { type Role, staff } from '../kernel/access';

/** Accounts that wait for a second person; a part of `waiting`, with `$2` the reader. */
export const waitingForPeople = `
    (select 'confirm account', p.id, p.name, case p.role when 'admin' then 'administrator' else p.role end || ', let in by ' || a.name, p.let_in_at
       from person p join person a on a.id = p.let_in_by
      where p.status = 'waiting' and p.let_in_by <> $2 order by p.let_in_at limit 20)`;

export const peopleKinds: Record<string, { todo: string; href: (id: string) => string; by: Role[] }> = {
  'confirm account': { todo: 'Confirm the account of a colleague', href: () => '/people#waiting', by: staff },
};
