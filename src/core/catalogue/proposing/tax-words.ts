import { wordKey } from '../../text/fold.js';

const WITHOUT = /不含[^,;。(]{0,6}税|未含税|未税|不含票|不开票|不带票|除税|去税|税前|不含\d+%?(?:的)?(?:增值)?税|裸价|开票(?:另|需|再)?加|税[金费点款]?另[加计算]|另加税|另加\d+(?:个)?点|不开发票|不含发票/u;
const WITH = /含(?:\d+(?:\.\d+)?%?(?:点|个点)?(?:的)?(?:增值)?|全|增值|运及|运|普|专)*税|含\d+%|含\d+个?点|含票|含发票|带票|开票价|税后|价税合计|含增值|含税/u;

/** Whether a price of which this is said includes tax; null where nothing is said. */
export function taxOf(text: string): boolean | null {
  const key = wordKey(text);
  if (WITHOUT.test(key)) return false;
  return WITH.test(key) ? true : null;
}

/** A rate of value-added tax in percent that is named as one: 含税13%, 税率13%. */
export function taxRateOf(text: string): number | null {
  const found = /税率?[^\d%]{0,6}(\d{1,2}(?:\.\d)?)(?:%|个?点)|税率[^\d%]{0,2}(\d{1,2})(?!\d)|(\d{1,2}(?:\.\d)?)(?:%|个?点)[^\d%]{0,6}[税票]/u.exec(wordKey(text));
  const rate = Number(found?.slice(1).find((one) => one !== undefined) ?? Number.NaN);
  return rate >= 0 && rate <= 20 ? rate : null;
}

/** Yuan for one of the unit that prices are stated in; null where none is named. */
export function priceUnitOf(text: string): number | null {
  const key = wordKey(text);
  if (/万元|\(万|单位:?万|万\/|以万|rmb万/u.test(key)) return 10_000;
  if (/千元/u.test(key)) return 1_000;
  return /元|¥|rmb|人民币/u.test(key) ? 1 : null;
}
