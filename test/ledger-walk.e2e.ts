import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { Conflict } from '../src/kernel/errors';
import type { PostingKind } from '../src/ledger/ledger.service';
import { Books } from './support/books';
import { type Change } from './support/plain-books';
import { type Command, commands, Ground, kinds } from './support/walk';
import { stepOf } from './support/walk-steps';

/** SEED=… replays a run, COMMANDS=… makes it longer; npm run walk -- --commands 50000 --seed 123 does both. */
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
const count = Number(process.env.COMMANDS ?? 2000);

let books: Books;
let ground: Ground;
beforeAll(async () => {
  books = await Books.open();
  ground = new Ground(books);
  await ground.prepare();
});
afterAll(() => books.close());

interface Done {
  kind: PostingKind;
  subject: string;
  seq: number;
  changes: Change[];
}
const done: Done[] = [];
const tally = new Map<string, { done: number; refused: number }>();

test(`whatever is posted in whatever order, the figures are those of plain arithmetic (SEED=${seed} COMMANDS=${count})`, async () => {
  for (const [index, command] of fc.sample(commands, { numRuns: count, seed }).entries()) {
    const took = await (command.kind === 'correction' ? correct(command) : post(command, index));
    const times = tally.get(command.kind) ?? { done: 0, refused: 0 };
    times[took ? 'done' : 'refused'] += 1;
    tally.set(command.kind, times);
    if (index % 5 === 0 || index === count - 1)
      expect([index, await ground.all()]).toEqual([index, ground.plain.all()]);
    if (index % checkedEvery === 0 || index === count - 1) expect([index, await books.faults()]).toEqual([index, []]);
  }
  expect(await books.days()).toEqual(await books.budget());
  // A walk of some length has made every posting there is.
  for (const kind of kinds) expect([kind, (tally.get(kind)?.done ?? 0) > 0 || count < 2000]).toEqual([kind, true]);
}, 7_200_000);

const floor: unknown = expect.objectContaining({ constraint: expect.stringMatching(/^(account|pledges)_floor$/) });

/** The whole journal is read again every 200 commands; in a long run less often, or reading would be all it does. */
const checkedEvery = Math.max(200, Math.ceil(count / 20));

async function post(command: Command, index: number): Promise<boolean> {
  const { lines, changes, short, subject = `step:${index}` } = await stepOf(ground, command);
  const posting = { kind: command.kind, subject, lines };
  const outcome = await books.post(posting, (held) => new Conflict(String(held))).catch((error: Error) => error);
  if (short !== undefined) {
    expect([index, command, outcome]).toEqual([index, command, new Conflict(String(short))]);
    return false;
  }
  const took = ground.plain.apply(changes);
  expect([index, command, outcome]).toEqual([index, command, took ? expect.any(Number) : floor]);
  if (!took) return false;
  if (command.again) expect(await books.post(posting)).toBe(outcome);
  done.push({ kind: command.kind, subject, seq: outcome as number, changes });
  return true;
}

/** Any earlier posting is taken back whose money has not moved on; what a letter moved, only by another letter. */
async function correct(command: Command): Promise<boolean> {
  const at = command.which % Math.max(1, done.length);
  const earlier = done[at];
  if (!earlier) return false;
  const outcome = await books.reverse(earlier.subject, earlier.seq).catch((error: Error) => error);
  const mirror = earlier.changes.map(({ account, cents }) => ({ account, cents: -cents }));
  const took = earlier.kind !== 'restriction.moved' && ground.plain.apply(mirror);
  const refused =
    earlier.kind === 'restriction.moved'
      ? expect.objectContaining({ code: 'LG006' })
      : outcome instanceof Conflict
        ? outcome
        : floor;
  expect([command, earlier, outcome]).toEqual([command, earlier, took ? expect.any(Number) : refused]);
  if (took) done.splice(at, 1);
  return took;
}
