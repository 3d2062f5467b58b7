import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface LiveReading {
  /** Ends the subscription and its connection. */
  stop(): Promise<void>;
}

/**
 * Subscribes as a client of our own API does: `graphql-transport-ws`, the bearer token in the connection's parameters. Resolves
 * once the server has accepted the connection; `onData` hears each result, `onEnd` why it ended (null: it was over).
 */
export function subscribeLive(
  url: string, token: string, query: string, variables: Record<string, unknown>, onData: (data: Record<string, unknown>) => void, onEnd: (error: unknown) => void = () => undefined,
): Promise<LiveReading> {
  return new Promise((resolve, reject) => {
    const client = createClient({
      url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, lazy: true, connectionParams: { authorization: `Bearer ${token}` },
      on: { connected: () => resolve({ stop: async () => { await client.dispose(); } }) },
    });
    client.subscribe({ query, variables }, {
      next: ({ data, errors }) => {
        if (errors !== undefined) onEnd(errors);
        else onData(data as Record<string, unknown>);
      },
      error: (error) => {
        onEnd(error);
        reject(error instanceof Error ? error : new Error(JSON.stringify(error)));
      },
      complete: () => onEnd(null),
    });
  });
}
