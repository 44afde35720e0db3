import type { Books } from './books';

/** Something that the database refuses whoever asks for it, and what it is that refuses. */
export interface Guard {
  law: string;
  as: 'app' | 'owner';
  attack: () => string;
  /** The code, or the name of the constraint. */
  refused: string;
  /** With the guard taken away like this the attack succeeds, so the guard is what refuses it. */
  without: () => string;
}

export const drop = (trigger: string, table = 'ledger.transfer'): string => `drop trigger ${trigger} on ${table}`;

export const unguarded = (table: string): string =>
  `grant all on ${table} to innovation_fund_app; alter table ${table} disable trigger user`;

export function guardsHold(what: string, guards: Guard[], books: () => Books): void {
  describe(what, () => {
    test.each(guards)('$law', async ({ as, attack, refused, without }) => {
      expect(await books().attempt(as, attack())).toBe(refused);
      expect(await books().attempt(as, attack(), without())).toBe('done');
    });
  });
}
