import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import statics from '@fastify/static';
import { type DynamicModule, Logger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Asked } from './access';
import { arrive, arriveWithFiles, type Door } from './arrival';
import { Authentication } from './authentication';
import { readBodies } from './bodies';
import type { Sent } from './command';
import { Config } from './config';
import { Missing } from './errors';
import { Log } from './logger';
import { describeApi, docsPath } from './openapi';
import { Pace } from './pace';
import { assetPrefix, publicDir } from './page/assets';
import { ProblemFilter } from './problem.filter';

const MEBIBYTE = 1024 * 1024;

/** Makes the web application, the same for the server and for the tests. */
export async function createApp(module: DynamicModule | Type): Promise<NestFastifyApplication> {
  const adapter = makeAdapter(() => app.get(ProblemFilter, { strict: false }));
  const options = { bodyParser: false, bufferLogs: true, abortOnError: false };
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  const config = app.get(Config);
  app.useLogger(new Log(config));
  await app.register(cookie);
  await protect(app, config);
  await serveAssets(app);
  readBodies(adapter.getInstance());
  greet(app, config);
  keepPrivate(app);
  describeApi(app);
  return app;
}

function makeAdapter(problems: () => ProblemFilter): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: MEBIBYTE,
    // Only proxies in a private network are believed when they say whom they speak for.
    trustProxy: 'loopback,linklocal,uniquelocal',
    // An address that cannot be decoded, or with a part that is longer than any id, is the address of nothing.
    frameworkErrors: (_: unknown, request: Sent, reply: FastifyReply) =>
      void problems().answer(new Missing(), request, reply),
  });
}

function greet(app: NestFastifyApplication, config: Config): void {
  const authentication = app.get(Authentication, { strict: false });
  const ownOrigin = new URL(config.APP_URL).origin;
  const door: Door = {
    authentication,
    ownOrigin,
    secret: config.keyFor('fingerprints'),
    writes: new Pace(config.WRITES_A_MINUTE, 'changes'),
    uploads: new Pace(config.UPLOADS_A_MINUTE, 'files'),
    metricsToken: config.METRICS_TOKEN,
  };
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request: Asked) => arriveWithFiles(request, door));
  fastify.addHook('preHandler', (request: Asked) => arrive(request, door));
}

/** No inline script or style anywhere; only the API's documentation draws itself with inline styles. */
async function protect(app: NestFastifyApplication, config: Config): Promise<void> {
  const directives = {
    defaultSrc: [`'self'`],
    scriptSrc: [`'self'`],
    styleSrc: [`'self'`],
    imgSrc: [`'self'`, 'data:'],
    objectSrc: [`'none'`],
    baseUri: [`'self'`],
    formAction: [`'self'`],
    frameAncestors: [`'none'`],
    ...(config.secureCookies ? { upgradeInsecureRequests: [] } : {}),
  };
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    // Without a referrer browsers would send the origin of our own forms as "null".
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.secureCookies,
    global: false,
  });
  protectAll(app.getHttpAdapter().getInstance());
}

/** The headers are the same on every answer, so they are worked out with the first one only: each time it would cost more than Nest does. */
function protectAll(fastify: FastifyInstance): void {
  let headers: OutgoingHttpHeaders | undefined;
  fastify.addHook('onRequest', (_, reply, next) => {
    if (headers) {
      void reply.headers(headers);
    } else {
      void reply.helmet();
      headers = { ...reply.raw.getHeaders() };
    }
    next();
  });
}

async function serveAssets(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(publicDir)) return new Logger('Pages').warn('The styles are not built yet: run npm run build.');
  await app.register(statics, {
    root: publicDir,
    prefix: assetPrefix,
    immutable: true,
    maxAge: '1y',
    decorateReply: false,
  });
}

/** What depends on who asks stays out of every cache, also out of the one behind the Back button. */
function keepPrivate(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (request: Asked, reply) => {
      if (request.actor || !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
      if (!request.url.startsWith(docsPath)) return;
      const policy = String(reply.getHeader('content-security-policy') ?? '');
      void reply.header(
        'content-security-policy',
        policy.replace(`style-src 'self'`, `style-src 'self' 'unsafe-inline'`),
      );
    });
}
