import { Payees } from '../src/payees/payees.service';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { confirmDetails } from './support/payee';
import { createWorld, type World } from './support/world';

let world: World;
let oslo: Organisation;
let [ola, fay, finn, pia] = [] as unknown as Person[];

beforeAll(async () => {
  world = await createWorld();
  oslo = await world.organisation('Oslo', 'city', 'Europe/Oslo');
  ola = await world.person({ role: 'city', name: 'Ola Officer', organisation: oslo });
  fay = await world.person({ role: 'finance', name: 'Fay Finance' });
  finn = await world.person({ role: 'finance', name: 'Finn Finance' });
  pia = await world.person({ role: 'program', name: 'Pia Program' });
});
afterAll(() => world.close());

test('core', async () => {
  expect((await world.get(Payees).state(oslo.id)).held).toBe('No bank details have been entered.');
  await confirmDetails(world, { holderId: oslo.id, enteredBy: ola!, confirmedBy: fay! });
  expect((await world.get(Payees).state(oslo.id)).held).toBeNull();
  const second = await confirmDetails(world, { holderId: oslo.id, enteredBy: finn!, confirmedBy: pia! });
  expect((await world.get(Payees).state(oslo.id)).held).toContain('on hold until');
  expect(second.confirmedHow).toContain('Called');
});
