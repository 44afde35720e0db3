/** A stage, and for those of a round or an award also whose: `committed/2`. */
export type Pot = string;
type Restriction = number | null;

/** The same money as the ledger's, kept by plain arithmetic: one number for each pot and restriction. */
export class Plain {
  cash = 0;
  readonly gifts: { subject: string; seq: number; restriction: Restriction; cents: number }[] = [];
  private readonly pots = new Map<string, number>();
  private raised = 0;

  receive(restriction: Restriction, cents: number, gift: { subject: string; seq: number }): void {
    this.add('available', restriction, cents);
    this.raised += cents;
    this.cash += cents;
    this.gifts.push({ ...gift, restriction, cents });
  }

  /** Takes the last gift back that has not been taken back before. */
  takeBack(): void {
    const gift = this.gifts.pop();
    if (!gift) return;
    this.add('available', gift.restriction, -gift.cents);
    this.raised -= gift.cents;
    this.cash -= gift.cents;
  }

  held(pot: Pot, order: Restriction[]): number {
    return order.reduce((sum: number, restriction) => sum + (this.pots.get(`${pot} ${restriction}`) ?? 0), 0);
  }

  move(from: Pot, to: Pot, order: Restriction[], cents: number): void {
    let left = cents;
    for (const restriction of order) {
      const part = Math.min(left, this.held(from, [restriction]));
      this.add(from, restriction, -part);
      this.add(to, restriction, part);
      left -= part;
    }
  }

  /** Sums by stage, without what is nothing, as the ledger names them. */
  stages(): Record<string, number> {
    const sums: Record<string, number> = this.raised === 0 ? {} : { 'budget resources': this.raised };
    for (const [name, cents] of this.pots) {
      const stage = `budget ${name.split(/[ /]/)[0]}`;
      if (cents !== 0) sums[stage] = (sums[stage] ?? 0) + cents;
    }
    return sums;
  }

  private add(pot: Pot, restriction: Restriction, cents: number): void {
    const name = `${pot} ${restriction}`;
    this.pots.set(name, (this.pots.get(name) ?? 0) + cents);
  }
}
