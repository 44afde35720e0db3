import { type DynamicModule, type LogLevel, Logger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import statics from '@fastify/static';
import { existsSync } from 'node:fs';
import { arrive } from './arrival';
import { Authentication } from './authentication';
import { readBodies } from './bodies';
import { Config } from './config';
import { Missing } from './errors';
import { describeApi, docsPath } from './openapi';
import { assetPrefix, publicDir } from './page/assets';
import type { FastifyReply } from 'fastify';
import type { Sent } from './command';
import { ProblemFilter } from './problem.filter';
import type { Asked } from './access';

const MEBIBYTE = 1024 * 1024;
const levels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** Makes the web application, the same for the server and for the tests. */
export async function createApp(module: DynamicModule | Type): Promise<NestFastifyApplication> {
  let problems: ProblemFilter | undefined;
  const adapter = new FastifyAdapter({
    bodyLimit: MEBIBYTE,
    // Only proxies in a private network are believed when they say whom they speak for.
    trustProxy: 'loopback,linklocal,uniquelocal',
    // An address that cannot be decoded, or with a part that is longer than any id, is the address of nothing.
    frameworkErrors: (_: unknown, request: Sent, reply: FastifyReply) => void problems?.answer(new Missing(), request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  problems = app.get(ProblemFilter, { strict: false });
  const config = app.get(Config);
  app.useLogger(levels.slice(0, levels.indexOf(config.LOG_LEVEL) + 1));
  await app.register(cookie);
  await protect(app, config);
  await serveAssets(app);
  const fastify = adapter.getInstance();
  readBodies(fastify);
  const authentication = app.get(Authentication, { strict: false });
  const ownOrigin = new URL(config.APP_URL).origin;
  fastify.addHook('preHandler', (request: Asked) => arrive(request, authentication, ownOrigin));
  keepPrivate(app);
  describeApi(app);
  return app;
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
