import type { AttributeIndex } from '../wording/attribute-index.js';
import { figureNames } from '../wording/attribute-names.js';
import { LABEL_MEANS, labelSimilarity } from '../wording/label-similarity.js';
import { parseUnit } from '../../quantity/unit.js';
import type { AttributeDefinition, ClassDefinition } from '../class-definition.js';
import { isSoft } from './comparison.js';
import type { ExtractedOp, ExtractedRequirement } from './extraction.js';
import { labelStart, type LabelledFigure } from './figure-label.js';
import { asSaid, inUnitOf, type MeantValue } from './said-value.js';
import type { WrittenText } from './written-text.js';

/** Quantities whose bare figure is the most that may be: accuracy, tolerance, flatness. */
const ACCURACY = /精度|误差|偏差|公差|均匀[性度]|不确定度|平面度|圆度|直线度|平行度|垂直度|圆柱度|同轴度|同心度|跳动|粗糙度|准确度|准确性|重复定位|定位$|不平衡|对位|精确度|示值|线性度/u;
const METER = /表|变送器|流量计|传感器|仪|计|秤|衡|准确|精度|精确|误差/u;
const COUNT_UNIT = /^(?:[台套条座辆架组块片件只个根把支次名人级点位层排路轴工位极锭行头]|cycles|bottle|通道|工位|循环)$/u;
const TIME_UNIT = /^(?:h|min|s|ms|d|a|月|周|星期)$/u;
const TIME_LABEL = /续航|寿命|龄|节拍|时间|周期|时长|年限|响应|耐火|待机|运行|工作|持续|充满/u;
/** Figures about the deal and the people, not about the goods. */
const NOT_ASKED = /质保|保修|三包|交货期|交期|工期|账期|付款|预付|尾款|备件|售后|到场服务|小时内到|响应时间(?=.*售后)|业绩|资质|成立|注册资|员工|培训|型号|电话|联系|合同|招标|邮编|税|第[一二三四\d]/u;

export interface FigureReader {
  readonly written: WrittenText;
  readonly definition: ClassDefinition | null;
  readonly index: AttributeIndex;
  /** Words for the goods and the whole text, where 度 and 吨 are told apart. */
  readonly context: string;
}

/** From here on a label is the attribute's own name. */
const CLEARLY = 0.95;

interface Choice { readonly attribute: AttributeDefinition; readonly meant: MeantValue; readonly certainty: number }

/** What one figure of the text asks, several things only of sizes; nothing when it asks nothing of the goods. `used`: attributes that other figures have named. */
export function requirementOf(one: LabelledFigure, reader: FigureReader, used: ReadonlySet<string>): ExtractedRequirement[] {
  const { figure, clause, comparison } = one;
  const { written, definition } = reader;
  const around = written.folded.slice(clause.start, clause.end);
  if (NOT_ASKED.test(around)) return [];
  if (figure.shape === 'SIZES') return sizesOf(one, reader);
  const words = written.words(labelStart(one, written.folded), figure.end + comparison.behind);
  const fitting = definition === null ? null : attributeOf(one, definition, written, used);
  const known = fitting !== null && definition !== null && namesAnother(one, fitting.attribute, definition) ? null : fitting;
  const read = known === null ? saidOf(one, reader) : { key: known.attribute.key, name: known.attribute.zh, meant: known.meant };
  if (read === null) return [];
  const accuracy = isAccuracy(one, read.name);
  const op = opOf(one, accuracy);
  const values = accuracy || figure.plusMinus ? read.meant.values.map(Math.abs) : read.meant.values;
  const value = op === 'between' || op === 'in' ? values : values[0] ?? 0;
  const requirement: ExtractedRequirement = { attribute: read.key, name: nameOf(one, read.name), op, value, unit: read.meant.unit, hard: !isSoft(around), words };
  return [requirement];
}

