import { Client } from 'pg';
import { createDatabase } from './support/postgres';
import { Chance } from './support/year-chance';
import { accountOf } from './support/year-account';
import { arrive, changes } from './support/year-people';
import { YearPost } from './support/year-post';
import { opens } from './support/year-rounds';
import { YearStage } from './support/year-stage';
import { PostOffice } from './support/smtp';
import { createWorld } from './support/world';

/** A year of its own for whoever asks for another; the same one otherwise, so that a change is judged by what it changes. */
const seed = Number(process.env.YEAR_SEED ?? 4242);
const begins = new Date('2027-03-01T00:11:00Z');

/** One year, with both changes of the clock in the north and in the south, the turn of a year, and a 29 February. */
async function yearOf(hands: number, ends: string) {
  const server = new PostOffice();
  const world = await createWorld({ SMTP_URL: await server.open() }, hurried());
  try {
    world.clock.pin(begins);
    // Nobody has as many applications and reviews on one day as here.
    await world.sql('update mail_brake set daily_cap = 1000, hourly_floor = 100000');
    const year = new YearStage(world, new Chance(seed), new YearPost(world, server, hands, new Chance(seed + 1)));
    await arrive(year);
    for (const [days, name, zone, postpones, outage] of rounds)
      year.in(days, () => opens(year, name, zone, postpones, outage));
    for (let i = 0; i < 45; i += 1) year.in(year.chance.between(20, 350), () => changes(year));
    year.in(80, () => year.post.troubleSoon(2, () => 'busy'));
    year.in(190, () => year.post.troubleSoon(1, year.post.hangsUp));
    await year.play(new Date(ends));
    return { ...(await accountOf(world, year.book, year.post)), refused: year.refused };
  } finally {
    await world.close();
    await server.close();
  }
}

/** A database that does not wait for its disk: nothing here asks what survives a crash. */
async function hurried() {
  const database = await createDatabase();
  const owner = new Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`alter database ${new URL(database.url).pathname.slice(1)} set synchronous_commit = off`);
  await owner.end();
  return database;
}

const rounds = [
  [0.4, 'Spring', 'Europe/Copenhagen', false, false],
  [50, 'Summer', 'America/Los_Angeles', true, true],
  [130, 'Autumn', 'Australia/Sydney', false, false],
  [230, 'Winter', 'America/New_York', true, false],
] as const;

describe(`a year of reminders, seed ${seed} (YEAR_SEED plays it again)`, () => {
  it.each([
    ['a year', 'one', 1, '2028-03-06T00:11:00Z'],
    ['five months', 'two at once', 2, '2027-08-01T00:11:00Z'],
  ])(
    'of %s tells everybody of everything what the rule says, once, where %s carry it',
    async (_, __, hands, ends) => {
      const { differences, counts, refused } = await yearOf(hands, ends);
      process.stdout.write(`${JSON.stringify({ seed, ...counts, refused: refused.length })}\n`);
      expect([differences.length, ...differences.slice(0, 30)]).toEqual([0]);
      // What is refused tries nothing.
      expect(refused.slice(10)).toEqual([]);
      expect(counts.reminders).toBeGreaterThan(100);
      expect(counts.overtaken).toBeGreaterThan(0);
    },
    280_000,
  );
});
