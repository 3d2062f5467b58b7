import { describe, expect, it } from '@jest/globals';
import { CODE_LIFE_MS, CODE_TRIES, codeVerdict, maskedAddress, normalAddress, robotOf } from './contact.js';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

describe('the address of a robot', () => {
  it.each([
    [`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`, { channel: 'WECOM', key: KEY }],
    [` https://oapi.dingtalk.com/robot/send?access_token=${'a1'.repeat(32)}\n`, { channel: 'DINGTALK', key: 'a1'.repeat(32) }],
    [`http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`, null],
    [`https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=${KEY}`, null],
    [`https://evil.example/?https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`, null],
    [`https://qyapi.weixin.qq.com@10.0.0.1/cgi-bin/webhook/send?key=${KEY}`, null],
    [`https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=${KEY}`, null],
    [`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}&x=1`, null],
    [`https://qyapi.weixin.qq.com/cgi-bin/../x?key=${KEY}`, null],
    ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=', null],
    [`https://qyapi.weixin.qq.com/robot/send?access_token=${KEY}`, null],
    ['https://127.0.0.1/robot/send?access_token=aaaaaaaa', null],
    ['file:///etc/passwd', null],
  ])('%j', (url, robot) => expect(robotOf(url)).toEqual(robot));
});

describe('addresses of people', () => {
  it.each<['EMAIL' | 'SMS', string, string | null]>([
    ['EMAIL', ' Wang.Wei@Example.COM ', 'wang.wei@example.com'], ['EMAIL', 'ｗ@example.com', 'w@example.com'], ['EMAIL', 'a+b@mail.example.com.cn', 'a+b@mail.example.com.cn'],
    ['EMAIL', 'a@b', null], ['EMAIL', 'a b@example.com', null], ['EMAIL', 'a@example.com\r\nBcc: x@example.com', null], ['EMAIL', 'a..b@example.com', null], ['EMAIL', '"a"@example.com', null],
    ['EMAIL', 'a@-example.com', null], ['EMAIL', `${'a'.repeat(65)}@example.com`, null], ['EMAIL', `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(30)}.com`, null], ['EMAIL', '', null],
    ['SMS', '13812345678', '13812345678'], ['SMS', '+86 138-1234-5678', '13812345678'], ['SMS', '0086 13812345678', '13812345678'], ['SMS', '１３８１２３４５６７８', '13812345678'],
    ['SMS', '12812345678', null], ['SMS', '0351-3046789', null], ['SMS', '+1 202 555 0101', null], ['SMS', '138123456789', null], ['SMS', '', null],
  ])('%s %j is kept as %j', (channel, text, kept) => {
    expect(normalAddress(channel, text)).toBe(kept);
    if (kept !== null) expect(normalAddress(channel, kept)).toBe(kept);
  });

  it.each([['SMS', '13812345678', '138****5678'], ['EMAIL', 'wang.wei@example.com', 'w***@example.com'], ['WECOM', KEY, '***5aaa']] as const)('%s %s is shown as %s', (channel, address, shown) => {
    expect(maskedAddress(channel, address)).toBe(shown);
  });
});

describe('a typed code', () => {
  const sentAt = new Date('2026-11-24T12:00:00+08:00');
  const later = (ms: number): Date => new Date(sentAt.getTime() + ms);
  it.each<[tries: number, fits: boolean, afterMs: number, verdict: string]>([
    [0, true, 0, 'CONFIRMED'], [CODE_TRIES - 1, true, CODE_LIFE_MS - 1, 'CONFIRMED'], [0, false, 1, 'WRONG'], [CODE_TRIES, true, 1, 'EXPIRED'], [0, true, CODE_LIFE_MS, 'EXPIRED'], [0, false, CODE_LIFE_MS, 'EXPIRED'],
  ])('after %s wrong ones, right: %s, %s ms later: %s', (tries, fits, afterMs, verdict) => {
    expect(codeVerdict({ sentAt, tries }, fits, later(afterMs))).toBe(verdict);
  });
});