/** The attribute of a class that a figure names; null when it names none. Also told by its unit alone where no label speaks against it. */
export function attributeOf(one: LabelledFigure, definition: ClassDefinition, written: WrittenText, used: ReadonlySet<string>): Choice | null {
  const numbers = definition.attributes.filter(({ type }) => type === 'number');
  const choices: Choice[] = [];
  for (const attribute of numbers) {
    const meant = meantBy(one, attribute, written.folded);
    if (meant === null) continue;
    const certainty = certaintyOf(one, attribute) + unitWorth(one, attribute, meant, numbers) - (used.has(attribute.key) ? 0.15 : 0) - (isOutside(meant, attribute) ? 0.2 : 0);
    if (certainty >= 0.5) choices.push({ attribute, meant, certainty });
  }
  return choices.reduce<Choice | null>((best, other) => (best === null || other.certainty > best.certainty ? other : best), null);
}

/** 处理能力不低于200kW is no 电机功率, though its unit would be: the label clearly names another attribute, which that unit does not fit. */
function namesAnother(one: LabelledFigure, attribute: AttributeDefinition, definition: ClassDefinition): boolean {
  return certaintyOf(one, attribute) === 0 && definition.attributes.some((other) => other !== attribute && other.type === 'number' && certaintyOf(one, other) >= CLEARLY);
}

export function isOutside({ values }: Pick<MeantValue, 'values'>, { min, max }: AttributeDefinition): boolean {
  return values.some((value) => (min !== null && value < min) || (max !== null && value > max));
}

function meantBy({ figure, unit }: LabelledFigure, attribute: AttributeDefinition, text: string): MeantValue | null {
  if (figure.prefix === 'DN') return attribute.unit === 'mm' ? { values: figure.all, unit: 'mm', loose: false } : null;
  if (figure.prefix === 'PN') return attribute.unit === 'MPa' ? { values: figure.all.map((value) => value / 10), unit: 'MPa', loose: false } : null;
  // 准确度2级 of a meter is two per cent.
  if (unit === '级') return attribute.unit === '%' && ACCURACY.test(attribute.zh) && METER.test(text) ? { values: figure.all, unit: '%', loose: false } : null;
  return inUnitOf(attribute, figure.all, unit);
}

function certaintyOf(one: LabelledFigure, attribute: AttributeDefinition): number {
  const names = namesOf(attribute);
  // 比功率 is more of 机组输入比功率 than of 功率.
  const similarity = (label: string): number => Math.max(0, ...names.map((name) => (isRatio(label) && !isRatio(name) ? 0 : labelSimilarity(label, name)) + (label.length >= 3 && name.length > label.length && name.includes(label) ? 0.08 : 0)));
  const [first, second] = one.labels;
  const before = first === undefined ? 0 : Math.max(similarity(first), shortened(first, similarity));
  const farther = second === undefined || before >= LABEL_MEANS ? 0 : similarity(second) - 0.1;
  const behind = one.behind === '' || /[机炉泵床线车器塔釜罐阀架仪窑箱柜站锅桥吊]$/u.test(one.behind) ? [] : [one.behind, one.behind.slice(0, 2), `${one.behind.slice(0, 1)}数`, `${one.unit ?? ''}数`, `${one.unit ?? ''}${one.behind}`];
  const after = Math.max(0, ...behind.filter((label) => label.length >= 2 || /^[宽高长重深]$/u.test(label)).map(similarity)) - 0.1;
  const best = Math.max(before, farther, before >= LABEL_MEANS ? 0 : after);
  return best >= LABEL_MEANS ? best : 0;
}

/** 比功率, 比转速: a ratio is none of what it is made from. */
function isRatio(text: string): boolean {
  return /比(?:功率|转速|能|噪)/u.test(text);
}

/** A class object keeps the names it was first asked for. */
const NAMES = new WeakMap<AttributeDefinition, readonly string[]>();

function namesOf(attribute: AttributeDefinition): readonly string[] {
  const known = NAMES.get(attribute) ?? figureNames(attribute);
  NAMES.set(attribute, known);
  return known;
}

