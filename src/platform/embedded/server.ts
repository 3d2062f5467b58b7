import { spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { Binaries } from './binaries.js';
import type { Account } from './database-account.js';
import { startKeeper } from './keeper-process.js';
import { identityOf } from './process-identity.js';
import { WAYS_TO_STOP, readPidFile, stopServers } from './postmaster.js';
import { SERVER_ENVIRONMENT } from './server-environment.js';

export interface ServerOptions {
  /** The cluster's folder. */
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly account: Account | null;
  readonly port: number;
  readonly logFile: string;
}

export interface Server {
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it and resolves when it has ended; connections are cut, transactions roll back. */
  stop(): Promise<void>;
}

/** It did not come up; `complaint` is its last word in the log. */
export class ServerFault extends Error {
  constructor(readonly complaint: string) {
    super(complaint);
  }
}

const MIB = 1_024 * 1_024;
/** Recovery after a kill reads back what was written since the last checkpoint; that takes long after heavy writing. */
const PATIENCE_MS = 120_000;

/**
 * Starts PostgreSQL on a folder on which none runs, and a keeper that stops it when this process dies. Resolves when it takes
 * connections. @throws ServerFault when it ends before.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { cluster, account, logFile } = options;
  const log = openSync(logFile, 'a', 0o600);
  const logged = statSync(logFile).size;
  // In a session of its own, so that Ctrl-C reaches the supervisor alone, which stops the processes first.
  const child = spawn(options.binaries.postgres, flags(options), { ...account, cwd: '/', env: SERVER_ENVIRONMENT, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  let over = false;
  void ended.then(() => { over = true; });
  const identity = child.pid === undefined ? null : identityOf(child.pid);
  const keeper = identity === null ? null : startKeeper(identity);
  void ended.then(() => keeper?.dismiss());

  for (const end = Date.now() + PATIENCE_MS; !(readPidFile(cluster)?.pid === child.pid && readPidFile(cluster)?.ready);) {
    if (over) throw new ServerFault(lastWord(logFile, logged));
    if (Date.now() > end) {
      await stopServers(cluster);
      throw new ServerFault(lastWord(logFile, logged));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    ended,
    // By its number, since the folder may have been erased under it.
    stop: async () => {
      for (const [name, milliseconds] of WAYS_TO_STOP) {
        if (!over) child.kill(name);
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, milliseconds).unref())]);
      }
      await ended;
    },
  };
}

function flags({ cluster, port }: ServerOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    // A socket's path has room for 107 bytes, which a folder with a long or Chinese name exceeds.
    unix_socket_directories: '',
    logging_collector: 'off',
    idle_in_transaction_session_timeout: '60s',
    // The defaults are for a machine of 1 GB: an import of ten thousand listings, matched, writes a gigabyte and more, and waited for checkpoints and evicted pages.
    shared_buffers: `${Math.min(1_024, Math.max(128, Math.floor(totalmem() / MIB / 16)))}MB`,
    max_wal_size: '2GB',
  };
  return ['-D', cluster, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function lastWord(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString().split('\n').filter((line) => /FATAL|PANIC|ERROR|error/.test(line));
  return (lines[0] ?? 'no complaint in its log').replace(/^.*?(FATAL|PANIC|ERROR): +/, '');
}
