import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Funds } from '../src/fund/funds.service';
import { Config } from '../src/kernel/config';
import { Work } from '../src/kernel/transaction';
import { Cipher } from '../src/payees/cipher.service';
import { Payees } from '../src/payees/payees.service';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import type { Agent, Answer } from './support/agent';
import { bankKey } from './support/keys';
import { confirmDetails, details } from './support/payee';
import { stepsUp } from './support/step-up';
import { createWorld, type World } from './support/world';

interface Seen {
  id: string;
  lastFour: string;
  moves: { move: string; href: string }[];
  confirmedHow: string;
  status: string;
  rejectReason: string;
}
interface View {
  account: Seen | null;
  waiting: Seen | null;
  held: string | null;
  former: Seen[];
  readings: { by: { name: string }; at: string; why: string; lastFour: string }[];
  detail: string;
  errors: Record<string, string[]>;
  number: string;
  items: { name: string; held: string | null; lastFour: string | null }[];
}
type Name = 'ola' | 'vera' | 'fay' | 'finn' | 'pia' | 'aud' | 'ada' | 'rita' | 'bo';

const iban = 'NO9386011117947';
const how = 'Called back on the number in the agreement.';
const people = {} as Record<Name, Person>;
const as = {} as Record<Name, Agent>;
const written: string[] = [];
let world: World;
let oslo: Organisation;
let boulder: Organisation;
let fundId: string;
let owner: Client;

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return /\[Nest\]|"level"/.test(String(text)) || write(String(text));
    });
  }
  world = await createWorld({ LOG_LEVEL: 'verbose' });
  owner = new Client({ connectionString: world.databaseUrl });
  await owner.connect();
  [oslo, boulder] = [await world.organisation('Oslo', 'city', 'Europe/Oslo'), await world.organisation('Boulder')];
  people.ola = await world.person({ role: 'city', name: 'Ola Officer', organisation: oslo });
  people.vera = await world.person({ role: 'city', name: 'Vera Viewer', organisation: oslo, cityRight: 'contributor' });
  people.bo = await world.person({ role: 'city', name: 'Bo Boulder', organisation: boulder });
  for (const name of ['fay', 'finn'] as const)
    people[name] = await world.person({ role: 'finance', name: `${name} Finance` });
  people.pia = await world.person({ role: 'program', name: 'Pia Program' });
  people.aud = await world.person({ role: 'auditor', name: 'Aud Auditor' });
  people.ada = await world.person({ role: 'admin', name: 'Ada Admin' });
  people.rita = await world.person({ role: 'reviewer', name: 'Rita Reviewer' });
  const fund = { name: 'Innovation Fund', purpose: '', currency: 'USD', approvalsRequired: 2 };
  ({ id: fundId } = await world.get(Funds).open(world.actor(people.ada), fund));
});
beforeEach(() => at('2027-03-01T12:00:00Z'));
afterAll(async () => {
  await owner.end();
  await world.close();
  jest.restoreAllMocks();
});

function at(instant: string): void {
  world.clock.pin(new Date(instant));
  for (const name of Object.keys(people) as Name[]) as[name] = world.as(people[name]);
}

const post = (name: Name, path: string, body: object = {}, key?: string): Promise<Answer<View>> =>
  as[name].post<View>(`/api/payees/${path}`, body, key === undefined ? {} : { key });
const view = async (name: Name, holder = oslo.id): Promise<View> =>
  (await as[name].get<View>(`/api/payees/${holder}`)).json;
const faults = async (change: object, holder = boulder.id): Promise<Record<string, string[]>> => {
  const { status, json } = await post('finn', `${holder}/details`, { ...details, ...change });
  expect(status).toBe(422);
  return json.errors;
};

