import { randomInt, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Conflict } from '../src/kernel/errors';
import type { PostingKind } from '../src/ledger/ledger.service';
import {
  approved,
  committed,
  decommitted,
  failed,
  givenBack,
  offered,
  received,
  released,
  reserved,
  revoked,
  settled,
  stages,
  withdrawn,
  type Line,
} from '../src/ledger/postings';
import { Books } from './support/books';
import { Plain, type Pot } from './support/plain-books';

/** SEED=… replays a run, COMMANDS=20000 makes it long. */
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
const count = Number(process.env.COMMANDS ?? 300);

let books: Books;
beforeAll(async () => (books = await Books.open()));
afterAll(() => books.close());

const unspent = stages.filter((stage) => stage !== 'resources' && stage !== 'expended');

interface Command {
  kind: PostingKind;
  cents: number;
  award: number;
  /** Which restrictions come first, and which do not count. */
  order: (number | null)[];
  again: boolean;
}

const kinds: PostingKind[] = ['contribution.received', 'contribution.received', 'correction', 'round.reserved', 'round.reserved', 'round.given_back', 'award.approved', 'award.approved', 'award.withdrawn', 'award.accepted', 'award.accepted', 'award.decommitted', 'instalment.approved', 'instalment.approved', 'instalment.revoked', 'payment.released', 'payment.released', 'payment.settled', 'payment.failed']; // prettier-ignore
const commands: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom(...kinds),
  cents: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 5_000 })),
  award: fc.nat(3),
  order: fc.shuffledSubarray([0, 1, null], { minLength: 1 }),
  again: fc.boolean(),
});

/** From which pot to which, and how the ledger calls it. */
function movement({ kind, cents, award: index }: Command, world: World): { from: Pot; to: Pot; lines: Line[] } {
  const { purse, round } = world;
  const award = world.awards[index] as string;
  const [a, r] = [`/${index}`, '/round'];
  const table: Record<string, [string, string, Line[]]> = {
    'round.reserved': ['available', `reserved${r}`, reserved(purse, round, cents)],
    'round.given_back': [`reserved${r}`, 'available', givenBack(purse, round, cents)],
    'award.approved': [`reserved${r}`, `offered${a}`, offered(purse, round, award, cents)],
    'award.withdrawn': [`offered${a}`, `reserved${r}`, withdrawn(purse, round, award, cents)],
    'award.accepted': [`offered${a}`, `committed${a}`, committed(purse, award, cents)],
    'award.decommitted': [`committed${a}`, 'available', decommitted(purse, undefined, award, cents)],
    'instalment.approved': [`committed${a}`, `payable${a}`, approved(purse, award, cents)],
    'instalment.revoked': [`payable${a}`, `committed${a}`, revoked(purse, award, cents)],
    'payment.released': [`payable${a}`, `in_transit${a}`, released(purse, award, cents)],
    'payment.settled': [`in_transit${a}`, `expended${a}`, settled(purse, award, cents)],
    'payment.failed': [`in_transit${a}`, `payable${a}`, failed(purse, award, cents)],
  };
  const [from, to, lines] = table[kind] as [string, string, Line[]];
  return { from, to, lines };
}

interface World {
  restrictions: string[];
  awards: string[];
  round: string;
  purse: ReturnType<Books['purse']>;
}

test(`whatever is posted in whatever order, the figures are those of plain arithmetic (SEED=${seed})`, async () => {
  const restrictions = [await books.addRestriction(), await books.addRestriction()];
  const awards = Array.from({ length: 4 }, () => randomUUID());
  const plain = new Plain();
  const nameOf = (index: number | null) => (index === null ? null : (restrictions[index] as string));
  let [done, refused] = [0, 0];

  for (const [step, command] of fc.sample(commands, { numRuns: count, seed }).entries()) {
    const purse = books.purse(...command.order.map(nameOf));
    const run = async (): Promise<boolean> => {
      if (command.kind === 'contribution.received') return receive(command, step);
      if (command.kind === 'correction') return correct();
      const { from, to, lines } = movement(command, { restrictions, awards, round: books.round, purse });
      const held = plain.held(from, command.order);
      const posting = { kind: command.kind, subject: `step:${step}`, lines };
      const outcome = await books.post(posting, (cents) => new Conflict(String(cents))).catch((error: Error) => error);
      if (held < command.cents) {
        expect(outcome).toEqual(new Conflict(String(held)));
        return false;
      }
      plain.move(from, to, command.order, command.cents);
      if (command.kind === 'payment.settled') plain.cash -= command.cents;
      if (command.again) expect(await books.post(posting)).toBe(outcome);
      return true;
    };
    if (await run()) done += 1;
    else refused += 1;
    await compare(step);
  }
  expect(done).toBeGreaterThan(count / 10);
  expect(refused).toBeGreaterThan(0);

  async function receive({ cents, order }: Command, step: number): Promise<boolean> {
    const [first = null] = order;
    const fee = cents > 20 ? 3 : 0;
    const subject = `contribution:${step}`;
    const lines = received({ id: books.fund, currency: 'USD' }, { restriction: nameOf(first) }, cents, fee);
    const seq = await books.post({ kind: 'contribution.received', subject, lines });
    plain.receive(first, cents - fee, { subject, seq });
    return true;
  }

  async function correct(): Promise<boolean> {
    const last = plain.gifts.at(-1);
    if (!last) return false;
    const outcome = await books.reverse(last.subject, last.seq).catch((error: Error) => error);
    if (plain.held('available', [last.restriction]) < last.cents) {
      expect(outcome).toBeInstanceOf(Conflict);
      return false;
    }
    expect(typeof outcome).toBe('number');
    plain.takeBack();
    return true;
  }

  async function compare(step: number): Promise<void> {
    const { 'accounts cash': cash = 0, ...balances } = await books.balances();
    const budget = Object.fromEntries(Object.entries(balances).filter(([name]) => name.startsWith('budget ')));
    expect([step, budget]).toEqual([step, plain.stages()]);
    const held = await books.ledger.stages({ fund: books.fund });
    expect(cash).toBe(unspent.reduce((sum, stage) => sum + held[stage], 0));
    expect(cash).toBe(plain.cash);
    for (const [index, id] of [...restrictions, null].entries()) {
      const kept = (await books.ledger.byRestriction({ fund: books.fund })).find((part) => part.restriction === id);
      expect(kept?.stages.available ?? 0).toBe(plain.held('available', [id === null ? null : index]));
    }
    if (step % 25 === 0 || step === count - 1) expect(await books.faults()).toEqual([]);
  }
}, 3_600_000);
