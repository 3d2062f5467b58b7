import { BlockList, isIP } from 'node:net';
import type { WebhookUrlFault } from './webhooks.port.js';

/** IPv4 that is not of the public internet (IANA IPv4 Special-Purpose Address Registry; RFC 6890, 6598, 2544, 5737, 3068, 1112, 5771). */
const SPECIAL_4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
];
/**
 * Of IPv6 only global unicast is public (RFC 4291 §2.4): outside lie ::1, fc00::/7, fe80::/10, ff00::/8, ::ffff:0:0/96 and 64:ff9b::/96,
 * the last two of which lead to IPv4. Within it: Teredo and other protocol addresses, documentation, 6to4.
 */
const GLOBAL_6 = ['2000::', 3] as const;
const SPECIAL_6: readonly (readonly [network: string, prefix: number])[] = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]];

/** Where receivers of webhooks listen on the public internet: anything else would make the platform a scanner of other people's ports. */
const PORTS = new Set(['', '443', '8443']);

type Standing = 'PUBLIC' | 'ALLOWED' | 'TRIAL' | 'PRIVATE';

export interface GuardRules {
  /** Networks `address/prefix` that are not public and may be reached all the same, by any port. */
  readonly networks: readonly string[];
  /** This machine itself may be reached too, also without TLS. */
  readonly localTrial: boolean;
}

/** Says which addresses tenants may have something sent to; asked when one is given, and again with the very addresses that a connection is about to use. */
export class AddressGuard {
  private readonly special = blockList(SPECIAL_4, SPECIAL_6);
  private readonly global = blockList([], [GLOBAL_6]);
  private readonly loopback = blockList([['127.0.0.0', 8]], [['::1', 128]]);
  private readonly allowed: BlockList;

  constructor(private readonly rules: GuardRules) {
    const networks = rules.networks.map((network): [string, number] => {
      const [address = '', prefix] = network.split('/');
      return [address, Number(prefix)];
    });
    this.allowed = blockList(networks.filter(([address]) => isIP(address) === 4), networks.filter(([address]) => isIP(address) === 6));
  }

  /** What is wrong with an address before its name is looked up; null when the addresses behind it decide. */
  faultOfUrl(url: URL): WebhookUrlFault | null {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'WEBHOOK_URL_NOT_HTTPS';
    if (url.protocol === 'http:' && !this.rules.localTrial) return 'WEBHOOK_URL_NOT_HTTPS';
    return url.username !== '' || url.password !== '' || url.hash !== '' || url.hostname === '' || url.port === '0' ? 'WEBHOOK_URL_MALFORMED' : null;
  }

  /** What is wrong with everything a name leads to: one address that must not be reached is enough, since any may be taken. */
  faultOfAddresses(url: URL, addresses: readonly string[]): WebhookUrlFault | null {
    const standings = new Set(addresses.map((address) => this.standingOf(address)));
    if (standings.size === 0) return 'WEBHOOK_HOST_UNKNOWN';
    if (standings.has('PRIVATE')) return 'WEBHOOK_ADDRESS_PRIVATE';
    if (url.protocol === 'http:' && (standings.has('PUBLIC') || standings.has('ALLOWED'))) return 'WEBHOOK_URL_NOT_HTTPS';
    return standings.has('PUBLIC') && !PORTS.has(url.port) ? 'WEBHOOK_PORT_NOT_ALLOWED' : null;
  }

  private standingOf(address: string): Standing {
    const family = isIP(address) === 6 ? 'ipv6' : isIP(address) === 4 ? 'ipv4' : null;
    if (family === null) return 'PRIVATE';
    if (this.rules.localTrial && this.loopback.check(address, family)) return 'TRIAL';
    if (this.allowed.check(address, family)) return 'ALLOWED';
    const open = !this.special.check(address, family) && (family === 'ipv4' || this.global.check(address, family));
    return open ? 'PUBLIC' : 'PRIVATE';
  }
}

/** The host of an address as something to look up or connect to: of an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function blockList(four: readonly (readonly [string, number])[], six: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of four) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of six) list.addSubnet(network, prefix, 'ipv6');
  return list;
}
