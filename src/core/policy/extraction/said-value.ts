import { figureValue } from '../wording/figure-value.js';
import { Exact } from '../../quantity/number.js';
import { parseUnit } from '../../quantity/unit.js';
import type { AttributeDefinition } from '../class-definition.js';

/** A number in a unit, as the trade means it. */
export interface MeantValue {
  readonly values: readonly number[];
  readonly unit: string;
  /** The denominator of the unit was left out (10mg for mg/m3). */
  readonly loose: boolean;
}

/** Tonnes of a press are ten kilonewtons, kilograms of pressure a tenth of a megapascal: as people count, not as physics does. */
const TRADE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  MPa: { 公斤压力: 0.1, kg: 0.1, 公斤: 0.1, 'kg/cm2': 0.1 }, kN: { t: 10, 吨: 10 }, 't/h': { t: 1 }, 'r/min': { r: 1 },
};
const rounded = (value: number): number => Number(value.toPrecision(10));

/** The figures in the attribute's unit; null when they measure something else. Without a unit they stand as they are. */
export function inUnitOf(attribute: AttributeDefinition, values: readonly number[], unit: string | null): MeantValue | null {
  const target = attribute.unit ?? '1';
  const trade = unit === null ? undefined : TRADE[target]?.[unit];
  if (trade !== undefined) return { values: values.map((value) => rounded(value * trade)), unit: target, loose: false };
  if (unit !== null && /^(?:[台套条座辆架组块片件只个根把支次名人级点位层极锭排行轴路头工]|工位|通道)$/u.test(unit) && /^(?:1|cycles|\d*k? ?ops)$/u.test(target)) return { values, unit: target, loose: false };
  const read = values.map((value) => figureValue(new Exact(value), unit, attribute));
  if (read.some((one) => one === null)) return null;
  return { values: read.map((one) => rounded(one?.value.toNumber() ?? 0)), unit: target, loose: read.some((one) => one?.loose === true) };
}

/** The figures as said, in a unit of the closed list; null when the unit is not known. `context` tells 度, 吨 and 公斤 apart. */
export function asSaid(values: readonly number[], unit: string, context: string): MeantValue | null {
  const times = (factor: number, symbol: string): MeantValue => ({ values: values.map((value) => rounded(value * factor)), unit: symbol, loose: false });
  if (unit === '度') {
    if (/温|零下|零上|冷|热|炉|窑/u.test(context) && !/电|能|耗|储/u.test(context)) return times(1, '°C');
    return /角|倾|坡|转动|摆/u.test(context) ? times(1, '°') : times(1, 'kW·h');
  }
  if (unit.startsWith('度/')) return times(1, `kW·h/${unit.slice(2)}`);
  if (unit === '公斤压力') return times(0.1, 'MPa');
  if (unit === 'kg' && /压(?!重|块|路)/u.test(context)) return times(0.1, 'MPa');
  if (/^(?:丝|道|忽米)$/u.test(unit)) return times(0.01, 'mm');
  if (/^(?:马力|匹|ps|hp|HP|PS)$/u.test(unit)) return times(0.7355, 'kW');
  if (unit === 't' && /压力机|液压机|油压机|冲床|折弯|压机|公称力|压制|锻压|剪力/u.test(context)) return times(10, 'kN');
  if (unit === 't' && /锅炉|蒸汽|蒸发|产汽/u.test(context)) return times(1, 't/h');
  if (unit === 'r') return times(1, 'r/min');
  return parseUnit(unit) === null ? null : times(1, unit);
}
