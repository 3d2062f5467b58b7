import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Turns } from './turns.js';

/** argon2id with the parameters OWASP gives for 19 MiB: about 30 ms warm on one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two of libuv's four threads may hash: the others stay free for files and names. 64 in line wait about a second. */
const turns = new Turns(2, 64);

let decoy: Promise<string> | null = null;

/** What is kept of a password; null when too many are being hashed right now (SIGN_IN_BUSY). */
export function hashPassword(password: string): Promise<string | null> {
  return turns.take(() => hash(password, COST));
}

/**
 * True when the password fits; null when too many are being checked right now (SIGN_IN_BUSY). With no hash (no such login) it
 * takes the same time, so that logins cannot be probed.
 */
export function passwordFits(password: string, passwordHash: string | null): Promise<boolean | null> {
  return turns.take(async () => {
    decoy ??= hash(randomBytes(16).toString('base64url'), COST);
    const fits = await verify(passwordHash ?? (await decoy), password);
    return fits && passwordHash !== null;
  });
}

/** A new opaque session token: 256 bits of chance, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token; tokens have full entropy, so one fast hash is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
