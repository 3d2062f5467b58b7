/** What is counted; the definition of each stands beside its name. */
export const FIGURES = [
  {
    key: 'ENTERPRISES_APPROVED', zh: '已通过企业', en: 'Approved enterprises',
    definitionZh: '截止时点状态为「已通过」的企业数，按企业所在地', definitionEn: 'Enterprises that are approved at the cut-off, by where they are', records: 'organisations(kind: ENTERPRISE, state: APPROVED)',
  },
  {
    key: 'ENTERPRISES_WAITING', zh: '待审企业', en: 'Enterprises that wait',
    definitionZh: '截止时点待审或已退回待改的企业数', definitionEn: 'Enterprises under review or returned at the cut-off', records: 'organisations(kind: ENTERPRISE, state: UNDER_REVIEW)',
  },
  {
    key: 'ENTERPRISES_SUSPENDED', zh: '被暂停企业', en: 'Suspended enterprises',
    definitionZh: '截止时点被暂停的企业数', definitionEn: 'Enterprises that are suspended at the cut-off', records: 'organisations(kind: ENTERPRISE, state: SUSPENDED)',
  },
  {
    key: 'ENTERPRISES_NEW', zh: '新通过企业', en: 'Newly approved enterprises',
    definitionZh: '期内最近一次通过审核的企业数', definitionEn: 'Enterprises whose latest approval lies in the period', records: 'organisations(kind: ENTERPRISE, state: APPROVED)',
  },
  {
    key: 'PRODUCTS_ON_MARKET', zh: '在架产品', en: 'Products on the market',
    definitionZh: '截止时点处于发布状态的产品数；按城市为供应商所在地，按行业为产品品类所在分组', definitionEn: 'Products published at the cut-off; by city of the supplier, by sector of the class', records: 'products(state: PUBLISHED)',
  },
  {
    key: 'PRODUCTS_PUBLISHED', zh: '期内发布产品', en: 'Products published',
    definitionZh: '最近一次发布在期内的产品数，含其后撤下或暂停的', definitionEn: 'Products whose latest publication lies in the period, those withdrawn or suspended since included', records: 'products',
  },
  {
    key: 'DEMANDS_PUBLISHED', zh: '期内发布需求', en: 'Demands published',
    definitionZh: '期内有明细发布的需求数；按行业统计时，需求按其明细的首个品类在各品类计一次，相加大于总数', definitionEn: 'Demands with a line published in the period; by sector a demand counts once for each first class of its lines, so that sectors add up to more', records: 'demands',
  },
  {
    key: 'LINES_PUBLISHED', zh: '期内发布需求明细', en: 'Demand lines published',
    definitionZh: '期内发布的需求明细数，按首个品类归入行业', definitionEn: 'Lines published in the period, by their first class', records: 'demands',
  },
  {
    key: 'LINES_OPEN', zh: '待对接需求明细', en: 'Open demand lines',
    definitionZh: '截止时点处于发布或询比状态的需求明细数', definitionEn: 'Lines published or in sourcing at the cut-off', records: 'demands',
  },
  {
    key: 'RECOMMENDATIONS_MADE', zh: '期内推荐', en: 'Recommendations made',
    definitionZh: '期内产生的推荐数，含其后失效的；按城市为采购方所在地', definitionEn: 'Recommendations made in the period, those ended since included; by city of the buyer', records: 'recommendations',
  },
  {
    key: 'RECOMMENDATIONS_ANSWERED', zh: '其中已回应', en: 'Of these, answered',
    definitionZh: '期内产生的推荐中，至少一方已表示有意或不需要的', definitionEn: 'Of the recommendations made in the period, those that a side has answered, with interest or a dismissal', records: 'recommendations',
  },
  {
    key: 'RECOMMENDATIONS_MUTUAL', zh: '其中双方有意', en: 'Of these, mutual interest',
    definitionZh: '期内产生的推荐中，双方均表示有意的', definitionEn: 'Of the recommendations made in the period, those in which both sides are interested', records: 'recommendations',
  },
] as const;
export type FigureKey = (typeof FIGURES)[number]['key'];
export type Counts = Partial<Record<FigureKey, number>>;

/** A city, a province, or a sector of the class tree. */
export interface FigurePlace {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
}

export interface FigureRow extends FigurePlace {
  readonly counts: Counts;
}

/** Adds counts up by place, in the order of the places' keys. */
export function figureRows(counted: readonly { readonly place: FigurePlace; readonly counts: Counts }[]): FigureRow[] {
  const rows = new Map<string, FigurePlace & { readonly counts: Counts }>();
  for (const { place, counts } of counted) {
    const row = rows.get(place.key) ?? { ...place, counts: {} };
    rows.set(place.key, { ...row, counts: sum(row.counts, counts) });
  }
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

/** All rows together; demands are added as they stand, so by sector they count more than once. */
export function figureTotal(rows: readonly FigureRow[]): Counts {
  return rows.reduce<Counts>((total, { counts }) => sum(total, counts), {});
}

function sum(a: Counts, b: Counts): Counts {
  const keys = FIGURES.map(({ key }) => key).filter((key) => a[key] !== undefined || b[key] !== undefined);
  return Object.fromEntries(keys.map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]));
}
