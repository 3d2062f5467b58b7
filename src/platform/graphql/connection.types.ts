import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import { hasLoneSurrogate } from '../../core/text/fold.js';
import { throwInput } from './root-field.js';

export const PAGE_MAX = 100;

/** Arguments of every list: forward paging by keyset cursor (Relay Cursor Connections Specification). */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: '每页条数，1 至 100。Rows of a page, 1 to 100.' })
  @IsInt()
  @Min(1)
  @Max(PAGE_MAX)
  first = 20;

  @Field(() => String, { nullable: true, description: '上一页的 endCursor。The `endCursor` of the page before.' })
  @IsOptional()
  @Length(1, 1_000)
  after?: string;
}

@ObjectType({ description: 'Where a page ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'More rows follow.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'A page came before.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page.' })
  endCursor: string | null;
}

export interface Edge<N> {
  readonly node: N;
  readonly cursor: string;
}
export interface Connection<N> {
  readonly edges: readonly Edge<N>[];
  readonly nodes: readonly N[];
  readonly pageInfo: PageInfo;
}

/** The connection type of a node: `@ObjectType() class ProductConnection extends connectionOf(() => ProductNode, 'Product') {}`. */
export function connectionOf<N extends object>(node: () => Type<N>, name: string): abstract new () => Connection<N> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a page and where it stands.` })
  class NodeEdge implements Edge<N> {
    @Field(node, { description: 'The row.' })
    node: N;

    @Field(() => String, { description: 'Where it stands; as `after` it asks for what follows.' })
    cursor: string;
  }

  @ObjectType({ isAbstract: true })
  abstract class NodeConnection implements Connection<N> {
    @Field(() => [NodeEdge], { description: 'Rows with their cursors.' })
    edges: NodeEdge[];

    @Field(() => [node()], { description: 'The nodes of the edges, for clients that need no cursors.' })
    nodes: N[];

    @Field(() => PageInfo, { description: 'Where the page ends.' })
    pageInfo: PageInfo;
  }
  return NodeConnection;
}

export type CursorPart = string | number | null;

/** A page from rows that were read with the limit `first + 1`; `keyOf` names what the rows are ordered by. */
export function connection<R>(rows: readonly R[], page: PageArgs, keyOf: (row: R) => readonly CursorPart[]): Connection<R> {
  const nodes = rows.slice(0, page.first);
  const edges = nodes.map((node) => ({ node, cursor: encode(keyOf(node)) }));
  return {
    edges, nodes,
    pageInfo: {
      hasNextPage: rows.length > page.first, hasPreviousPage: page.after !== undefined && page.after !== null,
      startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The key that `after` stands for, or null on the first page; refuses a cursor that is none of ours as CURSOR_INVALID. `parts`: how many it must have. */
export function cursorOf(page: PageArgs, parts = 1): readonly CursorPart[] | null {
  if (page.after === undefined || page.after === null) return null;
  const decoded = decode(page.after);
  if (decoded === null || decoded.length !== parts) throwInput('CURSOR_INVALID', 'after');
  return decoded;
}

function encode(key: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** A part ends up as a parameter of a statement: what the database could not take is no cursor of ours. */
function isPart(part: unknown): part is CursorPart {
  return part === null || typeof part === 'number' || (typeof part === 'string' && !part.includes('\0') && !hasLoneSurrogate(part));
}

function decode(cursor: string): readonly CursorPart[] | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(key) && key.every(isPart) ? key : null;
  } catch {
    // Any text may come as a cursor; what is no JSON is none of ours.
    return null;
  }
}
