import { ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { allowedOn } from './access';
import { headers, responses, schemas } from './openapi.parts';
import { describeInputs } from './openapi.inputs';

export const docsPath = '/api/docs';

const about = `Programs ask in the name of a person: make a personal token on your account page and send it as a bearer token.

Amounts are whole minor units with their currency, instants are ISO 8601 in UTC, dates are plain. Lists come in parts:
follow \`next\` with \`?after=\`. A thing stands under its kind and its id, also where it was listed under another: what
\`/api/awards/{id}/reports\` lists stands at \`/api/reports/{id}\`. Where it can be moved on, \`moves\` names what you may do
with it now. A refusal is a problem (RFC 9457) with a sentence, and with sentences per field where input needs mending.`;

/** The description of the API, for people and for programs; anyone may read it. */
export function describeApi(app: NestFastifyApplication): void {
  SwaggerModule.setup(docsPath, app, () => apiDocument(app), {
    jsonDocumentUrl: '/api/docs-json',
    raw: ['json'],
    customSiteTitle: 'Innovation Fund API',
  });
}

export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  describeInputs();
  const frame = new DocumentBuilder()
    .setTitle('Innovation Fund')
    .setDescription(about)
    .setVersion('0.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A personal token from your account page.' })
    .addSecurityRequirements('bearer')
    .build();
  return complete(SwaggerModule.createDocument(app, frame), audiences(app));
}

/** What is true of every operation is said once, here. */
function complete(document: OpenAPIObject, audience: Map<string, string[]>): OpenAPIObject {
  const { components = {}, paths } = document;
  Object.assign(components, {
    schemas: { ...components.schemas, ...schemas },
    responses: { ...components.responses, ...responses },
    parameters: { ...components.parameters, ...headers },
  });
  for (const path of Object.values(paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (!operation) continue;
      operation.responses.default = { $ref: '#/components/responses/Problem' };
      const who = audience.get(operation.operationId ?? '') ?? [];
      if (who.includes('anyone')) operation.security = [];
      else operation.description = [operation.description, `For ${who.join(', ')}.`].filter(Boolean).join('\n\n');
    }
    const key = { $ref: '#/components/parameters/IdempotencyKey' };
    if (path.post) path.post.parameters = [...(path.post.parameters ?? []), key];
  }
  return { ...document, components };
}

/** Who may use each operation, as its controller says. */
function audiences(app: NestFastifyApplication): Map<string, string[]> {
  const reflector = app.get(Reflector);
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return new Map(
    controllers.flatMap(({ metatype, name }) => {
      const prototype = metatype?.prototype as Record<string, object>;
      const methods = Object.getOwnPropertyNames(prototype).filter((method) => method !== 'constructor');
      return methods.map((method) => [
        `${name as string}_${method}`,
        allowedOn(reflector, prototype[method] as object, metatype as object) ?? [],
      ]);
    }),
  );
}
