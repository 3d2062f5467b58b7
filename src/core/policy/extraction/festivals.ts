import type { DateText } from '../../time/dates.js';

interface Festivals {
  /** 春节, the first day of the first month. */
  readonly spring: DateText;
  /** 清明, a solar term. */
  readonly qingming: DateText;
  /** 端午, the fifth day of the fifth month. */
  readonly dragonBoat: DateText;
  /** 中秋, the fifteenth day of the eighth month. */
  readonly midAutumn: DateText;
}

/**
 * Days of the lunar calendar by year of the common one, from the conversion tables of the Hong Kong Observatory (rules of GB/T
 * 33661-2017). No arithmetic of a library: new moons close to midnight (2027, 2030) come out a day early there.
 */
const FESTIVALS: Readonly<Record<number, Festivals>> = {
  2025: { spring: '2025-01-29', qingming: '2025-04-04', dragonBoat: '2025-05-31', midAutumn: '2025-10-06' },
  2026: { spring: '2026-02-17', qingming: '2026-04-05', dragonBoat: '2026-06-19', midAutumn: '2026-09-25' },
  2027: { spring: '2027-02-06', qingming: '2027-04-05', dragonBoat: '2027-06-09', midAutumn: '2027-09-15' },
  2028: { spring: '2028-01-26', qingming: '2028-04-04', dragonBoat: '2028-05-28', midAutumn: '2028-10-03' },
  2029: { spring: '2029-02-13', qingming: '2029-04-04', dragonBoat: '2029-06-16', midAutumn: '2029-09-22' },
  2030: { spring: '2030-02-03', qingming: '2030-04-05', dragonBoat: '2030-06-05', midAutumn: '2030-09-12' },
  2031: { spring: '2031-01-23', qingming: '2031-04-05', dragonBoat: '2031-06-24', midAutumn: '2031-10-01' },
  2032: { spring: '2032-02-11', qingming: '2032-04-04', dragonBoat: '2032-06-12', midAutumn: '2032-09-19' },
  2033: { spring: '2033-01-31', qingming: '2033-04-04', dragonBoat: '2033-06-01', midAutumn: '2033-09-08' },
  2034: { spring: '2034-02-19', qingming: '2034-04-05', dragonBoat: '2034-06-20', midAutumn: '2034-09-27' },
  2035: { spring: '2035-02-08', qingming: '2035-04-05', dragonBoat: '2035-06-10', midAutumn: '2035-09-16' },
  2036: { spring: '2036-01-28', qingming: '2036-04-04', dragonBoat: '2036-05-30', midAutumn: '2036-10-04' },
};

export type FestivalWord = keyof Festivals | 'newYear' | 'labourDay' | 'nationalDay' | 'heating';

/** The day of a festival in a year; null where the table ends. `heating`: 采暖季 begins on 1 November in central and southern Shanxi. */
export function festivalIn(year: number, word: FestivalWord): DateText | null {
  switch (word) {
    case 'newYear': return `${year}-01-01`;
    case 'labourDay': return `${year}-05-01`;
    case 'nationalDay': return `${year}-10-01`;
    case 'heating': return `${year}-11-01`;
    case 'spring':
    case 'qingming':
    case 'dragonBoat':
    case 'midAutumn': return FESTIVALS[year]?.[word] ?? null;
  }
}
