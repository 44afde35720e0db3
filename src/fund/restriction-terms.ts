import { Invalid } from '../kernel/errors';
import { formatDate } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { Restriction } from './fund.entity';

interface Terms {
  cityIds?: string[];
  startsOn?: string | null;
  endsOn?: string | null;
}

/** @throws Invalid for a period that ends before it begins, and for what is not a city */
export async function checkTerms(tx: Tx, { cityIds = [], startsOn, endsOn }: Terms): Promise<void> {
  if (startsOn && endsOn && endsOn < startsOn) {
    throw new Invalid({ endsOn: [`The last day is before the first one, ${formatDate(startsOn)}.`] });
  }
  const [{ known }] = (await tx.query(
    `select count(*)::int as known from organisation where kind = 'city' and id = any($1::uuid[])`,
    [cityIds],
  )) as [{ known: number }];
  if (known < cityIds.length) throw new Invalid({ cityIds: ['One of these is not a city. Choose those of the list.'] });
}

/** @throws Invalid, on `field`, where it is not a restriction of this fund, or had ended on that day; null asks for no day */
export async function checkOpenOn(
  tx: Tx,
  fundId: string,
  id: string | null,
  on: string | null,
  field = 'restrictionId',
): Promise<void> {
  if (id === null) return;
  const found = await tx.findOneBy(Restriction, { id, fundId });
  if (!found) throw new Invalid({ [field]: ['This is not a restriction of this fund.'] });
  if (on !== null && found.endsOn !== null && found.endsOn < on) {
    throw new Invalid({
      [field]: [`“${found.name}” ended on ${formatDate(found.endsOn)}. Choose another one, or none.`],
    });
  }
}
