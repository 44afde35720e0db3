import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage } from 'class-validator';

interface Rule {
  propertyName: string;
  type: string;
  name?: string;
  constraints?: unknown[];
  each?: boolean;
}

type Class = new () => object;
type Say = (first: unknown, second: unknown) => object;

/** What each check says about its field in the words of OpenAPI. */
const words: Record<string, Say> = {
  isIn: (values) => ({ type: 'string', enum: values, additionalProperties: undefined }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  minLength: (minLength) => ({ minLength }),
  maxLength: (maxLength) => ({ maxLength }),
  arrayMinSize: (minItems) => ({ minItems }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  isInt: () => ({ type: 'integer' }),
  isEmail: () => ({ format: 'email' }),
  isUuid: () => ({ format: 'uuid' }),
  cents: () => ({ type: 'integer', format: 'int64', description: 'Whole minor units of the currency.' }),
  plainDate: () => ({ format: 'date', example: '2026-11-30' }),
  localTime: () => ({ type: 'string', example: '2026-11-30T23:59:59' }),
  zone: () => ({ type: 'string', example: 'Europe/Oslo' }),
};

let described = false;

/** The checks that input goes through are what the documentation says of it; nothing is written twice. */
export function describeInputs(): void {
  if (described) return;
  described = true;
  const all = getMetadataStorage() as unknown as { validationMetadatas: Map<Class, Rule[]> };
  for (const [type, rules] of all.validationMetadatas) {
    const names = new Set(rules.map(({ propertyName }) => propertyName));
    for (const name of names)
      describe(
        type,
        name,
        rules.filter(({ propertyName }) => propertyName === name),
      );
  }
}

function describe(type: Class, name: string, rules: Rule[]): void {
  const initial = (new type() as Record<string, unknown>)[name];
  const optional = initial !== undefined || rules.some((rule) => rule.type === 'conditionalValidation');
  const said = rules.map(({ name: check = '', constraints: [first, second] = [] }) => words[check]?.(first, second));
  const options = Object.assign({ required: !optional }, typeOf(type, name, rules), ...said) as ApiPropertyOptions;
  const plain = ['string', 'number', 'boolean'].includes(typeof initial);
  ApiProperty(plain ? { ...options, default: initial } : options)(type.prototype as object, name);
}

function typeOf(type: Class, name: string, rules: Rule[]): object {
  const own: unknown = Reflect.getMetadata('design:type', type.prototype as object, name);
  const nested = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as Class | undefined;
  if (own === Array || rules.some(({ each }) => each)) return { type: nested ?? String, isArray: true };
  if (nested) return { type: nested };
  return own === Object || own === undefined ? { type: 'object', additionalProperties: true } : { type: own };
}
