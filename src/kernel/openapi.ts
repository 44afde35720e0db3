import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

export const docsPath = '/api/docs';

/** The description of the API, for people and for programs. */
export function describeApi(app: NestFastifyApplication): void {
  SwaggerModule.setup(docsPath, app, () => apiDocument(app), { jsonDocumentUrl: '/api/docs-json', raw: ['json'] });
}

export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Innovation Fund')
    .setVersion('0.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A personal token from your account page.' })
    .addSecurityRequirements('bearer')
    .build();
  return SwaggerModule.createDocument(app, about);
}
