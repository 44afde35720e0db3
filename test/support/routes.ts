import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { type INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

const listed = (path: unknown): string[] => (Array.isArray(path) ? path.map(String) : [String(path ?? '')]);
const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;

/** Every route of the running application, as `GET /api/rounds/:id`, read from its controllers. */
export function routesOf(app: INestApplication): string[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const prototype = (metatype as { prototype: object }).prototype;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object;
      const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
      if (method === undefined) return [];
      const bases = listed(Reflect.getMetadata(PATH_METADATA, metatype as object));
      const paths = listed(Reflect.getMetadata(PATH_METADATA, handler));
      return bases.flatMap((base) => paths.map((path) => `${RequestMethod[method]} ${joined(base, path)}`));
    });
  });
}
