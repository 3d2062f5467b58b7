import type { Locale } from '../deed/deed-request.js';

/**
 * The language of an answer, from the Accept-Language header (RFC 9110, 12.5.4): the one of our two with the higher
 * weight, Chinese on a tie, when neither is named and when the header cannot be read.
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const weights = { zh: 0, en: 0 };
  for (const range of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    if (language === 'zh' || language === 'en') weights[language] = Math.max(weights[language], weightOf(parameters));
  }
  return weights.en > weights.zh ? 'en' : 'zh-CN';
}

function weightOf(parameters: readonly string[]): number {
  const quality = parameters.map((one) => one.trim()).find((one) => one.startsWith('q='));
  if (quality === undefined) return 1;
  const weight = Number(quality.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
