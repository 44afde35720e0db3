/** A schema as our document writes it. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  pattern?: string;
  nullable?: boolean;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  allOf?: Schema[];
}

interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
  required?: boolean;
  schema?: Schema;
}

interface Reply {
  $ref?: string;
  description?: string;
  content?: Record<string, { schema: Schema }>;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: object[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Reply>;
}

export interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> } & Record<string, Record<string, unknown>>;
}

/** An operation with where it is. */
export interface Documented extends Operation {
  /** `post /api/rounds/{id}/open` */
  name: string;
  method: string;
  path: string;
}

/** The description of an API, as a program reads it that believes nothing else. */
export class Description {
  readonly operations: Documented[];

  constructor(readonly document: Document) {
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, name: `${method} ${path}`, method, path })),
    );
  }

  /** The operation that a request comes to; what is written out comes before what is left open. */
  find(method: string, url: string): Documented | undefined {
    const path = url.split('?')[0] ?? '';
    const fitting = this.operations.filter(
      (one) =>
        one.method === method.toLowerCase() && new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    return fitting.sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
  }

  /** @throws Error where it leads nowhere */
  resolve<T>($ref: string): T {
    const found = $ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], this.document);
    if (!$ref.startsWith('#/') || found === undefined) throw new Error(`${$ref} leads nowhere.`);
    return found as T;
  }

  /** What an operation answers with this status, or undefined where it does not say. */
  answer(operation: Operation, status: number | string): Schema | undefined {
    return Object.values(this.contents(operation, status))[0]?.schema;
  }

  /** Where an answer that is no JSON is of another kind than it says. */
  fileFaults(operation: Operation, status: number, type: string): string[] {
    const said = Object.entries(this.contents(operation, status)).filter(
      ([, { schema }]) => schema.format === 'binary',
    );
    const fits = said.some(([kind]) => kind === '*/*' || kind === type);
    return fits ? [] : [`${type} is not among [${said.map(([kind]) => kind).join(', ')}]`];
  }

  private contents(operation: Operation, status: number | string): Record<string, { schema: Schema }> {
    const reply = operation.responses[String(status)] ?? operation.responses.default;
    return (reply?.$ref === undefined ? reply : this.resolve<Reply>(reply.$ref))?.content ?? {};
  }

  /** The schema itself, with its references followed and its parts put together. */
  open({ $ref, allOf, ...own }: Schema): Schema {
    const parts = [...($ref === undefined ? [] : [this.resolve<Schema>($ref)]), ...(allOf ?? [])].map((part) =>
      this.open(part),
    );
    return Object.assign({}, ...parts, own) as Schema;
  }

  /** Where a value is not what its schema says; nothing that is not described may be there. */
  faults(value: unknown, schema: Schema, at = 'answer'): string[] {
    const open = this.open(schema);
    if (value === null) return open.nullable ? [] : [`${at} is null`];
    if (open.enum && !open.enum.includes(value)) return [`${at} is ${JSON.stringify(value)}, not in the list`];
    if (!isOf(open.type, value)) return [`${at} is ${JSON.stringify(value)}, not ${open.type ?? 'described'}`];
    if (Array.isArray(value))
      return value.flatMap((item, index) => this.faults(item, open.items ?? {}, `${at}[${index}]`));
    if (typeof value === 'object') return this.objectFaults(value as Record<string, unknown>, open, at);
    const form = formats[open.format ?? ''] ?? (open.pattern === undefined ? undefined : new RegExp(open.pattern));
    return form === undefined || form.test(String(value))
      ? []
      : [`${at} is ${JSON.stringify(value)}, no ${open.format}`];
  }

  private objectFaults(value: Record<string, unknown>, schema: Schema, at: string): string[] {
    const { properties = {}, required = [], additionalProperties: more } = schema;
    const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
    const wrong = Object.entries(value).flatMap(([name, inner]) => {
      const described = properties[name] ?? (typeof more === 'object' ? more : undefined);
      if (described) return this.faults(inner, described, `${at}.${name}`);
      return more === true ? [] : [`${at}.${name} is not described`];
    });
    return [...missing, ...wrong];
  }
}

const formats: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  'uri-reference': /^\/\S*$/,
};

function isOf(type: string | undefined, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}
