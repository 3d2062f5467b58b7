/** Names of a place in both languages; `en` as the authorities write it. */
export interface PlaceName {
  readonly zh: string;
  readonly en: string;
}

const place = (zh: string, en: string): PlaceName => ({ zh, en });

/** First two digits of GB/T 2260: 34 provinces, autonomous regions, municipalities and special administrative regions. */
export const PROVINCES: Readonly<Record<string, PlaceName>> = {
  11: place('北京市', 'Beijing'), 12: place('天津市', 'Tianjin'), 13: place('河北省', 'Hebei'), 14: place('山西省', 'Shanxi'), 15: place('内蒙古自治区', 'Inner Mongolia'),
  21: place('辽宁省', 'Liaoning'), 22: place('吉林省', 'Jilin'), 23: place('黑龙江省', 'Heilongjiang'),
  31: place('上海市', 'Shanghai'), 32: place('江苏省', 'Jiangsu'), 33: place('浙江省', 'Zhejiang'), 34: place('安徽省', 'Anhui'), 35: place('福建省', 'Fujian'),
  36: place('江西省', 'Jiangxi'), 37: place('山东省', 'Shandong'),
  41: place('河南省', 'Henan'), 42: place('湖北省', 'Hubei'), 43: place('湖南省', 'Hunan'), 44: place('广东省', 'Guangdong'), 45: place('广西壮族自治区', 'Guangxi'), 46: place('海南省', 'Hainan'),
  50: place('重庆市', 'Chongqing'), 51: place('四川省', 'Sichuan'), 52: place('贵州省', 'Guizhou'), 53: place('云南省', 'Yunnan'), 54: place('西藏自治区', 'Tibet'),
  61: place('陕西省', 'Shaanxi'), 62: place('甘肃省', 'Gansu'), 63: place('青海省', 'Qinghai'), 64: place('宁夏回族自治区', 'Ningxia'), 65: place('新疆维吾尔自治区', 'Xinjiang'),
  71: place('台湾省', 'Taiwan'), 81: place('香港特别行政区', 'Hong Kong'), 82: place('澳门特别行政区', 'Macao'),
};

/** The eleven cities of Shanxi by the first four digits: the plan's own province is known one level deeper. */
export const SHANXI_CITIES: Readonly<Record<string, PlaceName>> = {
  1401: place('太原市', 'Taiyuan'), 1402: place('大同市', 'Datong'), 1403: place('阳泉市', 'Yangquan'), 1404: place('长治市', 'Changzhi'), 1405: place('晋城市', 'Jincheng'),
  1406: place('朔州市', 'Shuozhou'), 1407: place('晋中市', 'Jinzhong'), 1408: place('运城市', 'Yuncheng'), 1409: place('忻州市', 'Xinzhou'), 1410: place('临汾市', 'Linfen'),
  1411: place('吕梁市', 'Lüliang'),
};

/** Zones that the statisticians of Shanxi count as counties and the administration does not know. */
const STATISTICAL = new Set(['140171', '140271', '140671', '140971']);

/**
 * True for six digits that GB/T 2260 can mean: a known province, in Shanxi a known city, no county without a city. Counties
 * themselves are not listed here, so a county's last two digits are taken as written.
 */
export function isRegionCode(code: string): boolean {
  if (!/^[0-9]{6}$/.test(code) || STATISTICAL.has(code)) return false;
  if (!Object.hasOwn(PROVINCES, code.slice(0, 2))) return false;
  const city = code.slice(2, 4);
  if (city === '00') return code.endsWith('00');
  return !code.startsWith('14') || Object.hasOwn(SHANXI_CITIES, code.slice(0, 4));
}

/** True where the wider place is the other one or has it within: 140000 holds 140500, which holds 140581. */
export function holdsRegion(wider: string, code: string): boolean {
  return code.startsWith(wider.replace(/(?:00)+$/u, ''));
}

/** The place as far as it is known here: the province, in Shanxi with the city; null for a code that means no place. */
export function placeOf(code: string): PlaceName | null {
  if (!isRegionCode(code)) return null;
  const province = PROVINCES[code.slice(0, 2)];
  if (province === undefined) return null;
  const city = SHANXI_CITIES[code.slice(0, 4)];
  return city === undefined ? province : { zh: `${province.zh}${city.zh}`, en: `${city.en}, ${province.en}` };
}
