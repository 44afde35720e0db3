import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = join(__dirname, '..');
const src = join(root, 'src');

/** Which module may call which; kernel and events are open to all. The same table stands in the README. */
const mayCall: Record<string, string[]> = {
  kernel: [],
  people: [],
  ledger: [],
  files: ['people'],
  reminders: ['people'],
  payees: ['people', 'reminders'],
  fund: ['people', 'files', 'ledger'],
  rounds: ['people', 'reminders', 'fund'],
  applications: ['people', 'reminders', 'rounds'],
  reviews: ['people', 'reminders', 'rounds', 'applications'],
  awards: ['people', 'reminders', 'files', 'ledger', 'fund', 'rounds', 'applications', 'reviews'],
  reports: ['people', 'reminders', 'rounds', 'awards'],
  disbursements: ['people', 'reminders', 'files', 'ledger', 'payees', 'fund', 'awards', 'reports'],
  amendments: ['people', 'reminders', 'files', 'ledger', 'fund', 'rounds', 'awards', 'reports', 'disbursements'],
  banking: ['people', 'files', 'ledger', 'payees', 'fund', 'awards', 'disbursements', 'amendments'],
  letters: ['people'],
  notifications: ['people', 'reminders', 'letters'],
  operations: [],
  overview: [
    'people',
    'files',
    'ledger',
    'payees',
    'fund',
    'rounds',
    'applications',
    'reviews',
    'awards',
    'reports',
    'disbursements',
    'amendments',
    'banking',
    'reminders',
    'letters',
    'notifications',
  ],
};

/** What is not a module: the surroundings of a newcomer's machine, and the demonstration that plays through all of them. */
const outside = ['local', 'demo'];

/** Which room of a module may import which room of the same module. */
const rooms: Record<string, string[]> = {
  rules: ['entity', 'rules', 'other'],
  entity: ['rules', 'entity'],
  dto: ['rules', 'entity', 'dto', 'service', 'other'],
  pages: ['dto', 'rules', 'pages', 'other'],
  service: ['entity', 'rules', 'dto', 'service', 'other'],
  controller: ['service', 'dto', 'pages', 'rules', 'controller', 'other'],
};

/** The doors of a module through which others come. Postings are the ledger's table, shared by all who post. */
const doors = /\.(service|module)$|^postings$/;

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const files = (readdirSync(src, { recursive: true }) as string[])
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => file.split(sep).join('/'));