describe('bank details', () => {
  it('are entered by the signatory, confirmed by somebody of the staff, and can be paid at once the first time', async () => {
    expect((await view('ola')).held).toBe('No bank details have been entered.');
    expect((await post('vera', `${oslo.id}/details`, details)).json.detail).toContain('entered by the signatory');
    const { status, json } = await post('ola', `${oslo.id}/details`, details);
    expect([status, json.waiting?.lastFour, json.held]).toEqual([
      201,
      '7947',
      'The bank details wait for a second person to confirm them.',
    ]);
    const id = json.waiting?.id ?? '';
    expect((await post('ola', `${oslo.id}/details/${id}/confirm`, { how })).status).toBe(403);
    expect((await post('pia', `${boulder.id}/details/${id}/confirm`, { how })).status).toBe(404);
    const confirmed = await post('pia', `${oslo.id}/details/${id}/confirm`, { how });
    expect(confirmed.json).toMatchObject({
      held: null,
      waiting: null,
      account: { lastFour: '7947', confirmedHow: how, status: 'confirmed' },
    });
  });

  it('that change wait, are told to whoever gave the former ones, and stop every payment until the hold is over', async () => {
    const changed = { ...details, accountNumber: 'NO84 0000 4939 611', reason: 'The bank changed.' };
    expect((await post('finn', `${oslo.id}/details`, { ...changed, reason: ' ' })).json.errors).toEqual({
      reason: ['Say why the bank details change.'],
    });
    const { json } = await post('finn', `${oslo.id}/details`, changed);
    const [told] = await world.sql<{ data: object }>(
      `select data from outbox where event = 'bank_details.entered' and data->>'lastFour' = '9611'`,
    );
    expect(told?.data).toMatchObject({
      change: true,
      holdUntil: '2027-03-04T12:00:00.000Z',
      formerContactId: people.ola.id,
      holder: 'Oslo',
      lastFour: '9611',
    });
    expect(json.held).toBe('The bank details change: until somebody confirms the new ones, nothing is paid.');
    const id = json.waiting?.id ?? '';
    const offered = async (name: Name) => (await view(name)).waiting?.moves.map(({ move }) => move);
    expect([await offered('finn'), await offered('fay')]).toEqual([
      ['reject', 'number'],
      ['confirm', 'reject', 'number'],
    ]);
    expect([await offered('pia'), await offered('ola'), await offered('aud')]).toEqual([
      ['confirm', 'reject'],
      ['number'],
      [],
    ]);
    expect((await post('finn', `${oslo.id}/details/${id}/confirm`, { how })).json.detail).toContain(
      'nobody confirms what they entered',
    );
    const done = await post('fay', `${oslo.id}/details/${id}/confirm`, { how });
    expect(done.json.held).toBe('The bank details changed: they are on hold until 4 March 2027, 12:00 (UTC).');
    expect(done.json.former).toMatchObject([{ lastFour: '7947', status: 'replaced' }]);
    at('2027-03-04T12:00:00Z');
    expect((await world.get(Payees).state(oslo.id)).held).toBeNull();
    expect((await post('fay', `${oslo.id}/details/${id}/confirm`, { how })).json.detail).toContain(
      'confirm is not possible now',
    );
  });

  it('wait one at a time: what is entered later takes the place of what waits, and what is rejected is not paid', async () => {
    await world.sql('update fund set hold_days = 7 where id = $1', [fundId]);
    const enter = async (accountNumber: string) =>
      (await post('finn', `${boulder.id}/details`, { ...details, accountNumber })).json;
    const first = (await enter('NO9386011117947')).waiting?.id ?? '';
    const second = await enter('NO8400004939611');
    expect(second.former).toMatchObject([
      { id: first, status: 'rejected', rejectReason: 'Superseded by details entered later.' },
    ]);
    expect((await post('fay', `${boulder.id}/details/${first}/confirm`, { how })).status).toBe(409);
    const rejected = await post('pia', `${boulder.id}/details/${second.waiting?.id}/reject`, {
      reason: 'Another name at the bank.',
    });
    expect(rejected.json).toMatchObject({ waiting: null, account: null, held: 'No bank details have been entered.' });
    await confirmDetails(world, { holderId: boulder.id, enteredBy: people.bo, confirmedBy: people.fay });
    const later = await confirmDetails(world, { holderId: boulder.id, enteredBy: people.bo, confirmedBy: people.fay });
    expect(later.holdUntil).toEqual(new Date('2027-03-08T12:00:00Z'));
  });

  it('of a fund are entered by finance, and no city sees them', async () => {
    const own = { ...details, country: 'US', kind: 'other', accountNumber: '000 4471-2046', bic: 'inveus2x' };
    const { json } = await post('finn', `${fundId}/details`, own);
    expect(json.waiting).toMatchObject({ lastFour: '2046', bic: 'INVEUS2X' });
    expect((await as.ola.get(`/api/payees/${fundId}`)).status).toBe(404);
    expect((await post('ola', `${fundId}/details`, own)).status).toBe(404);
  });

  it('entered by twenty at once wait once, and each click counts once', async () => {
    const partner = await world.organisation('A Partner', 'partner');
    const key = randomUUID();
    const same = await Promise.all(
      Array.from({ length: 10 }, () => post('finn', `${partner.id}/details`, details, key)),
    );
    const others = await Promise.all(Array.from({ length: 10 }, () => post('fay', `${partner.id}/details`, details)));
    expect(new Set([...same, ...others].map(({ status }) => status))).toEqual(new Set([201]));
    const [rows] = await world.sql<{ all: number; open: number }>(
      `select count(*)::int as all, count(*) filter (where status = 'entered')::int as open from bank_account where holder_id = $1`,
      [partner.id],
    );
    expect(rows).toEqual({ all: 11, open: 1 });
  });
});

