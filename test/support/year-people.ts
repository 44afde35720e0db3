import { Contributions } from '../../src/fund/contributions.service';
import { Funds } from '../../src/fund/funds.service';
import { Work } from '../../src/kernel/transaction';
import { Accounts } from '../../src/people/accounts.service';
import { PeopleService } from '../../src/people/people.service';
import type { Somebody } from './year-book';
import { cities, zones } from './year-places';
import type { YearStage } from './year-stage';

const staff = [
  ['Amara Okafor', 'program', 'UTC'],
  ['Priya Raman', 'program', 'Asia/Kolkata'],
  ['Jonas Weber', 'finance', 'Europe/Berlin'],
  ['Tomas Lind', 'finance', 'America/Sao_Paulo'],
  ['Ada Admin', 'admin', 'America/New_York'],
] as const;

/** Everybody who is here when the year begins: staff, 17 cities with three or four people each, 40 reviewers. */
export async function arrive(year: YearStage): Promise<void> {
  for (const [name, role, zone] of staff) {
    const person = await year.world.person({ name, role });
    await year.world.sql('update person set time_zone = $2 where id = $1', [person.id, zone]);
    year.enters(person, { zone });
  }
  for (const [name, country, region, timeZone, starts] of cities) {
    const city = await year.world.organisation(name, 'city', timeZone);
    const facts = [city.id, country, region, starts];
    await year.world.sql('update organisation set country = $2, region = $3, day_starts = $4 where id = $1', facts);
    year.zones.set(city.id, timeZone);
    for (const cityRight of ['signatory', 'contributor', 'contributor', 'viewer'] as const) {
      const person = await year.world.person({
        role: 'city',
        name: `${name} ${year.count()}`,
        organisation: city,
        cityRight,
      });
      year.enters(person, { country, region, starts });
    }
  }
  for (let i = 1; i <= 40; i += 1) {
    const person = await year.world.person({ role: 'reviewer', name: `Reviewer ${i}` });
    const zone = year.chance.pick(zones);
    await year.world.sql('update person set time_zone = $2 where id = $1', [person.id, zone]);
    year.enters(person, { zone });
  }
  await year.replan();
  await raises(year);
}

async function raises(year: YearStage): Promise<void> {
  const tomas = year.as(year.named('Tomas Lind'));
  const fund = { name: 'Innovation Fund', purpose: '', currency: 'USD', approvalsRequired: 2 };
  year.fundId = (await year.get(Funds).open(tomas, fund)).id;
  const { id: funderId } = await year.world.organisation('A Foundation', 'funder');
  const gift = {
    funderId,
    feeCents: 0,
    receivedOn: year.on(-1),
    reference: '',
    grossCents: 400_000_000,
    restrictionId: null,
  };
  await year.get(Contributions).receive(tomas, year.fundId, gift);
}

/** Somebody moves, comes, goes, comes back, or may do something else; a city begins its day at another hour. */
export async function changes(year: YearStage): Promise<void> {
  const [reviewer, contributor] = [someone(year, 'reviewer'), someone(year, 'contributor')];
  await year.chance.pick([
    () => moves(year, reviewer),
    () => moves(year, contributor),
    () => moves(year, year.named('Tomas Lind')),
    () => leaves(year, reviewer),
    () => leaves(year, contributor),
    () => becomes(year, contributor, 'viewer'),
    () => becomes(year, someone(year, 'viewer'), 'contributor'),
    () => newcomer(year, contributor),
    () => (year.chance.of(0.3) ? financier(year) : moves(year, reviewer)),
    () => wakes(year, contributor),
  ])();
}

const someone = (year: YearStage, what: string): Somebody =>
  year.chance.pick(year.who(({ role, right }) => role === what || right === what));

async function moves(year: YearStage, somebody: Somebody): Promise<void> {
  const zone = year.chance.pick(zones);
  await year.world.sql('update person set time_zone = $2 where id = $1', [somebody.id, zone]);
  await year.changes(somebody, { zone });
}

async function becomes(year: YearStage, somebody: Somebody, right: string): Promise<void> {
  await year.world.sql('update person set city_right = $2 where id = $1', [somebody.id, right]);
  await year.changes(somebody, { right });
}

/** For some weeks, or for good. */
async function leaves(year: YearStage, somebody: Somebody): Promise<void> {
  const ada = year.as(year.named('Ada Admin'));
  await year.get(Accounts).disable(ada, somebody.id);
  await year.changes(somebody, { gone: true });
  if (year.chance.of(0.5)) return;
  year.in(year.chance.between(5, 30), async () => {
    await year.get(Accounts).enable(ada, somebody.id);
    await year.changes(somebody, { gone: false });
  });
}

async function newcomer(year: YearStage, { cityId, country, region, starts }: Somebody): Promise<void> {
  const name = `Newcomer ${year.count()}`;
  const input = {
    name,
    email: `${name.replace(' ', '.')}@example.org`,
    role: 'city' as const,
    cityRight: 'contributor' as const,
  };
  const ada = year.as(year.named('Ada Admin'));
  const person = await year
    .get(Work)
    .run(ada, (tx) => year.get(PeopleService).addPerson(tx, { ...input, organisationId: cityId ?? '' }));
  year.enters(person, { country, region, starts });
  await year.replan();
}

async function financier(year: YearStage): Promise<void> {
  year.enters(await year.world.person({ name: `Financier ${year.count()}`, role: 'finance' }));
  await year.replan();
}

async function wakes(year: YearStage, { cityId }: Somebody): Promise<void> {
  const starts = year.chance.pick(['07:30', '08:00', '09:00', '10:00']);
  await year.world.sql('update organisation set day_starts = $2 where id = $1', [cityId, starts]);
  for (const one of [...year.people.values()].filter((one) => one.cityId === cityId))
    await year.changes(one, { starts });
}
