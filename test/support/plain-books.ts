/** Indexes; null is unrestricted money, or money from before contributions were kept apart. */
export type Restriction = number | null;
export type Contribution = number | null;

/** What an amount does to one account. */
export interface Change {
  account: string;
  cents: number;
}

/** Which money a draw may take, and from which end. */
export interface Drawing {
  order: Restriction[];
  only?: number[];
  backwards?: boolean;
}

/** An account of the budget: a stage, and for those of a round or an award also whose (`committed/2`), and which money it is. */
export const pot = (place: string, restriction: Restriction, contribution: Contribution): string =>
  `${place} r${restriction} c${contribution}`;

const mayGoBelow =
  /^(overhead|accounts (revenue|grant_recovered|bank_fees|admin_expense|grant_expense|bad_debt|fx_loss|fx_gain))/;

/** The same money as the ledger's, kept by plain arithmetic: one number for each account. */
export class Plain {
  private readonly cents = new Map<string, number>();

  constructor(private readonly contributions: number) {}

  of(account: string): number {
    return this.cents.get(account) ?? 0;
  }

  /** What a draw would find. */
  held(place: string, drawing: Drawing): number {
    return this.pots(place, drawing).reduce((sum, { cents }) => sum + cents, 0);
  }

  /** Takes an amount pot by pot into the same pots of another place. */
  draw(from: string, to: string, cents: number, drawing: Drawing): Change[] {
    let left = cents;
    return this.pots(from, drawing).flatMap(({ restriction, contribution, cents: there }) => {
      const part = Math.min(left, there);
      left -= part;
      if (part === 0) return [];
      return [
        { account: pot(from, restriction, contribution), cents: -part },
        { account: pot(to, restriction, contribution), cents: part },
      ];
    });
  }

  /** @returns whether it was done: nothing is where an account would go below nothing */
  apply(changes: Change[]): boolean {
    const sums = new Map<string, number>();
    for (const { account, cents } of changes) sums.set(account, (sums.get(account) ?? this.of(account)) + cents);
    if ([...sums].some(([account, cents]) => cents < 0 && !mayGoBelow.test(account))) return false;
    for (const [account, cents] of sums) this.cents.set(account, cents);
    return true;
  }

  /** Without what is nothing. */
  all(): Record<string, number> {
    return Object.fromEntries([...this.cents].filter(([, cents]) => cents !== 0));
  }

  private pots(place: string, { order, only, backwards = false }: Drawing) {
    const oldestFirst = [null, ...Array(this.contributions).keys()].filter(
      (one) => !only || (one !== null && only.includes(one)),
    );
    const found = order.flatMap((restriction) =>
      oldestFirst.map((contribution) => ({
        ...{ restriction, contribution },
        cents: this.of(pot(place, restriction, contribution)),
      })),
    );
    return backwards ? found.reverse() : found;
  }
}
