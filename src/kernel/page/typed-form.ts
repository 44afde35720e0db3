import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Asked } from '../access';
import { typedFrom, type Typed } from '../typed';

/** What the form typed, for whoever reads it with its own words and amounts. */
export const TypedForm = createParamDecorator((_: unknown, context: ExecutionContext): Typed => {
  return typedFrom(context.switchToHttp().getRequest<Asked>().body);
});
