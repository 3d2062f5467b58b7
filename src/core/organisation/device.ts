const DEVICE_MAX = 60;

/** In the order in which they are looked for: most browsers name others as well. */
const PROGRAMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/wxwork/i, '企业微信'], [/dingtalk/i, '钉钉'], [/micromessenger/i, '微信'],
  [/\bedg(?:e|a|ios)?\//i, 'Edge'], [/\bopr\/|opera/i, 'Opera'], [/360se|360ee|qihu/i, '360'], [/qqbrowser/i, 'QQ 浏览器'],
  [/firefox|fxios/i, 'Firefox'], [/chrome|crios|chromium/i, 'Chrome'], [/safari/i, 'Safari'],
];
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/harmonyos|openharmony/i, 'HarmonyOS'], [/android/i, 'Android'], [/iphone|ipad|ipod/i, 'iOS'], [/windows/i, 'Windows'],
  [/mac os x|macintosh/i, 'macOS'], [/kylin/i, '麒麟'], [/uos|deepin/i, '统信'], [/linux/i, 'Linux'],
];

/**
 * What a person recognises of a device, such as `Chrome · Windows`, out of the header User-Agent (RFC 9110, 10.1.5); null when
 * it said nothing. A program that is no browser is named by its first word. The header says what its sender likes.
 */
export function deviceOf(userAgent: string | null | undefined): string | null {
  const text = (userAgent ?? '').trim();
  if (text === '') return null;
  const of = (names: typeof PROGRAMS): string | undefined => names.find(([pattern]) => pattern.test(text))?.[1];
  const program = of(PROGRAMS) ?? /^[\w.+-]+/.exec(text)?.[0];
  const parts = [program, of(SYSTEMS)].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' · ').slice(0, DEVICE_MAX);
}