/** `import type …`, or one whose every name is a type: it is gone when the program runs. */
const isTypeOnly = (clause: string): boolean =>
  /^\s*type\s/.test(clause) ||
  (/^\s*\{/.test(clause) &&
    clause
      .replaceAll(/[{}\s]+/g, ' ')
      .split(',')
      .every((name) => /^\s*(type\s|$)/.test(name)));

const imports: Import[] = files.flatMap((from) =>
  [
    ...readFileSync(join(src, from), 'utf8').matchAll(/^(?:import|export)\s+([^'";]*?)\s*from\s+['"](\.[^'"]*)['"]/gms),
  ].map(([, clause = '', to = '']) => ({
    from,
    to: relative(src, resolve(src, dirname(from), to))
      .split(sep)
      .join('/'),
    typeOnly: isTypeOnly(clause),
  })),
);

const moduleOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
const baseOf = (path: string): string =>
  path
    .split('/')
    .at(-1)
    ?.replace(/\.tsx?$/, '') ?? '';
const roomOf = (path: string): string =>
  /\.(rules|entity|dto|pages|service|controller|module)$/.exec(baseOf(path))?.[1] ?? 'other';
const isEntry = (path: string): boolean => moduleOf(path) === '' || outside.includes(moduleOf(path));

describe('the house', () => {
  it('knows every module', () => {
    const modules = [...new Set(files.map(moduleOf))].filter((name) => name !== '' && !outside.includes(name));
    expect(modules.sort()).toEqual(Object.keys(mayCall).sort());
  });

  it('calls only where it may', () => {
    const faults = imports
      .filter(
        ({ from, to }) =>
          !isEntry(from) && moduleOf(to) !== '' && moduleOf(from) !== moduleOf(to) && moduleOf(to) !== 'kernel',
      )
      .filter(({ from, to }) => !mayCall[moduleOf(from)]?.includes(moduleOf(to)))
      .map(({ from, to }) => `${moduleOf(from)} may not call ${moduleOf(to)}: ${from} imports ${to}`);
    expect(faults).toEqual([]);
  });

  it('comes in through the doors of a module, its service and its module', () => {
    const faults = imports
      .filter(
        ({ from, to }) =>
          !isEntry(from) && moduleOf(to) !== '' && moduleOf(from) !== moduleOf(to) && moduleOf(to) !== 'kernel',
      )
      .filter(({ to }) => !doors.test(baseOf(to)))
      .filter(({ from }) => moduleOf(from) !== 'overview')
      .map(({ from, to }) => `${from} reaches past the door of ${moduleOf(to)}: ${to}`);
    expect(faults).toEqual([]);
  });

  it('keeps the rooms of a module apart', () => {
    const faults = imports
      .filter(({ from, to }) => !isEntry(from) && moduleOf(from) !== 'kernel' && moduleOf(from) === moduleOf(to))
      .filter(({ typeOnly }) => !typeOnly)
      .filter(({ from, to }) => rooms[roomOf(from)] && !rooms[roomOf(from)]?.includes(roomOf(to)))
      .map(({ from, to }) => `a room of ${roomOf(from)} may not import ${roomOf(to)}: ${from} imports ${to}`);
    expect(faults).toEqual([]);
  });

  it('lets a rule know its entity as a type only', () => {
    const faults = imports.filter(
      ({ from, to, typeOnly }) => roomOf(from) === 'rules' && roomOf(to) === 'entity' && !typeOnly,
    );
    expect(faults.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('turns in no circle between modules', () => {
    const edges = Object.entries(mayCall);
    const order: string[] = [];
    const visit = (name: string, path: string[]): void => {
      if (path.includes(name)) throw new Error(`a circle: ${[...path, name].join(' → ')}`);
      if (order.includes(name)) return;
      for (const next of mayCall[name] ?? []) visit(next, [...path, name]);
      order.push(name);
    };
    for (const [name] of edges) visit(name, []);
    expect(order).toHaveLength(edges.length);
  });
});

describe('the habits', () => {
  const lines = (pattern: RegExp, keep: (file: string) => boolean): string[] =>
    files.filter(keep).flatMap((file) =>
      readFileSync(join(src, file), 'utf8')
        .split('\n')
        .map((line, i) => ({ line, at: `${file}:${i + 1}` }))
        .filter(({ line }) => pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
        .map(({ at }) => at),
    );
  const stage = (file: string): boolean => !isEntry(file);

  it.each<[string, RegExp, (file: string) => boolean]>([
    [
      'reads the clock in one place',
      /\bnew Date\(\)|\bDate\.now\(\)/,
      (file) => stage(file) && file !== 'kernel/clock.ts',
    ],
    ['calculates with money in one place', /[*/]\s*100\b|Math\.round|toFixed\(/, (file) => file !== 'kernel/money.ts'],
    [
      'assigns a status in one place',
      /^\s*[\w.()]+\.status\s*=[^=]/,
      (file) => stage(file) && file !== 'kernel/lifecycle.ts',
    ],
    ['reads the environment in one place', /process\.env\b/, (file) => stage(file) && file !== 'kernel/config.ts'],
    [
      'prints nothing from a module',
      /\bconsole\.|process\.stdout/,
      (file) => stage(file) && file !== 'kernel/logger.ts',
    ],
    ['ties no circle with forwardRef', /forwardRef\(/, () => true],
    ['types everything', /:\s*any\b|\bas any\b|<any>/, () => true],
    ['leaves nothing for later', /\b(TODO|FIXME|XXX|HACK)\b/, () => true],
    [
      'puts no style into the page',
      /\sstyle=[{"]/,
      (file) => file.endsWith('.tsx') && moduleOf(file) !== 'notifications',
    ],
  ])('%s', (_, pattern, keep) => {
    expect(lines(pattern, keep)).toEqual([]);
  });

  it('gives each kind of answer and of input a name of its own, as the description of the API has one list of names', () => {
    const names = files
      .filter((file) => roomOf(file) === 'dto')
      .flatMap((file) =>
        [...readFileSync(join(src, file), 'utf8').matchAll(/^export class (\w+)/gm)].map(([, name]) => name),
      );
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('keeps files short', () => {
    const long = files
      .map((file) => ({ file, length: readFileSync(join(src, file), 'utf8').split('\n').length }))
      .filter(({ length }) => length > 250)
      .map(({ file, length }) => `${file} has ${length} lines`);
    expect(long).toEqual([]);
  });

  it('keeps rooms flat', () => {
    const deep = files.filter((file) => file.split('/').length > 2 && !file.startsWith('kernel/page/'));
    expect(deep).toEqual([]);
  });
});
