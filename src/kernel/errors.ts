/** Sentences per field of what was sent; names of nested fields are written like `budgetLines[0][cents]`. */
export type FieldErrors = Record<string, string[]>;

/** Something that a person asked for and does not get, with a sentence that says why. */
export abstract class Refusal extends Error {
  abstract readonly status: number;
  abstract readonly title: string;
  readonly fields: FieldErrors = {};
}

export class Missing extends Refusal {
  readonly status = 404;
  readonly title = 'Not found';
  constructor(what = 'page') {
    super(`There is no such ${what}, or it is not yours to see.`);
  }
}

export class SignInNeeded extends Refusal {
  readonly status = 401;
  readonly title = 'Sign in first';
  constructor(message = 'Sign in to do this, or send a personal token.') {
    super(message);
  }
}

export class Forbidden extends Refusal {
  readonly status = 403;
  readonly title: string = 'Not allowed';
}

/** For this one thing it has to be sure that nobody else sits at the browser. */
export class StepUpNeeded extends Forbidden {
  override readonly title: string = 'Prove that it is you';
}

export class Conflict extends Refusal {
  readonly status = 409;
  readonly title = 'Not possible now';
}

export class Invalid extends Refusal {
  readonly status = 422;
  readonly title = 'Needs mending';
  override readonly fields: FieldErrors;
  constructor(fields: FieldErrors, message = 'Some of what you entered needs mending.') {
    super(message);
    this.fields = fields;
  }
}

/** The database cannot be reached or is too busy; the same request may be sent again. */
export class Busy extends Refusal {
  readonly status = 503;
  readonly title = 'Busy';
  constructor(message = 'The system is busy just now and did nothing. Wait a few seconds and try again.') {
    super(message);
  }
}

/** The connection broke before the database could say whether it was done; only the same request under the same key is safe. */
export class Unsure extends Busy {
  constructor() {
    super(
      'The system is busy, and its database was gone before it could say whether this was done. Wait a few seconds and send exactly the same again: ' +
        'in a browser, reload this page; in the API, with the same Idempotency-Key. It is done once at most.',
    );
  }
}
