import pg, { type Client, type QueryResult } from 'pg';
import type { PlannedStatement } from './replay.js';

type Connection = pg.Connection & {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  parse(query: object, more?: boolean): void;
  bind(config: object, more?: boolean): void;
  describe(message: object, more?: boolean): void;
  execute(config: object, more?: boolean): void;
  sync(): void;
};
/** As pg's own client handles it: the messages of the answers come in here. */
interface Answered {
  addFields(fields: unknown): void;
  parseRow(fields: unknown): object;
  addRow(row: object): void;
  addCommandComplete(message: unknown): void;
}
const Result = (pg as unknown as { Result: new () => QueryResult & Answered }).Result;

/** Named statements asked with one synchronisation, as a hand that knows the protocol would ask them: prepared once on each connection. */
class Exchange {
  readonly answers: (QueryResult & Answered)[] = [];
  private now = new Result();
  callback: (error: Error | null) => void = () => undefined;

  constructor(private readonly statements: readonly PlannedStatement[]) {}

  submit(given: pg.Connection): null {
    const connection = given as Connection;
    connection.stream.cork();
    for (const { name, text, parameters } of this.statements) {
      if (name === null) throw new Error('A statement of the simple protocol has no place among named ones.');
      if (connection.parsedStatements[name] === undefined) {
        connection.parse({ name, text });
        connection.parsedStatements[name] = text;
      }
      connection.bind({ statement: name, values: parameters.map((one) => (one !== null && typeof one === 'object' ? Buffer.from(one.base64, 'base64') : one)) });
      connection.describe({ type: 'P', name: '' });
      connection.execute({});
    }
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleRowDescription({ fields }: { readonly fields: unknown }): void {
    this.now.addFields(fields);
  }

  handleDataRow({ fields }: { readonly fields: unknown }): void {
    this.now.addRow(this.now.parseRow(fields));
  }

  handleCommandComplete(message: unknown): void {
    this.now.addCommandComplete(message);
    this.answers.push(this.now);
    this.now = new Result();
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  handlePortalSuspended(): void {
    throw new Error('Rows are never asked for piece by piece.');
  }

  handleEmptyQuery(): void {
    this.answers.push(this.now);
  }
}

/** Runs statements with one synchronisation; those of the simple protocol, alone. */
export async function ask(client: Client, statements: readonly PlannedStatement[]): Promise<readonly QueryResult[]> {
  const [first] = statements;
  if (first !== undefined && first.name === null) return [await client.query(first.text)].flat();
  const exchange = new Exchange(statements);
  return new Promise((resolve, reject) => {
    exchange.callback = (error) => (error === null ? resolve(exchange.answers) : reject(error));
    client.query(exchange as never);
  });
}