describe('who sees what', () => {
  it('is by role: a city its own, reviewers nothing, the list only staff and auditors', async () => {
    const answers = async (path: string) =>
      Object.fromEntries(
        await Promise.all(
          (['ola', 'vera', 'bo', 'rita', 'pia', 'fay', 'ada', 'aud'] as const).map(async (name) => [
            name,
            (await as[name].get(path)).status,
          ]),
        ),
      ) as object;
    const staff = { pia: 200, fay: 200, ada: 200, aud: 200 };
    for (const path of ['/api/payees', '/payees'])
      expect(await answers(path)).toEqual({ ...staff, ola: 403, vera: 403, bo: 403, rita: 403 });
    for (const path of [`/api/payees/${oslo.id}`, `/api/payees/${oslo.id}/history`, `/payees/${oslo.id}`])
      expect(await answers(path)).toEqual({ ...staff, ola: 200, vera: 200, bo: 404, rita: 403 });
    const funder = await world.organisation('A Foundation', 'funder');
    expect((await as.fay.get(`/api/payees/${funder.id}`)).status).toBe(404);
    expect((await as.ola.get('/bank-details')).text).toContain('Bank details of your city');
    expect((await as.fay.get('/bank-details')).to).toBe('/payees');
    expect((await as.rita.get('/bank-details')).status).toBe(403);
  });

  it('is listed with what waits and why nothing can be paid', async () => {
    const of = async (status: string) =>
      (await as.aud.get<View>(`/api/payees?status=${status}`)).json.items.map(({ name }) => name);
    expect(await of('waiting')).toEqual(['A Partner', 'Innovation Fund']);
    expect(await of('ready')).toEqual([]);
    expect(await of('held')).toEqual(['Boulder', 'Oslo']);
    await world.organisation('Seattle');
    expect(await of('missing')).toEqual(['Seattle']);
    const { json } = await as.aud.get<{ items: { name: string }[]; next: string }>('/api/payees?limit=2');
    const rest = await as.aud.get<View>(`/api/payees?limit=2&after=${json.next}`);
    expect([...json.items, ...rest.json.items].map(({ name }) => name)).toEqual([
      'A Partner',
      'Boulder',
      'Innovation Fund',
      'Oslo',
    ]);
    expect((await as.aud.get<View>('/api/payees?status=rich')).json.errors.status?.[0]).toContain('Choose one of');
  });
});

