import type { Socket } from 'node:net';

/** As much of the driver's connection as is needed to break it off. */
interface Wired {
  readonly connection?: { readonly stream: Pick<Socket, 'destroy' | 'destroyed' | 'once'> };
}

/** True when the server said nothing for too long: the network has forgotten the connection, and whoever took it next would wait as long. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Query read timeout');
}

/** Breaks a connection off; resolves when its pool has heard of it. */
export async function breakOff(client: unknown): Promise<void> {
  const { connection } = client as Wired;
  if (connection === undefined || connection.stream.destroyed) return;
  const closed = new Promise((resolve) => connection.stream.once('close', resolve));
  connection.stream.destroy();
  await closed;
}
