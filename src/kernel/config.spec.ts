import { ConfigError, readConfig } from './config';

const least = { DATABASE_URL: 'postgres://app@db/fund', SMTP_URL: 'smtp://mail:587', BANK_KEY: 'a1'.repeat(32) };

function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

test('the least that is needed is enough, and the rest has its defaults', () => {
  const config = readConfig({ ...least, UNKNOWN: 'x', REDIS_URL: '' });
  expect(config).toMatchObject({ ...least, NODE_ENV: 'development', PORT: 3000, DEMO: false, secureCookies: false });
  expect(config.REDIS_URL).toBeUndefined();
  expect(config).not.toHaveProperty('UNKNOWN');
});

test('every fault is named at once, in a sentence that names its setting', () => {
  const environment = {
    NODE_ENV: 'prod',
    DATABASE_URL: 'mysql://x',
    REDIS_URL: 'localhost',
    SMTP_URL: '',
    MAIL_FROM: 'nobody',
    SMTP_CALLS_URL: 'mail.example.org',
    MAIL_CALLS_FROM: 'a@example.org, b@example.org',
    APP_URL: 'fund',
    PORT: '70000',
    DEMO: 'yes',
    LOG_LEVEL: 'loud',
    METRICS_TOKEN: 'short',
    WRITES_A_MINUTE: '0',
    UPLOADS_A_MINUTE: '1.5',
    BANK_KEY: 'secret',
    BANK_KEY_OLD: `${'a1'.repeat(32)},short`,
  };
  const names = faultsOf(environment as never).map((fault) => fault.split(' ')[0]);
  expect(new Set(names)).toEqual(new Set(Object.keys(environment)));
  expect(() => readConfig(environment as never)).toThrow(ConfigError);
});

test.each([
  [{ PORT: '3.5' }, 'PORT is not a whole number.'],
  [{ PORT: 'abc' }, 'PORT is not a whole number.'],
  [{ PORT: '-1' }, 'PORT is below 0.'],
  [{ DEMO: 'maybe' }, 'DEMO is true or false.'],
  [{ FIRST_ADMIN_EMAIL: 'a@b, c@d' }, 'FIRST_ADMIN_EMAIL is not an email address.'],
  [
    { NODE_ENV: 'production', DEMO: 'true' },
    'DEMO is true while NODE_ENV is production: a real fund never runs the demonstration.',
  ],
])('%j is refused', (setting, sentence) => {
  expect(faultsOf({ ...least, ...setting } as never)).toContain(sentence);
});

test.each(['a1'.repeat(32), Buffer.alloc(32, 0xa1).toString('base64'), Buffer.alloc(32, 0xa1).toString('base64url')])(
  'the key %s is taken',
  (key) => {
    const config = readConfig({ ...least, BANK_KEY: key, BANK_KEY_OLD: `${'b2'.repeat(32)},${key}` });
    expect(config.bankKey).toEqual(Buffer.alloc(32, 0xa1));
    expect(config.formerBankKeys).toEqual([Buffer.alloc(32, 0xb2), Buffer.alloc(32, 0xa1)]);
  },
);

test.each([undefined, '', 'a1'.repeat(31), 'a1'.repeat(33), `${'a1'.repeat(31)}xy`])('the key %s is refused', (key) => {
  const sentence = 'BANK_KEY is missing or not 32 bytes in hex or base64. Make one with: openssl rand -hex 32';
  expect(faultsOf({ ...least, BANK_KEY: key } as never)).toEqual([sentence]);
});

test('cookies are for HTTPS alone where the address says so', () => {
  expect(readConfig({ ...least, APP_URL: 'https://fund.example.org' }).secureCookies).toBe(true);
});
