import { ObjectType } from '@nestjs/graphql';
import { isId, type DemandLineId } from '../core/ids/ids.js';
import { connectionOf, cursorOf, type PageArgs } from '../platform/graphql/connection.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DemandLineNode } from './demand.types.js';

@ObjectType({ description: '一页需求行。A page of demand lines.' })
export class DemandLineInWordsConnection extends connectionOf(() => DemandLineNode, 'DemandLineInWords') {}

/** The line that the page before ended with, or null on the first page. */
export function afterLine(page: PageArgs): DemandLineId | null {
  const key = cursorOf(page);
  if (key === null) return null;
  return typeof key[0] === 'string' && isId('demandLine', key[0]) ? key[0] : throwInput('CURSOR_INVALID', 'after');
}
