import { plainToInstance, Transform } from 'class-transformer';
import { createHmac } from 'node:crypto';
import { IsBoolean, IsEmail, IsIn, IsInt, IsOptional, IsUrl, Matches, Max, Min, validateSync } from 'class-validator';
import { mailbox } from './mailbox';

const flag = Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value));
const blankIsUnset = Transform(({ value }) => (value === '' ? undefined : value));

/** 32 bytes: 64 hexadecimal digits, or base64 with or without its end. */
const key = /^(?:[0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$/;
const derived = (from: Buffer, purpose: string): Buffer => createHmac('sha256', from).update(purpose).digest();
const bytesOf = (text: string): Buffer => Buffer.from(text, text.length === 64 ? 'hex' : 'base64');

/** Everything the surroundings decide, read and checked once at start. */
export class Config {
  @IsIn(['development', 'production', 'test'], { message: 'NODE_ENV is development, production or test.' })
  NODE_ENV: 'development' | 'production' | 'test' = 'development';

  @Matches(/^postgres(ql)?:\/\/.+/, {
    message: 'DATABASE_URL is missing or not like postgres://user:password@host:5432/name.',
  })
  DATABASE_URL: string;

  /** Who migrates; the same as DATABASE_URL where one login does both. */
  @blankIsUnset
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/, {
    message: 'DATABASE_OWNER_URL is not like postgres://owner:password@host:5432/name.',
  })
  DATABASE_OWNER_URL?: string;

  @blankIsUnset
  @IsOptional()
  @Matches(/^rediss?:\/\/.+/, { message: 'REDIS_URL is not like redis://host:6379.' })
  REDIS_URL?: string;

  @Matches(/^smtps?:\/\/.+/, { message: 'SMTP_URL is missing or not like smtp://user:password@host:587.' })
  SMTP_URL: string;

  /** How many seconds the mail server may take over one letter, from the connection to its answer. */
  @Transform(({ value }) => Number(value))
  @Max(600, { message: 'SMTP_PATIENCE_SECONDS is above 600.' })
  @Min(1, { message: 'SMTP_PATIENCE_SECONDS is below 1.' })
  @IsInt({ message: 'SMTP_PATIENCE_SECONDS is not a whole number.' })
  SMTP_PATIENCE_SECONDS = 45;

  @IsEmail(
    { allow_display_name: true },
    { message: 'MAIL_FROM is not an address like "Innovation Fund <fund@example.org>".' },
  )
  MAIL_FROM = 'Innovation Fund <fund@innovation-fund.example>';

  /** Where calls for applications leave, apart from what people wait for; SMTP_URL unless it is set. */
  @blankIsUnset
  @IsOptional()
  @Matches(/^smtps?:\/\/.+/, { message: 'SMTP_CALLS_URL is not like smtp://user:password@host:587.' })
  SMTP_CALLS_URL?: string;

  /** Sender of calls for applications; MAIL_FROM unless it is set. */
  @blankIsUnset
  @IsOptional()
  @IsEmail(
    { allow_display_name: true },
    { message: 'MAIL_CALLS_FROM is not an address like "Innovation Fund <calls@example.org>".' },
  )
  MAIL_CALLS_FROM?: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'APP_URL is not an address like https://fund.example.org.' },
  )
  APP_URL = 'http://localhost:3000';

  // The lowest is checked first.
  @Transform(({ value }) => Number(value))
  @Max(65535, { message: 'PORT is above 65535.' })
  @Min(0, { message: 'PORT is below 0.' })
  @IsInt({ message: 'PORT is not a whole number.' })
  PORT = 3000;

  HOST = '127.0.0.1';

  /** Loads the demonstration and lets anybody be one of its people. */
  @flag
  @IsBoolean({ message: 'DEMO is true or false.' })
  DEMO = false;

  @blankIsUnset
  @IsOptional()
  @IsUrl(
    { require_tld: false, require_protocol: true },
    { message: 'MAILBOX_URL is not an address like http://localhost:8025.' },
  )
  MAILBOX_URL?: string;

  @blankIsUnset
  @IsOptional()
  @Matches(mailbox, { message: 'FIRST_ADMIN_EMAIL is not an email address.' })
  @IsEmail({}, { message: 'FIRST_ADMIN_EMAIL is not an email address.' })
  FIRST_ADMIN_EMAIL?: string;

  /** Under it bank details are kept. */
  @Matches(key, {
    message: 'BANK_KEY is missing or not 32 bytes in hex or base64. Make one with: openssl rand -hex 32',
  })
  BANK_KEY: string;

  /** Earlier keys, with commas between them: what was kept under them stays readable. */
  @blankIsUnset
  @IsOptional()
  @Matches(new RegExp(`^(${key.source.slice(1, -1)})(,(${key.source.slice(1, -1)}))*$`), {
    message: 'BANK_KEY_OLD is not a list of keys of 32 bytes in hex or base64, with commas between them.',
  })
  BANK_KEY_OLD?: string;

  /** With which the mail provider signs what it tells (Standard Webhooks); without it there is no address to tell it at. */
  @blankIsUnset
  @IsOptional()
  @Matches(/^(whsec_)?(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, {
    message: 'MAIL_WEBHOOK_SECRET is not like whsec_ and at least 24 bytes in base64.',
  })
  MAIL_WEBHOOK_SECRET?: string;

  /** How many changes one person may send within a minute, by hand or by program. */
  @Transform(({ value }) => Number(value))
  @Min(1, { message: 'WRITES_A_MINUTE is below 1.' })
  @IsInt({ message: 'WRITES_A_MINUTE is not a whole number.' })
  WRITES_A_MINUTE = 300;

  /** How many files. */
  @Transform(({ value }) => Number(value))
  @Min(1, { message: 'UPLOADS_A_MINUTE is below 1.' })
  @IsInt({ message: 'UPLOADS_A_MINUTE is not a whole number.' })
  UPLOADS_A_MINUTE = 60;

  /** With it a program reads /metrics; without it only administrators do. */
  @blankIsUnset
  @IsOptional()
  @Matches(/^[\x21-\x7e]{16,200}$/, { message: 'METRICS_TOKEN is not 16 to 200 visible characters without spaces.' })
  METRICS_TOKEN?: string;

  @IsIn(['fatal', 'error', 'warn', 'log', 'debug', 'verbose'], {
    message: 'LOG_LEVEL is fatal, error, warn, log, debug or verbose.',
  })
  LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'log' | 'debug' | 'verbose' = 'log';

  get secureCookies(): boolean {
    return this.APP_URL.startsWith('https://');
  }

  /** A key for one purpose, from which the others cannot be told. */
  keyFor(purpose: string): Buffer {
    return derived(this.bankKey, purpose);
  }

  /** The same from the keys before: what was given to people under them goes on working. */
  formerKeysFor(purpose: string): Buffer[] {
    return this.formerBankKeys.map((former) => derived(former, purpose));
  }

  get bankKey(): Buffer {
    return bytesOf(this.BANK_KEY);
  }

  get formerBankKeys(): Buffer[] {
    return this.BANK_KEY_OLD === undefined ? [] : this.BANK_KEY_OLD.split(',').map(bytesOf);
  }
}

/** The settings cannot be used; `faults` has one sentence for each that is wrong. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`The settings need mending:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** @throws ConfigError naming every fault at once. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const known = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => settings.includes(name) && value !== ''),
  );
  const config = plainToInstance(Config, known, { exposeDefaultValues: true });
  const faults = validateSync(config).flatMap((fault) => Object.values(fault.constraints ?? {}).slice(0, 1));
  if (config.NODE_ENV === 'production' && config.DEMO) {
    faults.push('DEMO is true while NODE_ENV is production: a real fund never runs the demonstration.');
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

const settings = [
  'NODE_ENV',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'REDIS_URL',
  'SMTP_URL',
  'SMTP_PATIENCE_SECONDS',
  'MAIL_FROM',
  'SMTP_CALLS_URL',
  'MAIL_CALLS_FROM',
  'APP_URL',
  'PORT',
  'HOST',
  'DEMO',
  'MAILBOX_URL',
  'FIRST_ADMIN_EMAIL',
  'LOG_LEVEL',
  'BANK_KEY',
  'BANK_KEY_OLD',
  'MAIL_WEBHOOK_SECRET',
  'WRITES_A_MINUTE',
  'UPLOADS_A_MINUTE',
  'METRICS_TOKEN',
];
