import { describe, expect, it } from '@jest/globals';
import { AddressGuard, hostOf } from './address-guard.js';

const strict = new AddressGuard({ networks: [], localTrial: false });
const provincial = new AddressGuard({ networks: ['10.20.0.0/16', 'fd12:3456::/32'], localTrial: false });
const trial = new AddressGuard({ networks: [], localTrial: true });

/** The fault of an address that is written into the URL itself. */
const fault = (guard: AddressGuard, text: string): string | null => {
  const url = new URL(text);
  return guard.faultOfUrl(url) ?? guard.faultOfAddresses(url, [hostOf(url)]);
};

describe('an address on the public internet', () => {
  it.each(['https://93.184.216.34/hook', 'https://8.8.8.8:8443/a?b=1', 'https://8.8.8.8:443/', 'https://[2606:2800:220:1::1]/hook', 'https://[2400:3200::1]:8443/'])('%s is sent to', (url) => {
    expect(fault(strict, url)).toBeNull();
  });

  it.each(['https://8.8.8.8:22/', 'https://8.8.8.8:8080/', 'https://[2400:3200::1]:6379/'])('%s is not, for its port', (url) => {
    expect(fault(strict, url)).toBe('WEBHOOK_PORT_NOT_ALLOWED');
  });

  it.each(['http://8.8.8.8/', 'ftp://8.8.8.8/', 'file:///etc/passwd', 'gopher://8.8.8.8/'])('%s is not, for its scheme', (url) => {
    expect(fault(strict, url)).toBe('WEBHOOK_URL_NOT_HTTPS');
  });

  it.each(['https://user@8.8.8.8/', 'https://user:word@8.8.8.8/', 'https://8.8.8.8/#part', 'https://8.8.8.8:0/'])('%s is not, for its form', (url) => {
    expect(fault(strict, url)).toBe('WEBHOOK_URL_MALFORMED');
  });
});

describe('an address that is not public', () => {
  it.each([
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200', '100.127.255.255',
    '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '192.88.99.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
    // Other spellings of 127.0.0.1, 10.0.0.1 and 169.254.169.254.
    '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0x7f.1', '017700000001', '0xa000001', '169.16689662', '0xa9fea9fe', '１２７.0.0.1', '127。0。0。1',
    '[::1]', '[::]', '[fc00::1]', '[fd00:ec2::254]', '[fe80::1]', '[ff02::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:8.8.8.8]', '[::7f00:1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::1]',
    '[2002:7f00:1::1]', '[2001:0:7f00:1::1]', '[2001:db8::1]', '[3fff::1]', '[100::1]', '[5f00::1]',
  ])('%s is refused', (host) => {
    expect(fault(strict, `https://${host}/hook`)).toBe('WEBHOOK_ADDRESS_PRIVATE');
  });

  it('is refused among others that are public, in whatever order a name has them', () => {
    const url = new URL('https://receiver.example/hook');
    for (const addresses of [['8.8.8.8', '10.0.0.1'], ['10.0.0.1', '8.8.8.8'], ['2400:3200::1', '::1'], ['8.8.8.8', 'not an address']]) expect(strict.faultOfAddresses(url, addresses)).toBe('WEBHOOK_ADDRESS_PRIVATE');
    expect(strict.faultOfAddresses(url, ['8.8.8.8', '2400:3200::1'])).toBeNull();
    expect(strict.faultOfAddresses(url, [])).toBe('WEBHOOK_HOST_UNKNOWN');
  });
});

describe('networks that an installation allows', () => {
  it.each<[url: string, verdict: string | null]>([
    ['https://10.20.30.40/hook', null], ['https://10.20.30.40:9000/hook', null], ['https://[fd12:3456::7]:9000/hook', null],
    ['https://10.21.0.1/hook', 'WEBHOOK_ADDRESS_PRIVATE'], ['https://[fd12:3457::7]/hook', 'WEBHOOK_ADDRESS_PRIVATE'], ['https://127.0.0.1/hook', 'WEBHOOK_ADDRESS_PRIVATE'],
    ['https://8.8.8.8/hook', null], ['https://8.8.8.8:9000/hook', 'WEBHOOK_PORT_NOT_ALLOWED'], ['http://10.20.30.40/hook', 'WEBHOOK_URL_NOT_HTTPS'],
  ])('%s: %s', (url, verdict) => {
    expect(fault(provincial, url)).toBe(verdict);
  });
});

describe('a trial on this machine', () => {
  it.each<[url: string, verdict: string | null]>([
    ['http://127.0.0.1:4000/hook', null], ['http://[::1]:4000/', null], ['https://127.0.0.1:4000/hook', null],
    ['http://8.8.8.8/hook', 'WEBHOOK_URL_NOT_HTTPS'], ['http://10.0.0.1/hook', 'WEBHOOK_ADDRESS_PRIVATE'], ['ftp://127.0.0.1/', 'WEBHOOK_URL_NOT_HTTPS'],
  ])('%s: %s', (url, verdict) => {
    expect(fault(trial, url)).toBe(verdict);
  });
});
