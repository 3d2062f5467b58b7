import { Push, type PushMessage, type ReadPayload } from './push.js';
import { Topics } from './topics.js';

/** Push inside one process: for tests, and for a process that both publishes and listens. */
export class InMemoryPush extends Push {
  readonly topics: Topics;

  constructor(waitingMax?: number) {
    super();
    this.topics = new Topics(waitingMax);
  }

  publish(messages: readonly PushMessage[]): Promise<void> {
    for (const message of messages) this.topics.hand(message);
    return Promise.resolve();
  }

  subscribe(topic: string): AsyncIterableIterator<ReadPayload> {
    return this.topics.subscribe(topic);
  }

  close(): Promise<void> {
    this.topics.end();
    return Promise.resolve();
  }
}
