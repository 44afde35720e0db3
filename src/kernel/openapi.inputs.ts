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
  isIn: (values) => ({ type: 'string', enum: values }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  minLength: (minLength) => ({ type: 'string', minLength }),
  maxLength: (maxLength) => ({ type: 'string', maxLength }),
  arrayMinSize: (minItems) => ({ minItems }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  isInt: () => ({ type: 'integer' }),
  isBoolean: () => ({ type: 'boolean' }),
  isString: () => ({ type: 'string' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  matches: () => ({ type: 'string' }),
  text: () => ({ type: 'string' }),
  cents: () => ({ type: 'integer', format: 'int64', description: 'Whole minor units of the currency.' }),
  plainDate: () => ({ type: 'string', format: 'date', example: '2026-11-30' }),
  localTime: () => ({ type: 'string', example: '2026-11-30T23:59:59' }),
  zone: () => ({ type: 'string', example: 'Europe/Oslo' }),
};

let described = false;

/** The checks that input goes through are what the documentation says of it, so that nothing is written twice. */
export function describeInputs(): void {
  if (described) return;
  described = true;
  const all = getMetadataStorage() as unknown as { validationMetadatas: Map<Class, Rule[]> };
  for (const type of all.validationMetadatas.keys()) {
    const rules = ancestry(type).flatMap((one) => all.validationMetadatas.get(one) ?? []);
    for (const name of new Set(rules.map(({ propertyName }) => propertyName)))
      describe(
        type,
        name,
        rules.filter(({ propertyName }) => propertyName === name),
      );
  }
}

/** The class with all that it extends, the eldest first. */
function ancestry(type: Class): Class[] {
  const parent = Object.getPrototypeOf(type) as Class;
  return parent.prototype === undefined ? [type] : [...ancestry(parent), type];
}

/** The checks say what a field takes; what it means may be written at the field itself. */
function describe(type: Class, name: string, rules: Rule[]): void {
  const initial = (new type() as Record<string, unknown>)[name];
  const optional = initial !== undefined || rules.some((rule) => rule.type === 'conditionalValidation');
  const said = rules.map(({ name: check = '', constraints: [first, second] = [] }) => words[check]?.(first, second));
  const options = Object.assign(
    { required: !optional, ...firstOf(initial) },
    typeOf(type, name, rules),
    ...said,
    meaning(type, name),
  ) as ApiPropertyOptions;
  ApiProperty(options)(type.prototype as object, name);
}

function meaning(type: Class, name: string): object {
  const written: unknown = Reflect.getMetadata('swagger/apiModelProperties', type.prototype as object, name);
  const told = ['description', 'example', 'additionalProperties'];
  return Object.fromEntries(Object.entries(written ?? {}).filter(([key, value]) => told.includes(key) && value));
}

/** What stands there unless something is sent. */
function firstOf(initial: unknown): object {
  if (initial === null) return { nullable: true };
  return ['string', 'number', 'boolean'].includes(typeof initial) ? { default: initial } : {};
}

/** What is a union or has no type but its first value is an `Object` at run time: then only its checks know better. */
function typeOf(type: Class, name: string, rules: Rule[]): object {
  const own: unknown = Reflect.getMetadata('design:type', type.prototype as object, name);
  const nested = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as Class | undefined;
  if (own === Array || rules.some(({ each }) => each)) return { type: nested ?? String, isArray: true };
  if (nested) return { type: nested };
  if (own !== Object && own !== undefined) return { type: own };
  return rules.some((rule) => rule.name === 'isObject') ? { type: 'object', additionalProperties: true } : {};
}
