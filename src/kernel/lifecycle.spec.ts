import type { Actor, Role } from './access';
import { Conflict, Forbidden } from './errors';
import { Lifecycle } from './lifecycle';

type State = 'shut' | 'open' | 'in_repair';
interface Door {
  status: State;
  locked: boolean;
}

// prettier-ignore
const door = new Lifecycle<State, Door>(
  'door',
  ['shut', 'open', 'in_repair'],
  [
    { move: 'open', label: 'Open it', from: ['shut'], to: 'open', by: ['program'], guards: { 'It is locked. Unlock it first.': ({ locked }) => !locked }, emits: 'round.opened' },
    { move: 'shut', label: 'Shut it', from: ['open'], to: 'shut', by: ['program', 'finance'], confirm: 'Is everybody in?', emits: 'round.closed' },
    { move: 'break', label: 'Break it', from: ['shut'], to: 'in_repair', by: ['admin'], when: { text: 'while locked', holds: ({ locked }) => locked }, emits: 'round.closed' },
    { move: 'break', label: 'Break it', from: ['shut', 'open'], to: 'open', by: ['admin'], when: { text: 'otherwise', holds: ({ locked }) => !locked }, emits: 'round.opened' },
    { move: 'mend', label: 'Mend it', from: ['in_repair'], to: 'shut', by: ['admin'], through: 'the carpenter', emits: 'round.closed' },
  ],
);

const as = (role: Role) => ({ actor: { role } as Actor, now: new Date(0) });
const of = (status: State, locked = false): Door => ({ status, locked });

test('the moves that are open to a reader are those that would be made', () => {
  expect(door.moves(of('shut'), as('program'))).toEqual([{ move: 'open', label: 'Open it' }]);
  expect(door.moves(of('shut', true), as('program'))).toEqual([]);
  expect(door.moves(of('open'), as('finance'))).toEqual([
    { move: 'shut', label: 'Shut it', confirm: 'Is everybody in?' },
  ]);
  expect(door.moves(of('shut'), as('city'))).toEqual([]);
  expect(door.moves(of('in_repair'), as('admin'))).toEqual([]);
});

test('a move changes the status and says which row it took', () => {
  const [locked, loose] = [of('shut', true), of('shut')];
  expect(door.apply(locked, 'break', as('admin')).to).toBe('in_repair');
  expect(door.apply(loose, 'break', as('admin')).emits).toBe('round.opened');
  expect([locked.status, loose.status]).toEqual(['in_repair', 'open']);
  expect(door.apply(locked, 'mend', as('admin')).to).toBe('shut');
});

test('who may never make a move is forbidden, what cannot be made now is a conflict, and nothing changes', () => {
  const shut = of('shut', true);
  expect(() => door.apply(shut, 'open', as('city'))).toThrow(new Forbidden('You may not open this door.'));
  expect(() => door.apply(shut, 'fly', as('admin'))).toThrow(Forbidden);
  expect(() => door.apply(shut, 'open', as('program'))).toThrow(new Conflict('It is locked. Unlock it first.'));
  expect(() => door.apply(of('in_repair'), 'open', as('program'))).toThrow(
    new Conflict('This door is in repair: open is not possible now.'),
  );
  expect(shut.status).toBe('shut');
});
