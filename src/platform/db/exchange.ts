import pg, { type ClientBase, type Connection, type QueryResult } from 'pg';

/** One statement and its parameters, numbered in the text. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** What statements answered: rows of those that ran, and what kept the next one from it. */
export interface Exchanged {
  readonly rows: readonly (readonly object[])[];
  readonly error: Error | null;
}

/** What pg's own query does with a connection, of which we leave out the synchronisation after each statement. */
interface Wire extends Connection {
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  close(message: { readonly type: 'S'; readonly name: string }): void;
}
interface OneStatement {
  readonly name: string | undefined;
  readonly _result: QueryResult;
  callback: ((error: Error | null) => void) | undefined;
  prepare(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
}
const StatementQuery = (pg as unknown as { readonly Query: new (config: object) => OneStatement }).Query;

/** The message that ends an exchange, after which the server answers what it has. */
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

/** Names whose statement may be half there after a fault: the next exchange of the connection closes them first, which harms none that is not. */
const doubtful = new WeakMap<Connection, Set<string>>();

/**
 * Statements that go to the server together and end with one synchronisation: one round trip, and outside of BEGIN one transaction. pg alone would wait
 * for each answer before it sends the next. Those with a name are prepared once on a connection.
 */
class Exchange {
  private readonly queries: readonly OneStatement[];
  private sent = 0;
  private answered = 0;
  private fault: Error | null = null;
  private wire: Wire | null = null;
  /** Set by pg where a silent server is given up after a while: it takes the end by this. */
  callback: (() => void) | undefined;

  constructor(statements: readonly (Statement & { readonly name: string | null })[], private readonly done: (exchanged: Exchanged) => void) {
    this.queries = statements.map(({ name, text, parameters }) => new StatementQuery({ text, values: [...parameters], queryMode: 'extended', ...(name === null ? {} : { name }) }));
  }

  submit(connection: Connection): null {
    const wire = connection as Wire;
    this.wire = wire;
    // Each statement is written as pg writes it, without its synchronisation, and all of them leave in one write: a message each would be as many buffers for the kernel.
    const parts: Buffer[] = [];
    const stream = { writable: true, write: (bytes: Buffer) => parts.push(bytes) };
    const held = Object.create(wire, { sync: { value: () => undefined }, stream: { value: stream } }) as Wire;
    for (const name of doubtful.get(wire) ?? []) held.close({ type: 'S', name });
    doubtful.delete(wire);
    for (const query of this.queries) {
      query.callback = (error) => { this.fault ??= error; };
      query.prepare(held);
      if (this.fault !== null) break;
      this.sent += 1;
    }
    wire.stream.write(Buffer.concat([...parts, SYNC]));
    return null;
  }

  handleRowDescription(message: unknown): void {
    this.current.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.current.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Connection): void {
    this.current.handleCommandComplete(message, connection);
    this.settle(this.current.name, true);
    this.answered += 1;
  }

  handleEmptyQuery(): void {
    this.answered += 1;
  }

  /** The server skips what comes after a failed statement. */
  handleError(error: Error): void {
    for (const { name } of this.queries.slice(this.answered, this.sent + 1)) this.settle(name, false);
    this.end(error);
  }

  handleReadyForQuery(): void {
    if (this.fault !== null) this.handleError(this.fault);
    else this.end(null);
  }

  handlePortalSuspended(): void {
    throw new Error('Rows are never asked for piece by piece.');
  }

  private get current(): OneStatement {
    const query = this.queries[this.answered];
    if (query === undefined) throw new Error('The database answered more statements than it was sent.');
    return query;
  }

  private settle(name: string | undefined, parsed: boolean): void {
    if (this.wire === null || name === undefined) return;
    const text = this.wire.submittedNamedStatements[name];
    delete this.wire.submittedNamedStatements[name];
    if (parsed) {
      if (text !== undefined) this.wire.parsedStatements[name] = text;
      return;
    }
    delete this.wire.parsedStatements[name];
    doubtful.set(this.wire, (doubtful.get(this.wire) ?? new Set()).add(name));
  }

  private end(error: Error | null): void {
    this.callback?.();
    this.done({ rows: this.queries.slice(0, this.answered).map(({ _result }) => _result.rows as object[]), error });
  }
}

/** A text used so often gets a name; which and how many is bounded, since searches write texts of their own. */
const NAMED_FROM = 3;
const TEXTS_MAX = 1_000;
const uses = new Map<string, number>();
const names = new Map<string, string>();

/** Null for a text that is not asked again and again. */
function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= TEXTS_MAX) return null;
  if (uses.size >= TEXTS_MAX) uses.clear();
  const count = (uses.get(text) ?? 0) + 1;
  if (count < NAMED_FROM) {
    uses.set(text, count);
    return null;
  }
  uses.delete(text);
  const name = `d${names.size}`;
  names.set(text, name);
  return name;
}

/** Sends statements in one round trip. Never rejects: what ran before a fault is told beside it. `prepared`: keep those that are asked often. */
export function exchange(client: ClientBase, statements: readonly Statement[], prepared: boolean): Promise<Exchanged> {
  return new Promise((resolve) => {
    const named = statements.map((one) => ({ ...one, name: prepared ? nameOf(one.text) : null }));
    client.query(new Exchange(named, resolve) as never);
  });
}
