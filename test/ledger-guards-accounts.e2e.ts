import { randomUUID } from 'node:crypto';
import { Books } from './support/books';
import { drop, type Guard, guardsHold } from './support/guards';
import { type Grant, seedGrant } from './support/grant';

let books: Books;
let grant: Grant;
const [ada, walt, left, town, sole] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  books = await Books.open();
  grant = await seedGrant(books, randomUUID());
  await books.owner.query(`
    insert into person (id, name, email, role) values ('${ada}', 'Ada', 'ada@example.org', 'admin'), ('${sole}', 'Sol', 'sol@example.org', 'admin');
    insert into person (id, name, email, role, organisation_id, city_right) values ('${town}', 'Tom', 'tom@example.org', 'city', '${grant.city}', 'viewer');
    insert into person (id, name, email, role, disabled_at, let_in_by, let_in_at, confirmed_at)
      values ('${walt}', 'Walt', 'walt@example.org', 'finance', now(), '${ada}', now(), null);
    insert into person (id, name, email, role, disabled_at) values ('${left}', 'Lee', 'lee@example.org', 'finance', now())`);
});
afterAll(() => books.close());

const all = (...steps: string[]) => steps.join('; ');
const confirm = (by: string, who = walt, at = 'now()') =>
  `update person set disabled_at = null, confirmed_by = '${by}', confirmed_at = ${at} where id = '${who}'`;
const approve = (who: string) =>
  `insert into approval (subject_kind, subject_id, cycle, approver_id, at) values ('award', '${grant.award}', 1, '${who}', now())`;
const letIn = (columns: string, values: string) =>
  `insert into person (name, email, role${columns}) values ('Eve', 'evil@example.org', 'finance'${values})`;
const another = () => drop('person_needs_another', 'person');

test('another member of staff confirms it, and it approves', async () => {
  expect(await books.attempt('app', all(confirm(grant.cleo), approve(walt)))).toBe('done');
});

test('the owner of the database needs nobody', async () => {
  expect(await books.attempt('owner', letIn('', ''))).toBe('done');
});

// prettier-ignore
const guards: Guard[] = [
  { law: 'nobody confirms whom they let in', as: 'app', attack: () => confirm(ada), refused: 'person_confirmed_by_another', without: () => 'alter table person drop constraint person_confirmed_by_another' },
  { law: 'nor themselves', as: 'app', attack: () => confirm(walt), refused: 'account_needs_another', without: () => all(another(), 'alter table person drop constraint person_confirmed_by_another') },
  { law: 'nor an officer of a city', as: 'app', attack: () => confirm(town), refused: 'account_needs_another', without: another },
  { law: 'nor whoever has left', as: 'app', attack: () => confirm(left), refused: 'account_needs_another', without: another },
  { law: 'not by a day in the past', as: 'app', attack: () => `update person set disabled_at = null, confirmed_at = '2020-01-01' where id = '${walt}'`, refused: 'account_needs_another', without: another },
  { law: 'not by its end being taken back', as: 'app', attack: () => `update person set disabled_at = null where id = '${left}'`, refused: 'account_needs_another', without: another },
  { law: 'an account that waits has no day of confirmation', as: 'app', attack: () => `update person set disabled_at = null where id = '${walt}'`, refused: 'account_needs_another', without: () => all(another(), 'alter table person drop constraint person_stands_confirmed') },
  { law: 'who let somebody in is not another afterwards', as: 'app', attack: () => all(`update person set let_in_by = '${sole}' where id = '${walt}'`, confirm(ada)), refused: 'account_needs_another', without: another },
  { law: 'nor once it stands', as: 'app', attack: () => all(confirm(grant.cleo), `update person set confirmed_by = '${grant.carl}' where id = '${walt}'`), refused: 'account_needs_another', without: another },
  { law: 'only an administrator lets anybody in again', as: 'app', attack: () => `update person set let_in_by = '${grant.cleo}', let_in_at = now(), confirmed_at = null where id = '${left}'`, refused: 'account_needs_another', without: another },
  { law: 'nobody is born confirmed', as: 'app', attack: () => letIn('', ''), refused: 'account_needs_another', without: another },
  { law: 'nor with a confirmation at hand', as: 'app', attack: () => letIn(', let_in_by, let_in_at, confirmed_by', `, '${ada}', now(), '${grant.cleo}'`), refused: 'account_needs_another', without: another },
  { law: 'it does not begin anew when all others have left', as: 'app', attack: () => all(`update person set disabled_at = now() where id <> '${ada}' and role <> 'city'`, letIn(', let_in_by, let_in_at', `, '${ada}', now()`)), refused: 'account_needs_another', without: another },
  { law: 'whoever was here stays known', as: 'app', attack: () => 'delete from person where false', refused: '42501', without: () => 'grant delete on person to innovation_fund_app' },
  { law: 'nobody becomes staff by another door', as: 'app', attack: () => `update person set role = 'finance', city_right = null where id = '${town}'`, refused: 'account_stays', without: another },
  { law: 'an account of staff keeps its mailbox', as: 'app', attack: () => `update person set email = 'evil@example.org' where id = '${grant.cleo}'`, refused: 'account_stays', without: another },
  { law: 'an account that waits approves nothing', as: 'app', attack: () => approve(walt), refused: 'approval_by_standing', without: () => drop('approval_by_standing', 'approval') },
  { law: 'nor one that was ended', as: 'app', attack: () => approve(left), refused: 'approval_by_standing', without: () => drop('approval_by_standing', 'approval') },
  { law: 'nor one that waits again', as: 'app', attack: () => all(`update person set disabled_at = now() where id = '${grant.cleo}'`, `update person set let_in_by = '${ada}', let_in_at = now(), confirmed_at = null where id = '${grant.cleo}'`, approve(grant.cleo)), refused: 'approval_by_standing', without: () => drop('approval_by_standing', 'approval') },
  { law: 'L12: whoever stands does not wait', as: 'app', attack: () => `update person set disabled_at = now(), let_in_by = '${ada}', confirmed_at = null where id = '${grant.cleo}'`, refused: 'account_needs_another', without: () => all(another(), drop('person_legal_step', 'person')) },
];
guardsHold('nobody is two people by letting them in', guards, () => books);
