import { Reports } from '../../src/reports/reports.service';
import type { Grant } from './year-grants';
import { day, endOf, type YearStage } from './year-stage';

interface Filing {
  id: string;
  subject: string;
  grant: Grant;
}

const program = (year: YearStage) => year.as(year.named('Amara Okafor'));

/** One on the way and one at the end. */
export async function schedulesReports(year: YearStage, grant: Grant): Promise<void> {
  if (grant.status !== 'running') return;
  for (const [kind, days] of [
    ['interim', year.chance.whole(15, 70)],
    ['final', year.chance.whole(75, 140)],
  ] as const) {
    const dueOn = year.on(days);
    const input = { kind, title: `The ${kind} report`, dueOn };
    const { id } = await year.get(Reports).schedule(program(year), grant.id, input);
    const filing = { id, subject: `report:${id}`, grant };
    owes(year, filing, dueOn);
    goesOn(year, filing, dueOn);
  }
}

function owes(year: YearStage, { subject, grant }: Filing, dueOn: string): void {
  const { cityId, zone } = grant.bid;
  const again = (): void =>
    year.book.owe(year.now, { anchor: 'report_due', subject, at: endOf(dueOn, zone), zone, cityId });
  grant.open.set(`report_due ${subject}`, again);
  again();
}

/** In time, late or never; put off before that. */
function goesOn(year: YearStage, filing: Filing, dueOn: string): void {
  const { chance } = year;
  const left = (endOf(dueOn, filing.grant.bid.zone).getTime() - year.now.getTime()) / day;
  if (chance.of(0.2)) year.in(chance.between(2, left), () => isPutOff(year, filing));
  if (chance.of(0.9))
    year.in(left + chance.pick([chance.between(-12, 0), chance.between(0, 30)]), () => submits(year, filing));
}

const isOwed = ({ subject, grant }: Filing): boolean =>
  grant.status !== 'over' && grant.open.has(`report_due ${subject}`);

async function isPutOff(year: YearStage, filing: Filing): Promise<void> {
  if (!isOwed(filing)) return;
  const dueOn = year.on(year.chance.whole(5, 45));
  await year.get(Reports).reschedule(program(year), filing.id, dueOn);
  owes(year, filing, dueOn);
}

async function submits(year: YearStage, filing: Filing): Promise<void> {
  if (!isOwed(filing)) return;
  const { id, subject, grant } = filing;
  const city = year.signatory(grant.bid.cityId);
  const [{ version = 0 } = {}] = await year.world.sql<{ version: number }>('select version from report where id = $1', [
    id,
  ]);
  const words = { narrative: 'It went as planned.', lessons: 'Start early.', spentCents: 100_000, version };
  await year.get(Reports).save(city, id, words);
  await year.get(Reports).submit(city, id);
  grant.open.delete(`report_due ${subject}`);
  year.book.over(year.now, 'report_due', subject);
  year.in(year.chance.between(1, 8), () => (year.chance.of(0.3) ? isReturned(year, filing) : accepts(year, filing)));
}

async function isReturned(year: YearStage, filing: Filing): Promise<void> {
  if (filing.grant.status === 'over') return;
  const dueOn = year.on(year.chance.whole(4, 20));
  await year.get(Reports).return(program(year), filing.id, { reason: 'Please add figures.', dueOn });
  owes(year, filing, dueOn);
  goesOn(year, filing, dueOn);
}

const accepts = async (year: YearStage, { id, grant }: Filing): Promise<void> => {
  if (grant.status !== 'over') await year.get(Reports).accept(program(year), id);
};
