/** What the person who starts the program decided, and what that leaves to us. */
export interface Wishes {
  embeddedDatabase: boolean;
  catchMail: boolean;
  demo: boolean;
  /** The port asked for; undefined when we may choose. */
  port: number | undefined;
  host: string;
}

/** An empty variable counts as one that is not set. */
export function wishesOf(environment: NodeJS.ProcessEnv): Wishes {
  const real = Boolean(environment.DATABASE_URL) || environment.NODE_ENV === 'production';
  return {
    embeddedDatabase: !environment.DATABASE_URL,
    catchMail: !environment.SMTP_URL,
    demo: (environment.DEMO || String(!real)) === 'true',
    port: environment.PORT ? Number(environment.PORT) : undefined,
    host: environment.HOST || '127.0.0.1',
  };
}

export interface Provided {
  databaseUrl?: string;
  smtpUrl?: string;
  mailboxUrl?: string;
  bankKey?: string;
  port: number;
}

/** The environment of the processes: what was given stays, what we provide is filled in. */
export function environmentFor(given: NodeJS.ProcessEnv, wishes: Wishes, provided: Provided): NodeJS.ProcessEnv {
  const embedded = provided.databaseUrl && {
    DATABASE_URL: asApplication(provided.databaseUrl),
    DATABASE_OWNER_URL: provided.databaseUrl,
  };
  return {
    ...given,
    ...embedded,
    ...(provided.smtpUrl && { SMTP_URL: provided.smtpUrl }),
    ...(provided.bankKey && { BANK_KEY: given.BANK_KEY || provided.bankKey }),
    ...(provided.mailboxUrl && { MAILBOX_URL: provided.mailboxUrl }),
    PORT: String(provided.port),
    HOST: wishes.host,
    APP_URL: given.APP_URL || `http://localhost:${provided.port}`,
    // A newcomer's terminal ends with where to go, not with the framework's log.
    LOG_LEVEL: given.LOG_LEVEL || (wishes.embeddedDatabase ? 'warn' : 'log'),
    DEMO: given.DEMO || String(wishes.demo),
  };
}

/** A login of its own, which migrating makes: whoever gets hold of it owns nothing. */
function asApplication(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = 'fund_login';
  return url.href;
}

/** What web and worker are told: everything but the owner's way into the database. */
export function withoutOwner(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, DATABASE_OWNER_URL: undefined };
}