describe('the full number', () => {
  const numberOf = async (name: Name, why: string): Promise<Answer<View>> =>
    post(name, `${oslo.id}/details/${(await view(name)).account?.id}/number`, { why });

  it('is read after proving who it is, with a reason, and every reading is shown', async () => {
    expect((await numberOf('pia', 'Curious')).status).toBe(403);
    expect((await numberOf('vera', 'Curious')).json.detail).toContain('for finance and for the city’s signatory');
    expect((await numberOf('fay', 'To compare')).json.detail).toContain('Prove that it is you first');
    expect((await view('fay')).readings).toEqual([]);
    for (const name of ['fay', 'ola'] as const) await stepsUp(world, as[name]);
    expect((await numberOf('fay', ' ')).json.errors).toEqual({ why: ['Enter what you need it for.'] });
    expect((await numberOf('fay', 'To compare')).json).toEqual({ number: 'NO8400004939611' });
    const [key, id] = [randomUUID(), (await view('ola')).account?.id];
    for (let tries = 0; tries < 2; tries += 1)
      expect((await post('ola', `${oslo.id}/details/${id}/number`, { why: 'Ours' }, key)).json.number).toBe(
        'NO8400004939611',
      );
    const read = { lastFour: '9611', at: '2027-03-01T12:00:00.000Z' };
    const ours = { ...read, by: { id: people.ola.id, name: 'Ola Officer' }, why: 'Ours' };
    const theirs = { ...read, by: { id: people.fay.id, name: 'fay Finance' }, why: 'To compare' };
    expect((await view('aud')).readings).toEqual([ours, ours, theirs]);
    const page = (await as.aud.get(`/payees/${oslo.id}`)).text;
    expect(page).toContain('To compare');
    expect(page).not.toContain('NO8400004939611');
  });

  it('is no business of a personal token', async () => {
    const { json } = await as.fay.post<{ token: string }>('/api/tokens', { name: 'Script', days: 1 });
    const id = (await view('fay')).account?.id;
    const program = world.as();
    const headers = { authorization: `Bearer ${json.token}` };
    const answer = await program.post<View>(
      `/api/payees/${oslo.id}/details/${id}/number`,
      { why: 'Backup' },
      { headers },
    );
    expect([answer.status, answer.json.detail]).toEqual([
      403,
      'A personal token cannot do this: sign in with a browser and prove that it is you.',
    ]);
    expect((await program.post('/api/step-up', {}, { headers })).status).toBe(403);
  });

  it('is reached in a browser by way of the proof, and the page that shows it is kept nowhere', async () => {
    const page = `/payees/${oslo.id}/details/${(await view('finn')).account?.id}/number`;
    const asked = await as.finn.get(page);
    expect([asked.status, asked.to]).toEqual([303, `/account/step-up?to=${encodeURIComponent(page)}`]);
    const posted = await as.finn.form(page, { why: 'The bank asks.', _page: page });
    expect(decodeURIComponent(posted.to)).toMatch(new RegExp(`^/account/step-up\\?to=${page}\\?refused=`));
    await stepsUp(world, as.finn);
    const again = await as.finn.get(decodeURIComponent(posted.to.split('to=')[1] ?? ''));
    expect(again.text).toContain('The bank asks.');
    expect(again.text).toContain('You have proved that it is you: send this again.');
    const shown = await as.finn.form(page, { why: 'The bank asks.', _page: page, _key: randomUUID() });
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(shown.text).toContain('NO84 0000 4939 611');
  });
});

