import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Which way bytes go: from who connected to the server, or back. */
type Way = 'THERE' | 'BACK';

/**
 * How the network between two machines behaves: everything passes; nothing does, and what was sent waits (a partition that
 * heals); what is asked arrives and no answer comes back; every piece waits a while; nobody gets through at all.
 */
export type Weather = 'PASS' | 'HANG' | 'ONE_WAY' | 'SLOW' | 'REFUSE';

interface Pair {
  readonly near: Socket;
  far: Socket | null;
  /** Nothing of it passes any more, whatever the weather, and neither end is told. */
  lost: boolean;
  cut: boolean;
}

const HOST = '127.0.0.1';

/** A cable of our own between a process and a server, which can be cut, hung and slowed while both go on. */
export class TcpProxy {
  private readonly pairs = new Set<Pair>();
  private readonly news = new EventEmitter().setMaxListeners(0);
  private weather: Weather = 'PASS';
  private delayMs = 0;

  private constructor(private readonly server: Server, private readonly target: number) {}

  /** `target`: the port behind it, on this machine. */
  static async open(target: number): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const proxy = new TcpProxy(server, target);
    server.on('connection', (near) => void proxy.join(near));
    server.listen(0, HOST);
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The ports by which the server knows those who are connected to it and have not gone. */
  get portsInUse(): number[] {
    return [...this.pairs].flatMap(({ near, far }) => (near.destroyed || near.readableEnded || far?.localPort === undefined ? [] : [far.localPort]));
  }

  /** `delayMs` is how long each piece waits when it is SLOW. */
  become(weather: Weather, delayMs = 0): void {
    [this.weather, this.delayMs] = [weather, delayMs];
    this.news.emit('change');
  }

  /** Breaks what is connected now; both ends are told. */
  cut(): void {
    for (const pair of this.pairs) {
      pair.cut = true;
      pair.near.resetAndDestroy();
      pair.far?.resetAndDestroy();
    }
    this.news.emit('change');
  }

  /** What is connected now stays so and never hears of its other end again, as when a router has forgotten it. */
  lose(): void {
    for (const pair of this.pairs) pair.lost = true;
  }

  async close(): Promise<void> {
    this.become('REFUSE');
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private async join(near: Socket): Promise<void> {
    const pair: Pair = { near, far: null, lost: false, cut: false };
    this.pairs.add(pair);
    near.on('error', () => undefined);
    try {
      await this.passage(pair, 'THERE');
      const far = connect({ port: this.target, host: HOST, noDelay: true, allowHalfOpen: true });
      pair.far = far;
      far.on('error', () => undefined);
      await once(far, 'connect');
      await Promise.all([this.carry(pair, near, far, 'THERE'), this.carry(pair, far, near, 'BACK')]);
    } catch {
      // One of the ends broke it: the other one hears of that when bytes would pass.
      await this.passage(pair, 'BACK').catch(() => undefined);
    } finally {
      near.destroy();
      pair.far?.destroy();
      this.pairs.delete(pair);
    }
  }

  private async carry(pair: Pair, from: Socket, to: Socket, way: Way): Promise<void> {
    for await (const piece of from) {
      await this.passage(pair, way);
      if (this.weather === 'SLOW') await pause(this.delayMs);
      if (!to.write(piece as Buffer)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
    }
    await this.passage(pair, way);
    to.end();
  }

  /** Waits until bytes pass; rejects when none will. */
  private async passage(pair: Pair, way: Way): Promise<void> {
    const stands = (): boolean => pair.lost || this.weather === 'HANG' || (this.weather === 'ONE_WAY' && way === 'BACK');
    while (!pair.cut && stands()) await once(this.news, 'change');
    if (pair.cut || this.weather === 'REFUSE') throw new Error('Nobody gets through.');
  }
}
