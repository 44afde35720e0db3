import { Invalid } from '../kernel/errors';
import type { Tx } from '../kernel/transaction';

/** @throws Invalid where there is no such funder */
export async function funderName(tx: Tx, id: string): Promise<string> {
  const [row] = (await tx.query(`select name from organisation where id = $1 and kind = 'funder'`, [id])) as {
    name: string;
  }[];
  if (!row) throw new Invalid({ funderId: ['There is no such funder. Choose one of the list.'] });
  return row.name;
}