describe('what is kept', () => {
  /** Wherever the text stands in the database, also as bytes. */
  async function foundIn(text: string): Promise<string[]> {
    const { rows } = await owner.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(rows.length).toBeGreaterThan(30);
    const found: string[] = [];
    for (const { name } of rows) {
      const sql = `select 1 from ${name} t where strpos(lower(t::text), lower($1)) > 0 or strpos(t::text, $2) > 0 limit 1`;
      const hits = await owner.query(sql, [text, Buffer.from(text).toString('hex')]);
      if (hits.rowCount) found.push(name);
    }
    return found;
  }

  it('has the number nowhere in clear: no table, no answer that is kept, no refused form, no log', async () => {
    const typed = {
      ...details,
      holderName: 'Oslo ✆',
      _page: `/payees/${oslo.id}?do=details`,
      _key: randomUUID(),
      reason: 'We moved.',
    };
    const refused = await as.ola.form(`/payees/${oslo.id}/details`, typed);
    const back = (await as.ola.follow(refused)).text;
    expect(back).toContain('We moved.');
    expect(back).toContain('Type the number again');
    for (const number of [
      iban,
      'NO93 8601 1117 947',
      '8601 1117',
      '86011117947',
      'NO8400004939611',
      '00004939611',
      '00044712046',
      '0004471-2046',
    ]) {
      expect([number, await foundIn(number)]).toEqual([number, []]);
      expect(back).not.toContain(number);
      expect(written.filter((line) => line.includes(number))).toEqual([]);
    }
    expect(await foundIn('The bank changed.')).toContain('public.bank_account');
    expect(written.length).toBeGreaterThan(0);
  });

  it('cannot be tried out from what tells a repeated request from another', async () => {
    const [key, path] = [randomUUID(), `/api/payees/${boulder.id}/details`];
    expect((await as.finn.post(path, details, { key })).status).toBe(422);
    const sent = { ...details, reason: 'A test.' };
    expect((await as.finn.post(path, sent, { key })).status).toBe(201);
    const [row] = await world.sql<{ fingerprint: Buffer }>('select fingerprint from idempotency where key = $1', [key]);
    const guess = createHash('sha256').update(['POST', path, JSON.stringify(sent)].join('\n'));
    expect([row?.fingerprint.length, row?.fingerprint.equals(guess.digest())]).toEqual([32, false]);
  });

  it('opens in its own row and for its own holder, under its own key, and under no other', async () => {
    const cipher = world.get(Cipher);
    const sealed = cipher.seal('secret', 'a:1');
    expect(cipher.seal('secret', 'a:1').equals(sealed)).toBe(false);
    expect(cipher.open(sealed, 'a:1')).toBe('secret');
    expect(() => cipher.open(sealed, 'a:2')).toThrow('cannot be opened');
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => cipher.open(changed, 'a:1')).toThrow('cannot be opened');
    }
    expect(() => cipher.open(sealed.subarray(0, 10), 'a:1')).toThrow('cannot be opened');
    const config = (present: string, old?: string) =>
      Object.assign(new Config(), { BANK_KEY: present, BANK_KEY_OLD: old });
    const another = 'ff'.repeat(32);
    expect(() => new Cipher(config(another)).open(sealed, 'a:1')).toThrow('cannot be opened');
    const rotated = new Cipher(config(another, bankKey));
    expect(rotated.open(sealed, 'a:1')).toBe('secret');
    expect(() => cipher.open(rotated.seal('later', 'a:1'), 'a:1')).toThrow('cannot be opened');
  });

  it('refuses a number that was put into another row, and does not say that it was read', async () => {
    const [ours, theirs] = [(await view('fay')).account?.id, (await view('fay', boulder.id)).account?.id];
    const read = (id: string | undefined) =>
      world.get(Work).run(world.actor(people.fay), (tx) => world.get(Payees).numberOf(tx, id ?? '', 'A test'));
    expect(await read(ours)).toBe('NO8400004939611');
    const count = async () => (await world.sql<{ n: number }>('select count(*)::int as n from bank_reading'))[0]?.n;
    const before = await count();
    await owner.query('alter table bank_account disable trigger user');
    await owner.query(
      'update bank_account set cipher = (select cipher from bank_account where id = $1) where id = $2',
      [theirs, ours],
    );
    await owner.query('alter table bank_account enable trigger user');
    await expect(read(ours)).rejects.toThrow('cannot be opened');
    expect(await count()).toBe(before);
    expect(written.join('')).toContain('does not belong to bank_account:');
  });

  it('is guarded by the database too', async () => {
    const refused = (sql: string, values: unknown[] = []): Promise<string> =>
      world.sql(sql, values).then(
        () => 'done',
        (error: { constraint?: string; code: string }) => error.constraint ?? error.code,
      );
    const id = (await view('fay', fundId)).waiting?.id;
    const confirm = `update bank_account set status = 'confirmed', confirmed_by = $2, confirmed_at = now() where id = $1`;
    expect(await refused(confirm, [id, people.finn.id])).toBe('bank_account_by_another');
    expect(await refused(`update bank_account set status = 'confirmed' where id = $1`, [id])).toBe(
      'bank_account_confirmed',
    );
    expect(await refused(`update bank_account set status = 'replaced' where id = $1`, [id])).toBe('legal_step');
    for (const change of [
      `bic = 'EVILUS2X'`,
      `holder_name = 'Evil'`,
      `entered_by = '${people.fay.id}'`,
      'hold_until = now()',
      `cipher = '\\x00'`,
      `country = 'NO'`,
      `kind = 'iban'`,
    ])
      expect([change, await refused(`update bank_account set ${change} where id = $1`, [id])]).toEqual([
        change,
        'proposal_stays',
      ]);
    expect(await refused('delete from bank_account')).toBe('42501');
    expect(await refused('delete from bank_reading')).toBe('42501');
    expect(await refused(`update bank_reading set why = ''`)).toBe('42501');
  });
});

