import { Injectable } from '@nestjs/common';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { compileOperation, type RunOperation } from './compile-operation.js';

/** A query that was asked before, word for word: parsed, found valid and compiled. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly run: RunOperation;
}

/** An operation as the engine has just answered it. */
export type AnsweredOperation = Omit<KnownOperation, 'run'> & { readonly source: string; readonly operationName: string | null; readonly schema: GraphQLSchema };

interface Met {
  times: number;
  /** Null until it was met often enough; false for what stays with the engine. */
  known: KnownOperation | false | null;
}

const MET_MAX = 1_000;
/** Compiling costs as much as some tens of runs: what is asked once is not compiled. */
const COMPILED_AT = 3;

/** The queries that clients ask again and again. Bounded: what was not asked for longest is forgotten. */
@Injectable()
export class KnownOperations {
  private readonly met = new Map<string, Met>();

  find(source: string, operationName: string | null): KnownOperation | null {
    const key = keyOf(source, operationName);
    const met = this.met.get(key);
    if (met === undefined || met.known === null || met.known === false || met.times < COMPILED_AT) return null;
    this.met.delete(key);
    this.met.set(key, met);
    return met.known;
  }

  /** Tells of an operation that was answered without an error. */
  answered({ source, operationName, schema, document, operation }: AnsweredOperation): void {
    const key = keyOf(source, operationName);
    const met = this.met.get(key) ?? { times: 0, known: null };
    this.met.delete(key);
    this.met.set(key, met);
    met.times += 1;
    if (met.times >= COMPILED_AT && met.known === null) {
      const run = compileOperation(schema, document, operationName);
      met.known = run === null ? false : { document, operation, run };
    }
    if (this.met.size > MET_MAX) this.met.delete(this.met.keys().next().value ?? '');
  }

  /** Its last answer was none for the client, so it goes the engine's way until it was answered well often enough again: what is refused each time is not run twice each time. */
  failed(source: string, operationName: string | null): void {
    const met = this.met.get(keyOf(source, operationName));
    if (met !== undefined) met.times = 0;
  }
}

function keyOf(source: string, operationName: string | null): string {
  return operationName === null ? source : `${operationName}\u0000${source}`;
}
