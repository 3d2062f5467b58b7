import { Injectable } from '@nestjs/common';
import { countProducts } from '../catalogue/index.js';
import type { Viewer } from '../core/access/viewer.js';
import { figureRows, type Counts, type FigurePlace, type FigureRow } from '../core/matching/figures.js';
import { placeOf } from '../core/policy/region-code.js';
import { addDays, type DateText } from '../core/time/dates.js';
import { countLines } from '../demand/index.js';
import { countEnterprises, regionsOf } from '../organisation/index.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { Classes } from '../policy/index.js';
import { countRecommendations } from './figures.store.js';

export type FiguresBy = 'CITY' | 'SECTOR';

interface Counted { readonly key: string; readonly counts: Counts }
interface Period { readonly from: Date; readonly to: Date }

const UNPLACED: FigurePlace = { key: 'OTHER', zh: '未归类', en: 'Not placed' };
const BY_WORDS: Readonly<Record<string, FigurePlace>> = {
  ITEM: { key: 'ITEM', zh: '按需求条目申报，未指明品类', en: 'By a demand item, without a class' },
  WORDS: { key: 'WORDS', zh: '仅有文字描述，未归类', en: 'By words alone' },
};

/** Counts what happened in a period and what stands now, by city or by sector of the class tree. All in one read, so that the figures belong together. */
@Injectable()
export class ReadFigures {
  constructor(private readonly database: AppDatabase, private readonly classes: Classes) {}

  /** `from` and `to`: days in Shanghai, both included. */
  rows(viewer: Viewer, by: FiguresBy, from: DateText, to: DateText): Promise<FigureRow[]> {
    const period = { from: startOf(from), to: startOf(addDays(to, 1)) };
    return this.database.read(scopeOf(viewer), async (tx) => (by === 'CITY' ? byCity(tx, period) : this.bySector(tx, period)));
  }

  private async bySector(tx: Tx, period: Period): Promise<FigureRow[]> {
    const classes = await this.classes.all(tx);
    const placed = (key: string): FigurePlace => {
      const group = classes.get(key)?.path[1];
      return group === undefined ? BY_WORDS[key] ?? UNPLACED : { key: group.id, zh: group.zh, en: group.en };
    };
    return figureRows((await counted(tx, 'CLASS', period)).map(({ key, counts }) => ({ place: placed(key), counts })));
  }
}

async function byCity(tx: Tx, period: Period): Promise<FigureRow[]> {
  const owned = await counted(tx, 'OWNER', period);
  const regions = await regionsOf(tx, [...new Set(owned.map(({ key }) => key))]);
  const enterprises = (await countEnterprises(tx, period.from, period.to)).map(({ regionCode, state, count, approved }) => ({
    place: cityOf(regionCode),
    counts: {
      ENTERPRISES_APPROVED: state === 'APPROVED' ? count : 0, ENTERPRISES_WAITING: state === 'UNDER_REVIEW' || state === 'RETURNED' ? count : 0,
      ENTERPRISES_SUSPENDED: state === 'SUSPENDED' ? count : 0, ENTERPRISES_NEW: approved,
    },
  }));
  return figureRows([...enterprises, ...owned.map(({ key, counts }) => ({ place: cityOf(regions.get(key) ?? ''), counts }))]);
}

async function counted(tx: Tx, by: 'CLASS' | 'OWNER', { from, to }: Period): Promise<Counted[]> {
  const products = await countProducts(tx, by, from, to);
  const lines = await countLines(tx, by, from, to);
  const recommendations = await countRecommendations(tx, by, from, to);
  return [
    ...products.map(({ key, onMarket, published }) => ({ key, counts: { PRODUCTS_ON_MARKET: onMarket, PRODUCTS_PUBLISHED: published } })),
    ...lines.map(({ key, open, published, demands }) => ({ key, counts: { LINES_OPEN: open, LINES_PUBLISHED: published, DEMANDS_PUBLISHED: demands } })),
    ...recommendations.map(({ key, made, answered, mutual }) => ({ key, counts: { RECOMMENDATIONS_MADE: made, RECOMMENDATIONS_ANSWERED: answered, RECOMMENDATIONS_MUTUAL: mutual } })),
  ];
}

/** In Shanxi the city, elsewhere the province. */
function cityOf(regionCode: string): FigurePlace {
  const key = regionCode.startsWith('14') ? `${regionCode.slice(0, 4)}00` : `${regionCode.slice(0, 2)}0000`;
  const place = placeOf(key);
  return place === null || place === undefined ? UNPLACED : { key, zh: place.zh, en: place.en };
}

const startOf = (day: DateText): Date => new Date(`${day}T00:00:00+08:00`);