/** 灌装线的容量, 主机额定功率: the label without the words before it. */
function shortened(label: string, similarity: (label: string) => number): number {
  return Math.max(0, ...[4, 3, 2].filter((size) => label.length > size).map((size) => similarity(label.slice(-size)) - 0.06));
}

function unitWorth({ unit, labels, figure }: LabelledFigure, attribute: AttributeDefinition, meant: MeantValue, numbers: readonly AttributeDefinition[]): number {
  if (unit === null && figure.prefix === null) return attribute.unit === '1' ? 0 : -0.12;
  if (unit === '级') return 0.6;
  if (attribute.unit === '1' || attribute.unit === '%' || unit === '%') return meant.loose ? -0.1 : 0;
  const fitting = numbers.filter((other) => inUnitOf(other, [1], unit)?.loose === false);
  // 20吨 of an excavator is its mass, though a force might be told so.
  const exact = fitting.filter((other) => parseUnit(unit ?? '')?.dimensions['kg'] === undefined || other.unit !== 'kN');
  const alike = exact.length > 0 ? exact : fitting;
  const only = alike.length === 1 && alike[0] === attribute;
  if (!alike.includes(attribute)) return -0.1;
  // Without a label the unit alone speaks, the first of several for them all.
  const alone = only ? 0.5 : labels.length === 0 && alike.find(({ matchRole }) => matchRole === 'hard') === attribute ? 0.5 : 0;
  return (meant.loose ? -0.1 : alone + 0.03);
}

/** What a figure says where the class has no such attribute, or no class is known: its own words and its own unit. */
function saidOf(one: LabelledFigure, reader: FigureReader): { key: string; name: string; meant: MeantValue } | null {
  const { figure, labels, comparison, behind } = one;
  const [label = ''] = labels;
  if (figure.prefix === 'DN') return named('公称直径', { values: figure.all, unit: 'mm', loose: false });
  if (figure.prefix === 'PN') return named('公称压力', { values: figure.all.map((value) => value / 10), unit: 'MPa', loose: false });
  if (figure.prefix === 'RA') return named('粗糙度', { values: figure.all, unit: 'μm', loose: false });
  const name = label !== '' ? label : behind !== '' ? behind : '参数';
  const context = `${labels.join(' ')} ${behind} ${reader.context}`;
  if (one.unit === '级') {
    const isMeter = METER.test(reader.written.folded) && (ACCURACY.test(label) || !Number.isInteger(figure.all[0]));
    return isMeter ? named('准确度', { values: figure.all, unit: '%', loose: false }) : null;
  }
  const elsewhere = label === '' ? [] : namedElsewhere(label, reader.index);
  const isLabel = comparison.said && label.length >= 2;
  if (one.unit === null) {
    const unit = mostOf(elsewhere.map((attribute) => attribute.unit ?? '1'));
    if (unit !== null) return named(name, { values: figure.all, unit, loose: false });
    return isLabel && /[\u4e00-\u9fff]$/u.test(label) ? named(name, { values: figure.all, unit: '1', loose: false }) : null;
  }
  // 4极, 1824锭: what is counted is named by its own word.
  const own = !/^[台套条座辆架组块片件只个根把支次名人级点]$/u.test(one.unit) && reader.index.meaningsOf(`${one.unit}数`).some(({ similarity }) => similarity === 1);
  if (own && label === '') return named(`${one.unit}数`, { values: figure.all, unit: '1', loose: false });
  const counted = own || elsewhere.some(({ unit }) => unit === '1' || unit === 'cycles');
  if (COUNT_UNIT.test(one.unit)) return counted || isLabel ? named(name, { values: figure.all, unit: one.unit === '次' && /循环|寿命/u.test(name) ? 'cycles' : '1', loose: false }) : null;
  if (TIME_UNIT.test(one.unit) && !TIME_LABEL.test(label) && !elsewhere.some(({ unit }) => unit === one.unit)) return null;
  if ((one.unit === '%' || one.unit === '‰') && label === '') return null;
  const meant = asSaid(figure.all, one.unit, context);
  return meant === null ? null : named(name, meant);
}

