/**
 * The Content-Disposition header of a file to be saved (RFC 6266): its name in UTF-8 (RFC 8187), and for programs that do not know that form
 * the same name with everything but plain letters, digits, dot and hyphen left out.
 */
export function attachment(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9.-]+/gu, '-').replace(/^-+|-+(?=\.[a-z]+$)/gu, '');
  // Without a letter or digit before its ending it would be no name.
  const fallback = /^[A-Za-z0-9].*\./u.test(plain) ? plain : `file${/\.[A-Za-z0-9]+$/u.exec(plain)?.[0] ?? ''}`;
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '')).replace(/['()*!]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}
