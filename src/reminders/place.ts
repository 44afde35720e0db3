import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Missing } from '../kernel/errors';
import { ParseId } from '../kernel/id';
import { type Anchor, anchors } from './anchor.rules';

@Injectable()
class ParseAnchor implements PipeTransform<unknown, Anchor> {
  transform(value: unknown): Anchor {
    const anchor = anchors.find((one) => one === value);
    if (!anchor) throw new Missing();
    return anchor;
  }
}

@Injectable()
class ParsePlace implements PipeTransform<unknown, string | null> {
  transform(value: unknown): string | null {
    return value === undefined ? null : new ParseId().transform(value);
  }
}

/** What people are reminded of, in the path. */
export const AnchorInPath = (): ParameterDecorator => Param('anchor', ParseAnchor);

/** The round in the path, or null where the rules of all rounds are meant. */
export const Place = (): ParameterDecorator => Param('id', ParsePlace);

export const AnchorParam = (): MethodDecorator => ApiParam({ name: 'anchor', enum: anchors });
