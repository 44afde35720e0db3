import { Funds } from '../src/fund/funds.service';
import { publish } from '../src/kernel/outbox';
import { Work } from '../src/kernel/transaction';
import { WritingService } from '../src/notifications/writing.service';
import { Rounds } from '../src/rounds/rounds.service';
import type { Answer } from './support/agent';
import { Awarding, type Name, type Problem } from './support/awarding';

interface Letter extends Problem {
  id: string;
  url: string;
  name: string;
  readers: string;
  kind: string;
  locked: string | null;
  subject: string;
  changed: { place: string; name: string }[];
  original: Words;
  words: Words;
  source: { place: string; name: string } | null;
  version: number;
  fields: { name: string; example: string }[];
  cases: { id: string; name: string }[];
  moves: { move: string }[];
}
interface Words {
  subject: string;
  body: string;
  button: string;
}
interface Preview extends Problem {
  case: { id: string; name: string };
  subject: string;
  text: string;
  html: string;
  notes: string[];
}
interface Version {
  version: number;
  words: Words | null;
  savedBy: string;
  changed: string[];
}

const postponed = 'round.postponed';
const submitted = 'application.submitted~city';
const overdue = 'report.reminder~overdue';
const readers: Name[] = ['amara', 'jonas', 'ada', 'aud'];
const outsiders: Name[] = ['rita', 'signatory', 'viewer', 'stranger'];

