const sentence = { type: 'string' };

/** What answers are made of. */
export const schemas = {
  Money: {
    type: 'object',
    required: ['cents', 'currency'],
    description: 'An amount in whole minor units of its currency: 5000000 USD is $50,000.00.',
    properties: { cents: { type: 'integer', format: 'int64' }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
  },
  Move: {
    type: 'object',
    required: ['move', 'label'],
    description:
      'Something that you may do with this now: POST to `href`, or where there is none, to the address of this with the name of the move at the end.',
    properties: {
      move: sentence,
      label: sentence,
      confirm: { type: 'string', description: 'What to ask first.' },
      href: { type: 'string', format: 'uri-reference' },
    },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'errors', 'instance'],
    properties: {
      type: { type: 'string', format: 'uri' },
      title: sentence,
      status: { type: 'integer' },
      detail: { type: 'string', description: 'A sentence for people.' },
      errors: {
        type: 'object',
        description: 'Sentences by the name of the field.',
        additionalProperties: { type: 'array', items: sentence },
      },
      instance: { type: 'string', format: 'uri-reference' },
    },
  },
} as const;

export const responses = {
  Problem: {
    description: 'Refused, with the reason: 401 sign in, 403 not yours to do, 404, 409 not now, 422 needs mending.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
} as const;

export const headers = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'However often the same request comes with this key, it has one effect and one answer.',
    schema: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' },
  },
} as const;

/** The answer of an address that leads to a file: of whatever kind it was when it was uploaded. */
export const anyFile = {
  status: 200,
  description: 'The bytes, as an attachment with its name.',
  content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
};