/** Attributes of any class that a label names, at its end too: MES并发用户. */
export function namedElsewhere(label: string, index: AttributeIndex): AttributeDefinition[] {
  for (const size of [label.length, 4, 3]) {
    if (size > label.length) continue;
    const meanings = index.meaningsOf(label.slice(-size)).filter(({ similarity }) => similarity >= 0.75);
    if (meanings.length > 0) return meanings.map(({ known }) => known.attribute);
  }
  return [];
}

const named = (name: string, meant: MeantValue): { key: string; name: string; meant: MeantValue } => ({ key: name, name, meant });

const AXES = [/x|长/iu, /y|宽/iu, /z|高|厚/iu] as const;

/** 800×500×500: an area where the class has one, else one length for each axis. 2×75kW are 150kW in all. */
function sizesOf(one: LabelledFigure, { definition, written, index, context }: FigureReader): ExtractedRequirement[] {
  const { figure, clause, comparison, unit } = one;
  const [first = 0, second = 0] = figure.all;
  const hard = !isSoft(written.folded.slice(clause.start, clause.end));
  const common = { op: comparison.op, hard, words: written.words(labelStart(one, written.folded), figure.end + comparison.behind) } as const;
  const isLength = unit === null || asSaid([1], unit, context)?.unit === unit && /^[mcdk]?m$/u.test(unit);
  if (!isLength) {
    if (!Number.isInteger(first) || first > 24 || figure.all.length !== 2) return [];
    const each: LabelledFigure = { ...one, figure: { ...figure, shape: 'SINGLE', all: [first * second] } };
    return [...requirementOf(each, { definition, written, index, context }, new Set())];
  }
  const numbers = definition?.attributes.filter(({ type }) => type === 'number') ?? [];
  const area = figure.all.length === 2 && unit !== null ? numbers.find((attribute) => attribute.unit === 'm2' && certaintyOf(one, attribute) > 0) : undefined;
  if (area !== undefined) {
    const scale = inUnitOf({ ...area, unit: 'm' }, [1], unit)?.values[0] ?? 1;
    return [{ ...common, attribute: area.key, name: area.zh, value: Number((first * second * scale * scale).toPrecision(10)), unit: 'm2' }];
  }
  if (unit === null && one.labels.length === 0) return [];
  const lengths = numbers.filter((attribute) => /^(?:mm|m|cm)$/u.test(attribute.unit ?? ''));
  const near = lengths.filter((attribute) => certaintyOf(one, attribute) > 0);
  return figure.all.flatMap((value, axis): ExtractedRequirement[] => {
    const attribute = [...near, ...lengths].find(({ zh }) => AXES[axis]?.test(zh) === true);
    const meant = attribute === undefined ? null : inUnitOf(attribute, [value], unit ?? 'mm');
    if (attribute === undefined || meant === null) return definition !== null && unit === null ? [] : [{ ...common, attribute: ['长', '宽', '高'][axis] ?? '尺寸', name: ['长', '宽', '高'][axis] ?? '尺寸', value, unit: unit ?? 'mm' }];
    return [{ ...common, attribute: attribute.key, name: attribute.zh, value: meant.values[0] ?? value, unit: meant.unit }];
  });
}

function opOf({ figure, comparison }: LabelledFigure, accuracy: boolean): ExtractedOp {
  if (figure.shape === 'RANGE') return 'between';
  if (figure.shape === 'CHOICE') return 'in';
  if (comparison.said) return comparison.op;
  if (figure.plusMinus || accuracy) return '<=';
  return figure.vague ? 'about' : '=';
}

function isAccuracy({ labels, unit }: LabelledFigure, name: string): boolean {
  const [label = ''] = labels;
  return unit === '级' || (ACCURACY.test(label) || (label === '' && ACCURACY.test(name)));
}

function nameOf({ labels }: LabelledFigure, fallback: string): string {
  const [label = ''] = labels;
  return /^[\u4e00-\u9fff]{2,8}$/u.test(label) ? label : fallback;
}

function mostOf(units: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