describe('the words of letters', () => {
  let here: Awarding;
  /** Two rounds of one fund. */
  let rounds: string[];

  beforeAll(async () => {
    here = await Awarding.prepare();
    rounds = [(await here.inReview(300_000, [100_000])).roundId, (await here.inReview(300_000, [100_000])).roundId];
  }, 60_000);
  afterAll(() => here?.world.close());

  const letter = async (id: string, place = 'everywhere', name: Name = 'amara'): Promise<Letter> =>
    (await here.as(name).get<Letter>(`/api/letters/${id}?place=${place}`)).json;
  const save = (id: string, words: object, name: Name = 'amara'): Promise<Answer<Letter>> =>
    here.as(name).put<Letter>(`/api/letters/${id}/text`, { place: 'everywhere', version: 0, ...words });
  const saved = async (id: string, words: Partial<Words>, place = 'everywhere'): Promise<Letter> => {
    const now = await letter(id, place);
    const { status, json, text } = await save(id, { ...now.words, ...words, place, version: now.version });
    if (status !== 200) throw new Error(text);
    return json;
  };
  const preview = (id: string, words: object, name: Name = 'amara'): Promise<Answer<Preview>> =>
    here.as(name).post<Preview>(`/api/letters/${id}/preview`, words);
  const restore = (id: string, body: object, name: Name = 'amara'): Promise<Answer<Letter>> =>
    here.as(name).post<Letter>(`/api/letters/${id}/restore`, { place: 'everywhere', ...body });
  const versions = async (id: string, place = 'everywhere'): Promise<Version[]> =>
    (await here.as('aud').get<{ items: Version[] }>(`/api/letters/${id}/texts?place=${place}`)).json.items;

  describe('the list', () => {
    it('has every letter with its name, its readers and its kind, and says where it was changed', async () => {
      await saved(postponed, { subject: 'Later: {{round}}' }, `round:${rounds[0]}`);
      const { json } = await here.as('jonas').get<{ items: Letter[] }>('/api/letters');
      expect(json.items.length).toBeGreaterThan(80);
      expect(json.items.find(({ id }) => id === 'report.submitted/city')).toMatchObject({
        url: '/letters/report.submitted~city',
        name: 'Report submitted, to the city',
        readers: 'Those who act for the city',
        kind: 'decision',
        locked: null,
        changed: [],
      });
      expect(json.items.find(({ id }) => id === postponed)?.changed).toEqual([
        { place: `round:${rounds[0]}`, name: 'Round 1' },
      ]);
      expect(new Set(json.items.map(({ name }) => name)).size).toBe(json.items.length);
      const { version } = await letter(postponed, `round:${rounds[0]}`);
      await restore(postponed, { place: `round:${rounds[0]}`, version, to: 0 });
    });

    it('is narrowed by kind and by words, on the page too', async () => {
      const asked = async (query: string) =>
        (await here.as('aud').get<{ items: Letter[] }>(`/api/letters?${query}`)).json.items.map(({ id }) => id);
      expect(await asked('kind=call')).toEqual(['round.opened']);
      expect(await asked('text=CODE%20to%20prove')).toEqual(['person.step_up_requested']);
      const page = await here.as('amara').get('/letters?kind=call');
      expect(page.text).toContain('>Round opened</a>');
      expect(page.text).not.toContain('>Round postponed</a>');
      expect((await here.as('amara').get('/letters?text=zzzz')).text).toContain('Nothing fits your choice.');
      const wrong = await here.as('amara').get('/letters?kind=junk');
      expect([wrong.status, wrong.text.includes('Choose a kind: security,')]).toEqual([200, true]);
    });

    it('is read by staff and auditors, changed by program staff and administrators, and there for nobody else', async () => {
      for (const name of readers) expect((await here.as(name).get(`/letters/${submitted}`)).status).toBe(200);
      for (const name of outsiders) {
        expect((await here.as(name).get('/letters')).status).toBe(403);
        expect((await here.as(name).get(`/api/letters/${submitted}`)).status).toBe(403);
        expect((await preview(submitted, {}, name)).status).toBe(403);
      }
      const now = await letter(submitted);
      for (const name of ['jonas', 'aud'] as const) {
        expect((await save(submitted, now.words, name)).status).toBe(403);
        expect((await restore(submitted, { version: 0, to: 0 }, name)).status).toBe(403);
        expect((await here.as(name).post(`/api/letters/${submitted}/try`, now.words)).status).toBe(403);
        expect((await letter(submitted, 'everywhere', name)).moves).toEqual([]);
        expect((await here.as(name).get(`/letters/${submitted}`)).text).not.toContain('Save these words');
      }
      expect((await letter(submitted, 'everywhere', 'ada')).moves.map(({ move }) => move)).toEqual([
        'text',
        'try',
        'restore',
      ]);
    });

    it.each([
      'round.nothing',
      'round.closed',
      'report.submitted',
      'constructor',
      '__proto__',
      '..%2F..',
      'x'.repeat(90),
    ])('knows no letter %s', async (id) => {
      expect((await here.as('amara').get(`/letters/${id}`)).status).toBe(404);
      expect((await here.as('amara').get(`/api/letters/${id}`)).status).toBe(404);
    });

    it('takes an id as the mail log writes it, too', async () => {
      expect((await letter('report.submitted%2Fcity')).name).toBe('Report submitted, to the city');
    });
  });

  describe('writing anew', () => {
    it('is for everywhere, for a fund or for a round, each from what holds there', async () => {
      const { original } = await letter(overdue);
      const fund = `fund:${here.fundId}`;
      const round = `round:${rounds[1]}`;
      await saved(overdue, { button: 'Everywhere' });
      expect(await letter(overdue, fund)).toMatchObject({
        ...{ version: 0, source: { place: 'everywhere', name: 'Everywhere' } },
        words: { ...original, button: 'Everywhere' },
      });
      await saved(overdue, { button: 'Of the fund' }, fund);
      expect((await letter(overdue, round)).words.button).toBe('Of the fund');
      const own = await saved(overdue, { button: 'Of the round' }, round);
      expect(own).toMatchObject({ version: 1, source: { place: round, name: 'Round 3' } });
      expect((await letter(overdue, `round:${rounds[0]}`)).words.button).toBe('Of the fund');
      expect((await letter(overdue, 'everywhere')).words.button).toBe('Everywhere');
      const back = await restore(overdue, { place: round, version: 1, to: 0 });
      expect(back.json).toMatchObject({ version: 2, source: null, words: original });
      expect((await letter(overdue, fund)).words.button).toBe('Of the fund');
      const nowhere = await here.as('amara').get(`/api/letters/${overdue}?place=round:${here.fundId}`);
      expect(nowhere.status).toBe(404);
      expect((await here.as('amara').get(`/api/letters/${overdue}?place=somewhere`)).status).toBe(422);
    });

    it.each<[string, object, string, string]>([
      [
        'a field nobody knows',
        { body: 'On {{titel}}.' },
        'body',
        '“{{titel}}” is not a field of this letter. Did you mean “{{title}}”?',
      ],
      [
        'a field of another letter',
        { subject: 'For {{lastFour}}' },
        'subject',
        '“{{lastFour}}” is not a field of this letter.',
      ],
      [
        'one that is not closed',
        { body: 'By {{due and more' },
        'body',
        '“{{due and more” is opened with “{{” and not closed with “}}”.',
      ],
      [
        'one that calls something',
        { body: '{{title.constructor("x")}}' },
        'body',
        '“{{title.constructor("x")}}” is more than a field.',
      ],
      ['a dotted one', { body: '{{title.length}}' }, 'body', '“{{title.length}}” is more than a field.'],
      ['an unescaped one', { body: '{{{title}}}' }, 'body', '“{{{title}}}” is more than a field.'],
      ['a section', { body: '{{#title}}x{{/title}}' }, 'body', '“{{#title}}” is more than a field.'],
      ['a partial', { body: '{{>title}}' }, 'body', '“{{>title}}” is more than a field.'],
      ['other delimiters', { body: '{{=<% %>=}}<%title%>' }, 'body', 'is more than a field.'],
      ['a field in the button', { button: 'Go {{there}}' }, 'button', '“{{there}}” is not a field of this letter.'],
      ['no subject', { subject: ' \u200b ' }, 'subject', 'Enter the subject.'],
      ['no text', { body: '\n\n' }, 'body', 'Enter the text.'],
      ['no button', { button: '' }, 'button', 'Enter what stands on the button.'],
      [
        'a long subject',
        { subject: 'x'.repeat(201) },
        'subject',
        'The subject is 201 characters long; at most 200 fit.',
      ],
      ['a long text', { body: 'x'.repeat(10_001) }, 'body', 'The text is 10,001 characters long; at most 10,000 fit.'],
      [
        'a line break in the subject',
        { subject: 'One\nBcc: evil@example.org' },
        'subject',
        'The subject has a line break. Write it on one line.',
      ],
      [
        'a line break in the button',
        { button: 'One\r\ntwo' },
        'button',
        'The button has a line break. Write it on one line.',
      ],
      ['something else than text', { subject: { length: 3 } }, 'subject', 'Enter the subject.'],
    ])('refuses %s beside its field, and shows it nowhere', async (_, words, field, sentence) => {
      const { words: now, version } = await letter(submitted);
      const { status, json } = await save(submitted, { ...now, ...words, version });
      expect([status, Object.keys(json.errors)]).toEqual([422, [field]]);
      expect(json.errors[field]?.join(' ')).toContain(sentence);
      const seen = await preview(submitted, { ...now, ...words });
      expect([seen.status, Object.keys(seen.json.errors)]).toEqual([422, [field]]);
      expect((await here.as('amara').post(`/api/letters/${submitted}/try`, { ...now, ...words })).status).toBe(422);
      expect((await letter(submitted)).version).toBe(version);
    });

    it('keeps 200 and 10,000 characters, and counts the end of a line of a browser once', async () => {
      const body = `${'x'.repeat(4999)}\r\n${'y'.repeat(5000)}`;
      const { words } = await saved('award.resumed', { subject: 'x'.repeat(200), body });
      expect([words.subject.length, words.body.length]).toEqual([200, 10_000]);
      await restore('award.resumed', { version: 1, to: 0 });
    });

    it('is quick with the worst that can be typed, and takes no 5 MB', async () => {
      const worst = ['{{', '{{a}}', '{{{', '}}', '{{#', '{{=', '. {{title}} A', '{{ttile}} '].map((part) =>
        part.repeat(10_000).slice(0, 10_000),
      );
      for (const body of [...worst, `${'{{a}}'.repeat(1999)}{{`]) {
        const start = performance.now();
        const { status, json } = await preview(submitted, { subject: 'x', button: 'x', body });
        expect([status, (json.errors?.body ?? []).length]).toEqual([
          status,
          Math.min(5, json.errors?.body?.length ?? 0),
        ]);
        expect(performance.now() - start).toBeLessThan(3000);
      }
      const large = await save(submitted, { subject: 'x', button: 'x', body: 'x'.repeat(5_000_000) });
      expect(large.status).toBe(413);
      const form = await here.as('amara').form(`/letters/${submitted}`, { body: 'x'.repeat(5_000_000) });
      expect([form.status, form.text.includes('This is larger than what is taken at once')]).toEqual([413, true]);
    });

    it('leaves markup, right-to-left words and emoji as they are typed', async () => {
      const body = '<script>alert(1)</script> & “{{title}}” <b>\n\nمرحبا بالمدينة 🌍👩‍🚀';
      await saved(submitted, { subject: '<i>שלום</i> {{title}} 🌍', body });
      const page = await here.as('amara').get(`/letters/${submitted}`);
      expect(page.text).toContain('&lt;script>alert(1)&lt;/script> &amp; “{{title}}”');
      expect(page.text).not.toContain('<script>alert');
      const { json } = await preview(submitted, (await letter(submitted)).words);
      expect(json.html).toContain('&lt;script>alert(1)&lt;/script> &amp; “Heat');
      expect(json.html).not.toContain('<script');
      expect(json.text).toContain('<script>alert(1)</script> & “Heat');
      expect(json.text).toContain('مرحبا بالمدينة 🌍👩‍🚀');
      expect(json.subject).toMatch(/^<i>שלום<\/i> Heat \d+ 🌍$/);
      await restore(submitted, { version: 1, to: 0 });
    });

    it('refuses who saves on what somebody else has changed, and shows both texts', async () => {
      const read = await letter('award.accepted~city');
      const words = { ...read.words, subject: 'Priya was first: {{title}}' };
      expect((await save('award.accepted~city', { ...words, version: read.version }, 'priya')).status).toBe(200);
      const late = { ...read.words, subject: 'Amara was late: {{title}}', version: read.version, place: 'everywhere' };
      const { status, json } = await save('award.accepted~city', late);
      expect([status, json.detail]).toEqual([
        409,
        expect.stringContaining('Compare what is saved now with your text, then save again.'),
      ]);
      const early = await save('award.accepted~city', { ...late, version: 7 });
      expect([early.status, early.json.detail]).toEqual([409, json.detail]);
      const form = await here.as('amara').form('/letters/award.accepted~city', {
        ...{ ...late, _key: 'late-1', _page: '/letters/award.accepted~city?place=everywhere' },
      });
      expect(form.status).toBe(303);
      const page = await here.as('amara').follow(form);
      expect(page.text).toContain('Somebody else changed these words meanwhile.');
      expect(page.text).toContain('value="Amara was late: {{title}}"');
      expect(page.text).toContain('<bdi>Priya was first: {{title}}</bdi>');
      expect(page.text).toContain('name="version" value="1"');
    });

    it('lets one of ten who save at once through', async () => {
      const { words, version } = await letter('award.suspended~city');
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) => save('award.suspended~city', { ...words, subject: `No. ${i}`, version })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
      expect(await versions('award.suspended~city')).toHaveLength(1);
    });

    it('changes nothing where nothing was changed, and one time where a form is sent twice', async () => {
      const { words, version } = await saved('award.resumed', { subject: 'Once: {{title}}' });
      expect((await save('award.resumed', { ...words, version })).json.version).toBe(version);
      const fields = { ...words, subject: 'Twice: {{title}}', place: 'everywhere', version, _key: 'twice' };
      const [one, two] = [
        await here.as('amara').form('/letters/award.resumed', fields),
        await here.as('amara').form('/letters/award.resumed', fields),
      ];
      expect([one.status, two.status, two.to]).toEqual([303, 303, '/letters/award.resumed?place=everywhere']);
      expect((await letter('award.resumed')).version).toBe(version + 1);
    });

    it('brings a refused form back with every word, and the sentence beside its field', async () => {
      const page = `/letters/${submitted}?place=everywhere`;
      const { version } = await letter(submitted);
      const fields = {
        subject: 'Mine {{titel}}',
        body: 'All my words\n\n{{nobody',
        button: 'Go',
        place: 'everywhere',
        version,
      };
      const refused = await here
        .as('amara')
        .form(`/letters/${submitted}`, { ...fields, _page: page, _key: 'refused-1' });
      const back = await here.as('amara').follow(refused);
      expect(back.text).toContain('value="Mine {{titel}}"');
      expect(back.text).toContain('All my words\n\n{{nobody</textarea>');
      expect(back.text).toMatch(
        /id="subject-error"[^>]*>.*“{{titel}}” is not a field of this letter. Did you mean “{{title}}”\?/s,
      );
      expect(back.text).toMatch(/id="body-error"[^>]*>.*is opened with “{{” and not closed/s);
      expect(back.text).toContain('This cannot be shown yet:');
      const both = await here
        .as('amara')
        .form(`/letters/${submitted}`, { ...fields, button: '', _page: page, _key: 'both' });
      const all = await here.as('amara').follow(both);
      for (const part of ['subject', 'body', 'button']) expect(all.text).toContain(`id="${part}-error"`);
    });
  });

  describe('letters about security', () => {
    it.each([
      'person.sign_in_requested',
      'person.step_up_requested',
      'bank_details.entered~former',
      'mail.stopped',
      'letter.tried',
    ])('shows %s, and lets nobody change it', async (id) => {
      const now = await letter(id, 'everywhere', 'ada');
      expect(now.locked).not.toBeNull();
      expect(now.moves).toEqual([]);
      const { status, json } = await save(id, { ...now.words, body: 'Call this number instead.' }, 'ada');
      expect([status, json.detail]).toEqual([403, now.locked]);
      expect((await restore(id, { version: 0, to: 0 }, 'ada')).status).toBe(403);
      const page = await here.as('ada').get(`/letters/${id}`);
      expect([page.status, page.text.includes('Save these words')]).toEqual([200, false]);
      expect(page.text).not.toContain('Where it holds');
    });

    it('shows no real link and no real code', async () => {
      const { world, people } = here;
      await world.as().post('/api/sign-in', { email: people.jonas.email });
      const [row] = await world.sql<{ id: string; token: string }>(
        `select id, data->>'token' as token from outbox where event = 'person.sign_in_requested' order by due_at desc limit 1`,
      );
      const { cases, words } = await letter('person.sign_in_requested', 'everywhere', 'ada');
      expect(cases.map(({ id }) => id)).toEqual(['sample']);
      const seen = await preview('person.sign_in_requested', words, 'ada');
      expect(seen.json.case.id).toBe('sample');
      expect(seen.json.text + seen.json.html).not.toContain(row?.token);
      expect((await preview('person.sign_in_requested', { ...words, case: row?.id }, 'ada')).status).toBe(404);
    });
  });

  describe('the preview', () => {
    it('shows the latest real case as its reader would get it, or another, or an invented one', async () => {
      const { cases, words } = await letter(submitted);
      expect(cases).toHaveLength(3);
      expect(cases[2]).toEqual({ id: 'sample', name: 'An invented case' });
      const latest = await preview(submitted, words);
      expect(latest.json.case).toEqual(cases[0]);
      const [, title, name] = /^(Heat \d+), (Round \d), 10 January 2027$/.exec(latest.json.case.name) ?? [];
      expect(latest.json.text).toContain(`Thank you. Your application “${title}” to ${name}, for $1,000.00,`);
      expect(latest.json.text).toMatch(/^Dear city \d+,\n/);
      expect(latest.json.html).toMatch(/^<!DOCTYPE html>/);
      const first = await preview(submitted, { ...words, case: cases[1]?.id });
      expect(first.json.text).toContain(cases[1]?.name.split(', ')[1]);
      expect(first.json.text).not.toContain(`to ${name}`);
      const invented = await preview(submitted, { ...words, case: 'sample' });
      expect(invented.json.text).toContain('Heat from the harbour');
      expect((await preview(submitted, { ...words, case: here.fundId })).status).toBe(404);
      expect((await preview(submitted, { ...words, case: 'junk' })).status).toBe(422);
      const [other] = await here.world.sql<{ id: string }>(
        `select id from outbox where event = 'round.opened' limit 1`,
      );
      expect((await preview(submitted, { ...words, case: other?.id })).status).toBe(404);
    });

    it('shows at most ten cases, the newest first', async () => {
      const tell = (i: number) => ({ ...round(rounds[0] ?? '', `Round ${i}`), deadlineAt: '2027-05-01T10:00:00.000Z' });
      await told(...Array.from({ length: 12 }, (_, i) => tell(100 + i)));
      const { cases } = await letter(postponed);
      expect(cases).toHaveLength(11);
    });

    it('has a reminder speak of a real deadline, on the side of it that it is for', async () => {
      const start = await letter('review.reminder~overdue');
      expect(start.cases).toEqual([{ id: 'sample', name: 'An invented case' }]);
      for (const [id, falls] of [
        ['review.reminder~overdue', 'was due 3 days ago'],
        ['review.reminder~today', 'is due today'],
        ['review.reminder~ahead', 'is due in 3 days'],
      ] as const) {
        const { words } = await letter(id);
        expect((await preview(id, words)).json.text).toContain(falls);
      }
      await here.world.sql(
        `insert into deadline (anchor, subject, within, round_id, person_id, staff_role, title, due_at, due_zone, data, created_at)
         values ('review_due', 'review:' || gen_random_uuid(), '{}', $1, $2::uuid, 'program', 'Heat 9', '2027-03-20T22:59:59Z', 'Europe/Oslo',
           jsonb_build_object('reviewId', gen_random_uuid(), 'reviewerId', $2::uuid, 'reviewer', 'Rita Reviewer', 'applicationId', gen_random_uuid(),
             'title', 'Heat 9', 'round', 'Round 1'), $3)`,
        [rounds[0], here.people.rita.id, here.world.clock.now()],
      );
      const { words, cases } = await letter('review.reminder~overdue');
      expect(cases[0]?.name).toBe('Heat 9, Round 1, due 20 March 2027');
      const more = await letter('deadline.escalated');
      expect((await preview('deadline.escalated', { ...more.words, case: cases[0]?.id })).json.text).toContain(
        '“Heat 9”. It concerns Rita Reviewer',
      );
      const { json } = await preview('review.reminder~overdue', words);
      expect(json.text).toContain('Dear Rita Reviewer,');
      expect(json.text).toContain('was due 3 days ago, by 20 March 2027, 23:59 (Europe/Oslo)');
    });

    it('shows every letter there is in an invented case', async () => {
      const { items } = (await here.as('ada').get<{ items: Letter[] }>('/api/letters')).json;
      for (const { id, url } of items) {
        const { original, fields } = await letter(url.slice('/letters/'.length), 'everywhere', 'ada');
        const { status, json } = await preview(url.slice('/letters/'.length), { ...original, case: 'sample' }, 'ada');
        expect([id, status, json.subject.length > 5, json.text.includes('{{')]).toEqual([id, 200, true, false]);
        expect(fields.map(({ name }) => name)).toContain('name');
      }
    }, 60_000);

    it('says what the original tells and these words leave out', async () => {
      const { json } = await preview(postponed, {
        subject: 'Later',
        body: 'The deadline has moved to {{deadline}}.',
        button: 'See',
      });
      expect(json.notes).toEqual(['The original also says {{round}}.', 'The original also says {{deadlineDay}}.']);
    });

    it('comes with a button and without JavaScript, and keeps what was typed', async () => {
      const amara = here.as('amara');
      const fields = {
        subject: 'Typed: {{title}}',
        body: 'Not saved yet.\n\n<b>',
        button: 'Go',
        place: 'everywhere',
        version: 0,
        case: 'sample',
      };
      const answer = await amara.form(`/letters/${submitted}/preview`, fields);
      expect([answer.status, answer.to]).toEqual([
        303,
        expect.stringMatching(
          /^\/letters\/application.submitted~city\?place=everywhere&case=sample&refused=[0-9a-f-]{36}$/,
        ),
      ]);
      const page = await amara.follow(answer);
      expect(page.text).toContain('<strong>Typed: Heat from the harbour</strong>');
      expect(page.text).toContain('value="Typed: {{title}}"');
      expect(page.text).toContain('Not saved yet.\n\n&lt;b></textarea>');
      expect(page.text).not.toContain('There is a problem');
      const [, frame = ''] = /<iframe[^>]*src="([^"]+)"/.exec(page.text) ?? [];
      const html = await amara.get(frame.replaceAll('&amp;', '&'));
      expect(html.text).toContain('<p>Not saved yet.</p>');
      expect(html.headers.get('content-security-policy')).toContain('sandbox;');
      const others = await here.as('priya').get(frame.replaceAll('&amp;', '&'));
      expect(others.text).not.toContain('Not saved yet.');
    });

    it('is for those who only read, too', async () => {
      const page = await here.as('aud').get(`/letters/${submitted}?case=sample`);
      expect(page.text).toContain('We have your application: Heat from the harbour');
      expect((await preview(submitted, (await letter(submitted)).words, 'aud')).status).toBe(200);
    });
  });

  describe('a test to oneself', () => {
    it('goes to whoever asks, as it stands, marked as a test, ten times an hour', async () => {
      const { world, people } = here;
      const words = { subject: 'Unsaved: {{title}}', body: 'One.\n\nBecause:\n\n{{reason}}\n\nTwo.', button: 'Look' };
      const send = () =>
        here.as('priya').post<{ subject: string; left: number }>('/api/letters/application.declined/try', {
          ...words,
          case: 'sample',
        });
      expect((await send()).json).toEqual({ subject: 'Test: Unsaved: Heat from the harbour', left: 9 });
      const mail = await written(`event = 'letter.tried'`);
      expect(mail).toMatchObject([
        { address: people.priya.email, subject: 'Test: Unsaved: Heat from the harbour', textId: null },
      ]);
      expect(mail[0]?.text).toContain('Dear Priya Raman,\n\nOne.\n\nBecause:\n\n> ');
      expect(mail[0]?.html).toMatch(/<blockquote>.*<\/blockquote>/s);
      expect(mail[0]?.text).toMatch(/Look:\nhttp:\/\/localhost:3000\/applications\//);
      const statuses = [];
      for (let i = 0; i < 10; i += 1) statuses.push((await send()).status);
      expect(statuses).toEqual([...Array<number>(9).fill(200), 429]);
      expect((await here.as('amara').post('/api/letters/application.declined/try', words)).status).toBe(200);
      const again = new Date(world.clock.now().getTime() + 3_601_000);
      here.at(again.toISOString());
      expect((await send()).status).toBe(200);
    });

    it('keeps what was typed on the page', async () => {
      const fields = { subject: 'Not saved', body: 'Nor this.', button: 'Go', place: 'everywhere', version: 0 };
      const answer = await here.as('ada').form(`/letters/${submitted}/try`, { ...fields, _key: 'try-1' });
      const page = await here.as('ada').follow(answer);
      expect(page.text).toContain('A test is on its way to you. You can send 9 more within this hour.');
      expect(page.text).toContain('value="Not saved"');
      expect((await letter(submitted)).words.subject).not.toBe('Not saved');
    });
  });

  describe('versions', () => {
    it('tell who changed what, word by word, and any of them holds again', async () => {
      const id = 'award.expired~city';
      const one = await letter(id);
      const [first, second] = ['Ended: {{title}}', 'Ended for good: {{title}}'];
      await saved(id, { subject: first });
      await save(id, { ...one.words, subject: second, body: 'New text.', version: 1 }, 'ada');
      expect(await versions(id)).toMatchObject([
        { version: 2, savedBy: 'Ada Admin', changed: ['subject', 'body'], words: { subject: second } },
        { version: 1, savedBy: 'Amara Okafor', changed: ['subject'], words: { subject: first } },
      ]);
      const page = await here.as('aud').get(`/letters/${id}/versions/2`);
      expect(page.text).toMatch(/Ended<ins>.* for good/s);
      expect(page.text).toContain('Compared with version 1');
      expect(page.text).not.toContain('hold again');
      expect((await restore(id, { version: 1, to: 1 })).status).toBe(409);
      const back = await restore(id, { version: 2, to: 1 });
      expect(back.json).toMatchObject({ version: 3, words: { subject: first } });
      const form = await here
        .as('amara')
        .form(`/letters/${id}/restore`, { place: 'everywhere', version: 3, to: 0, _key: 'back' });
      expect(form.to).toBe(`/letters/${id}?place=everywhere`);
      expect((await versions(id)).map(({ words }) => words?.subject ?? null)).toEqual([null, first, second, first]);
      expect((await letter(id)).source).toBeNull();
      for (const to of [9, 1_000_000_000_000])
        expect((await restore(id, { version: 4, to })).status).toBe(to === 9 ? 404 : 422);
      for (const version of ['9', '0', 'x', '99999999999'])
        expect((await here.as('aud').get(`/letters/${id}/versions/${version}`)).status).toBe(404);
      const { json } = await here
        .as('aud')
        .get<{ items: { sentence: string; reason: string; who: string }[] }>(`/api/letters/${id}/history`);
      expect(json.items.map(({ who, reason }) => `${who}: ${reason}`)).toEqual([
        'Amara Okafor: Everywhere, version 4: the original',
        'Amara Okafor: Everywhere, version 3',
        'Ada Admin: Everywhere, version 2',
        'Amara Okafor: Everywhere, version 1',
      ]);
    });

    it('are shown and brought back only while they fit the letter, and the original goes out meanwhile', async () => {
      const id = 'award.declined';
      await here.world.sql(
        `insert into letter_text (letter, version, subject, body, button, saved_at, saved_by)
         values ($1, 1, 'Of {{before}}', 'Words of another time.', 'Go', now(), $2), ($1, 2, 'Now', 'Now.', 'Now', now(), $2)`,
        [id, here.people.amara.id],
      );
      expect((await restore(id, { version: 2, to: 1 })).json.detail).toContain(
        'uses fields that the letter no longer has',
      );
      await here.world.sql(
        `insert into letter_text (letter, version, subject, body, button, saved_at, saved_by)
         values ($1, 3, 'Of {{before}}', 'Words of another time.', 'Go', now(), $2)`,
        [id, here.people.amara.id],
      );
      const page = await here.as('amara').get(`/letters/${id}`);
      expect(page.text).toContain('so the original goes out: “{{before}}” is not a field of this letter.');
      expect((await restore(id, { version: 3, to: 0 })).status).toBe(200);
    });

    it('stay as they were written', async () => {
      await expect(here.world.sql(`update letter_text set subject = 'x'`)).rejects.toThrow();
      await expect(here.world.sql('delete from letter_text')).rejects.toThrow();
    });
  });

  const round = (roundId: string, name: string) => ({
    ...{ roundId, round: name, deadlineAt: '2027-04-01T10:00:00.000Z', deadlineZone: 'Europe/Oslo' },
  });
  const told = (...data: ReturnType<typeof round>[]) =>
    here.world.get(Work).run(here.world.actor(here.people.amara), async (tx) => {
      for (const one of data) await publish(tx, postponed, one, [`round:${one.roundId}`]);
    });
  /** Has the worker write what waits. */
  async function written(which: string) {
    const rows = await here.world.sql<{ id: string }>(
      `select id from outbox where ${which} and state = 'planned' order by due_at`,
    );
    await here.world.get(WritingService).write(rows.map(({ id }) => id));
    return here.world.sql<{
      address: string;
      about: string;
      subject: string;
      text: string;
      html: string;
      textId: string | null;
    }>(
      `select address, about, subject, text, html, text_id::text as "textId" from mail where outbox_id = any($1) order by seq`,
      [rows.map(({ id }) => id)],
    );
  }

  it('goes out with the words of the round, those of the fund, or the original', async () => {
    const { world, people } = here;
    const fund = { name: 'Another Fund', purpose: '', currency: 'USD', approvalsRequired: 2 };
    const { id: other } = await world.get(Funds).open(world.actor(people.tomas), fund);
    const third = await world.get(Rounds).plan(world.actor(people.amara), {
      ...{ fundId: other, name: 'Elsewhere', summary: '', budgetCents: 100, floorCents: null, ceilingCents: null },
      ...{ sectors: [], stages: [], questions: [], rubric: [] },
      ...{ deadlineLocal: '2027-06-01T12:00:00', deadlineZone: 'Europe/Oslo' },
    });
    const ids = [...rounds, third.id];
    const body = 'Now it is {{deadline}}, {{name}}.';
    const ofRound = await saved(postponed, { subject: 'The round says {{round}}', body }, `round:${ids[0]}`);
    // What is nearer counts, not what was saved more often.
    for (const times of [4, 3, 2, 1, 0]) {
      const subject = times === 0 ? 'The fund says {{round}}' : `Draft ${times}`;
      await saved(postponed, { subject }, `fund:${here.fundId}`);
    }
    for (const times of [7, 6, 5, 4, 3, 2, 1]) await saved(postponed, { subject: `Everywhere ${times}` });
    expect((await restore(postponed, { version: 7, to: 0 })).status).toBe(200);
    expect(ofRound.version).toBe(3);
    await world.sql(`update outbox set state = 'called_off' where event = $1`, [postponed]);
    await told(...ids.map((id, i) => round(id, `Number ${i + 1}`)));
    const all = await written(`event = '${postponed}'`);
    const own = all.filter(({ address }) => address === people.signatory.email);
    const mail = ids.flatMap((id) => own.filter(({ about }) => about === `round:${id}`));
    const [latest] = await world.sql<{ id: string }>(
      `select id::text from letter_text where letter = $1 and round_id = $2 order by version desc limit 1`,
      [postponed, ids[0]],
    );
    expect(mail.map(({ about, subject }) => [about, subject])).toEqual([
      [`round:${ids[0]}`, 'The round says Number 1'],
      [`round:${ids[1]}`, 'The fund says Number 2'],
      [`round:${ids[2]}`, 'New deadline for Number 3: 1 April'],
    ]);
    expect(mail.map(({ textId }) => textId)).toEqual([latest?.id, expect.stringMatching(/^\d+$/), null]);
    expect(mail[0]?.text).toContain(`Now it is 1 April 2027, 12:00 (Europe/Oslo)`);
    expect(mail[0]?.text).toContain(`${people.signatory.name}.`);
    const names = (await here.as('aud').get<{ items: Letter[] }>('/api/letters?text=New%20deadline')).json.items[0]
      ?.changed;
    expect(names?.map(({ name }) => name).sort()).toEqual(['Innovation Fund', 'Innovation Fund, Round 1']);
  });
});
