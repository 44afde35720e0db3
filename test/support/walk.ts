import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { PostingKind } from '../../src/ledger/ledger.service';
import type { Books } from './books';
import { type Contribution, Plain, pot, type Restriction } from './plain-books';

const contributions = 8;

export interface Command {
  kind: PostingKind;
  /** Of what is there, in thousandths; from 1,001 on it is too much. */
  share: number;
  award: number;
  contribution: number;
  /** Which restrictions come first, and which do not count. */
  order: Restriction[];
  /** The only contributions that may be drawn on; null is all. */
  only: number[] | null;
  /** The other way of a posting that has two: not the round but what is free, on a pledge, the bank's fee. */
  other: boolean;
  again: boolean;
  /** Which of the earlier postings is corrected. */
  which: number;
}

// Money is made more often than it ends, so that there is always some to move.
const often: PostingKind[] = ['contribution.received', 'round.reserved', 'award.approved', 'award.accepted', 'instalment.approved', 'payment.released', 'payment.settled']; // prettier-ignore
const rarely: PostingKind[] = [
  'pledge.signed', 'pledge.written_off', 'overhead.paid', 'round.given_back', 'award.withdrawn', 'award.raised', 'award.decommitted', 'instalment.revoked',
  'payment.failed', 'payment.returned', 'payment.fx_lost', 'payment.fx_gained', 'refund.demanded', 'refund.received', 'refund.written_off',
  'contribution.refunded', 'restriction.moved', 'correction',
]; // prettier-ignore
export const kinds = [...often, ...rarely];

export const commands: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom(...often, ...often, ...often, ...rarely),
  share: fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 1000 }), weight: 9 },
    { arbitrary: fc.integer({ min: 1001, max: 1300 }), weight: 1 },
  ),
  award: fc.nat(3),
  contribution: fc.nat(contributions - 1),
  order: fc.shuffledSubarray<Restriction>([0, 1, null], { minLength: 1 }),
  only: fc.oneof(
    { arbitrary: fc.constant(null), weight: 4 },
    { arbitrary: fc.subarray([...Array(contributions).keys()], { minLength: 1 }), weight: 1 },
  ),
  other: fc.boolean(),
  again: fc.boolean(),
  which: fc.nat(),
});

/** The restriction that a contribution came with; the last came before contributions were kept apart. */
export const home = (contribution: number): Restriction => [0, 1, null][contribution % 3] as Restriction;

/** Two restrictions, two rounds, four awards and eight contributions: by their ids in the ledger, by their number in plain arithmetic. */
export class Ground {
  readonly plain = new Plain(contributions);
  readonly awards = ids(4);
  readonly rounds = ids(2);
  readonly gifts: string[] = [];
  private restrictions: string[] = [];

  constructor(readonly books: Books) {}

  async prepare(): Promise<void> {
    this.restrictions = [await this.books.addRestriction(), await this.books.addRestriction()];
    for (let index = 0; index < contributions; index += 1) {
      const restriction = home(index);
      this.gifts.push(await this.books.give(1, this.restriction(restriction)));
      const touched = [pot('resources', restriction, index), pot('available', restriction, index)];
      const accounts = [...touched, 'accounts cash', `accounts revenue r${restriction}`];
      this.plain.apply(accounts.map((account) => ({ account, cents: 1 })));
    }
  }

  restriction(index: Restriction): string | null {
    return index === null ? null : (this.restrictions[index] as string);
  }

  /** Everything that the ledger has, under the names of plain arithmetic. */
  async all(): Promise<Record<string, number>> {
    const rows = await this.books.accounts();
    return Object.fromEntries(rows.map((row) => [this.nameOf(row), row.cents]));
  }

  private nameOf({
    book,
    kind,
    restriction,
    contribution,
    round,
    award,
  }: Awaited<ReturnType<Books['accounts']>>[number]) {
    const numbered = (id: string | null, all: string[]): number | null => (id === null ? null : all.indexOf(id));
    const whose = numbered(round, this.rounds) ?? numbered(award, this.awards);
    const place = whose === null ? kind : `${kind}/${whose}`;
    const of: [Restriction, Contribution] = [
      numbered(restriction, this.restrictions),
      numbered(contribution, this.gifts),
    ];
    if (book === 'budget') return pot(place, ...of);
    return `accounts ${place}${kind === 'revenue' || kind === 'pledges' ? ` r${of[0]}` : ''}`;
  }
}

const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
