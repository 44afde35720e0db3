interface Asked<V> {
  key: string;
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * One query for all who ask at the same time. Whoever asks while one is under way is in the next one,
 * so that under load a lookup costs a fraction of a query, and no answer is ever older than its question.
 */
export class Together<V extends object> {
  private waiting: Asked<V>[] = [];
  private asking = false;

  /** @param pause before each is asked, for those who ask in one go */
  constructor(
    private readonly find: (keys: string[]) => Promise<Map<string, V>>,
    private readonly pause?: () => Promise<unknown>,
  ) {}

  /** Everybody gets a copy of their own. */
  one(key: string): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, resolve, reject });
      if (!this.asking) void this.ask();
    });
  }

  private async ask(): Promise<void> {
    this.asking = true;
    while (this.waiting.length > 0) {
      if (this.pause) await this.pause();
      const asked = this.waiting.splice(0);
      try {
        const found = await this.find(asked.map(({ key }) => key));
        for (const { key, resolve } of asked) resolve(found.has(key) ? ({ ...found.get(key) } as V) : undefined);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.asking = false;
  }
}

/** As soon as everything that can be done now is done. */
export const immediately = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