describe('what cannot be bank details', () => {
  it.each<[string, object, string, string]>([
    ['a wrong checksum', { accountNumber: 'NO94 8601 1117 947' }, 'accountNumber', 'The check digits do not fit'],
    [
      'a wrong national checksum',
      { accountNumber: 'NO06 8601 1117 948' },
      'accountNumber',
      'The check digits do not fit',
    ],
    ['a wrong country', { country: 'DK' }, 'accountNumber', 'This IBAN is of Norway, the country above is Denmark.'],
    [
      'a wrong length',
      { accountNumber: 'NO93 8601 1117 94' },
      'accountNumber',
      'An IBAN of Norway has 15 characters; this one has 14.',
    ],
    [
      'no country',
      { accountNumber: '9386 0111 1794 7' },
      'accountNumber',
      'begins with the two letters of its country',
    ],
    ['a QR-IBAN', { country: 'CH', accountNumber: 'CH4431999123000889012' }, 'accountNumber', 'This is a QR-IBAN'],
    ['400 characters', { accountNumber: '1'.repeat(400) }, 'accountNumber', 'is 400 characters long; at most 60 fit.'],
    [
      'right-to-left marks',
      { accountNumber: `\u202eNO9386011117947` },
      'accountNumber',
      'letters, digits and spaces only',
    ],
    ['other digits', { accountNumber: 'NO٩٣86011117947' }, 'accountNumber', 'letters, digits and spaces only'],
    ['nothing', { accountNumber: ' ' }, 'accountNumber', 'Enter the account number.'],
    ['a number', { accountNumber: 12345 }, 'accountNumber', 'Enter the account number.'],
    ['an IBAN as another number', { kind: 'other' }, 'accountNumber', 'This is an IBAN'],
    ['four characters', { kind: 'other', accountNumber: '1234' }, 'accountNumber', '5 to 34 letters and digits'],
    ['another number without a BIC', { kind: 'other', accountNumber: '12345678', bic: '' }, 'bic', 'Enter the BIC'],
    ['a wrong BIC', { bic: 'DNBAXXKK' }, 'bic', 'A BIC has 8 or 11'],
    ['a third kind', { kind: 'cash' }, 'kind', 'Choose what kind of number it is.'],
    ['a country that is none', { country: 'ZZ' }, 'country', 'Choose the country of the account.'],
    ['a currency that is none', { currency: 'ABC' }, 'currency', 'Enter a currency by its three letters'],
    ['a name in two lines', { holderName: 'Oslo\nkommune' }, 'holderName', 'in one line'],
    ['a name from right to left', { holderName: 'Oslo \u202eenummok' }, 'holderName', 'Latin letters'],
    ['a name in other letters', { holderName: '横浜市' }, 'holderName', 'Latin letters'],
    [
      'a name of 141 letters',
      { holderName: 'x'.repeat(141) },
      'holderName',
      'is 141 characters long; at most 140 fit.',
    ],
    ['a formula', { holderName: '=cmd|x' }, 'holderName', 'Latin letters'],
  ])('is %s', async (_, change, field, sentence) => {
    expect((await faults(change))[field]?.join()).toContain(sentence);
  });

  it('is said of everything at once', async () => {
    const nothing = await post('finn', `${boulder.id}/details`, { kind: 'iban' });
    expect(nothing.json.errors).toEqual({
      holderName: ['Enter the name of the account’s holder.'],
      country: ['Choose the country of the account.'],
      currency: ['Enter a currency by its three letters, like USD.'],
      accountNumber: ['Enter the account number.'],
      reason: ['Say why the bank details change.'],
    });
  });

  it('is said without repeating the number, and what is written otherwise is taken as banks write it', async () => {
    const { text } = await post('finn', `${boulder.id}/details`, { ...details, accountNumber: 'NO94 8601 1117 947' });
    expect(text).not.toMatch(/8601|1117/);
    const typed = {
      ...details,
      holderName: '  Bærum  – '.replace('–', 'd’Or'),
      accountNumber: 'no93\u00a08601 1117 947',
      bic: ' dnbanokk ',
      reason: 'x',
    };
    const { json } = await post('finn', `${boulder.id}/details`, typed);
    expect(json.waiting).toMatchObject({ holderName: "Bærum d'Or", lastFour: '7947', bic: 'DNBANOKK' });
  });
});
