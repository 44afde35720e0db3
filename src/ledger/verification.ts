/** What the check of the whole journal found; no faults means that all is well. */
export interface Verification {
  transactions: number;
  /** The last hash of the chain, in hex. */
  head: string;
  faults: { seq: number | null; fault: string }[];
}

type Ask = (sql: string) => Promise<{ rows: unknown[] }>;

/** Reads the journal again from its beginning, all of it in one view of the database. */
export async function verify(ask: Ask): Promise<Verification> {
  await ask('begin isolation level repeatable read read only');
  try {
    const { rows: faults } = await ask('select seq::int as seq, fault from ledger.verify()');
    const { rows } =
      await ask(`select (select count(*)::int from ledger.transaction) as transactions, encode(hash, 'hex') as head
      from ledger.head`);
    const [counted] = rows as { transactions: number; head: string }[];
    return { ...(counted ?? { transactions: 0, head: '' }), faults: faults as Verification['faults'] };
  } finally {
    await ask('commit');
  }
}

/** One sentence for good news, or one for each fault. */
export function sentencesOf({ transactions, head, faults }: Verification): string[] {
  if (faults.length === 0) {
    return [
      `${transactions} transactions: the chain holds, every balance fits, cash stands behind every stage. Head: ${head}`,
    ];
  }
  return faults.map(({ seq, fault }) => (seq === null ? `${capital(fault)}.` : `Transaction ${seq}: ${fault}.`));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
