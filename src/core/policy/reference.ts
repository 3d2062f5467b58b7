import type { AttributeDefinition, ClassDefinition } from './class-definition.js';

/** Shapes of seeds/reference as they are written there; only what is read is named. */
interface Words { readonly zh: string; readonly en: string }
interface Taxonomy {
  readonly demand: readonly { readonly tasks: readonly TaxonomyTask[] }[];
  readonly supply: readonly (Words & { readonly id: string; readonly sectors: readonly TaxonomySector[] })[];
}
interface TaxonomyTask extends Words {
  readonly id: string;
  readonly ref: string;
  readonly departments: readonly string[];
  readonly directions: readonly (Words & { readonly items: readonly (Words & { readonly id: string; readonly canonicalZh?: string })[] })[];
}
interface TaxonomySector extends Words {
  readonly id: string;
  readonly ref: string;
  readonly departments: readonly string[];
  readonly subsectors: readonly (Words & { readonly id: string; readonly products: readonly { readonly id: string }[] })[];
}
type RawAttribute = Omit<AttributeDefinition, 'unit' | 'min' | 'max' | 'values' | 'appliesToKinds'> & Partial<AttributeDefinition>;
interface RawClass extends Words {
  readonly alsoCalled: readonly string[];
  readonly kinds: ClassDefinition['kinds'];
  readonly attributes: readonly RawAttribute[];
  readonly unit: string;
  readonly leadTimeDays: readonly [number, number, number];
  readonly energyGradeKind: string | null;
  readonly softwareKind?: boolean;
}
interface RawExtension extends RawClass {
  readonly classId: string;
  readonly departmentsTaskId: string;
  readonly demandIds: readonly { readonly id: string; readonly relation: Relation; readonly strength: number }[];
}
interface UpgradeRecord {
  readonly demandId: string;
  readonly meaning: Words;
  readonly paths: readonly { readonly supplyId: string; readonly relation: Relation; readonly strength: number; readonly because: Words }[];
  readonly gap: boolean;
  readonly energyGradeKind: string | null;
  readonly softwarePairing: boolean;
}

export interface ReferenceFiles {
  readonly taxonomy: Taxonomy;
  readonly attributes: { readonly classes: readonly (RawClass & { readonly supplyId: string })[] };
  readonly extensions: { readonly title: Words; readonly groups: readonly (Words & { readonly prefix: string })[]; readonly classes: readonly RawExtension[] };
  readonly paths: { readonly records: readonly UpgradeRecord[] };
}

export type Relation = 'fulfils' | 'fulfils-in-part' | 'component' | 'enables';

/** A branch of the class tree: `S1`, `S1.1`, `S1.1.1` of the plan, `X` and `X.1` of the extension classes. */
export interface ClassGroup {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** A class in its tree: the groups above it from the top, by id and by name, and the departments its clause names. */
export interface PlacedClass {
  readonly definition: ClassDefinition;
  readonly departments: readonly string[];
  readonly ancestors: readonly string[];
  readonly path: readonly ClassGroup[];
}

export interface DemandItem {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly clause: string;
  readonly departments: readonly string[];
  readonly taskId: string;
  readonly directionZh: string;
  readonly meaningZh: string | null;
  readonly meaningEn: string | null;
  /** True when none of the plan's 83 classes fulfils the item; extension classes may. */
  readonly gap: boolean;
  readonly energyGradeKind: string | null;
  /** Software belongs beside it; §D2.1 asks for that. Editorial. */
  readonly softwarePairing: boolean;
}

export interface UpgradePath {
  readonly demandItemId: string;
  readonly classId: string;
  readonly relation: Relation;
  /** 3 a buyer asks exactly this class, 2 a usual source, 1 only plausible. */
  readonly strength: number;
  readonly becauseZh: string;
  readonly becauseEn: string;
}

/** All classes, the plan's 83 first, then the extension classes; throws when a class has no place in the taxonomy. */
export function placedClasses(files: ReferenceFiles): PlacedClass[] {
  return [...plannedClasses(files), ...extensionClasses(files)];
}

function plannedClasses({ taxonomy, attributes }: ReferenceFiles): PlacedClass[] {
  const places = new Map(taxonomy.supply.flatMap((part) => part.sectors.flatMap((sector) => sector.subsectors.flatMap((subsector) =>
    subsector.products.map((product) => [product.id, { part, sector, subsector }] as const)))));
  return attributes.classes.map((raw): PlacedClass => {
    const place = places.get(raw.supplyId);
    if (place === undefined) throw new Error(`Class ${raw.supplyId} has no place in the taxonomy.`);
    const path = [place.part, place.sector, place.subsector].map(groupOf);
    return {
      definition: definitionOf(raw.supplyId, 'PLAN', `${place.sector.ref} ${place.subsector.zh}`, raw),
      departments: place.sector.departments, ancestors: path.map((group) => group.id), path,
    };
  });
}

function extensionClasses({ taxonomy, extensions }: ReferenceFiles): PlacedClass[] {
  const tasks = new Map(tasksOf(taxonomy).map((task) => [task.id, task]));
  const top = groupOf({ ...extensions.title, id: 'X' });
  const groups = new Map(extensions.groups.map((group) => [group.prefix.slice(0, 3), groupOf({ ...group, id: group.prefix.slice(0, 3) })]));
  return extensions.classes.map((raw): PlacedClass => {
    const task = tasks.get(raw.departmentsTaskId);
    if (task === undefined) throw new Error(`Extension class ${raw.classId} names task ${raw.departmentsTaskId}, which the taxonomy does not have.`);
    const group = groups.get(raw.classId.slice(0, 3));
    if (group === undefined) throw new Error(`Extension class ${raw.classId} belongs to no group.`);
    return {
      definition: definitionOf(raw.classId, 'EXTENSION', `${task.ref} ${task.zh}`, raw),
      departments: task.departments, ancestors: [top.id, group.id], path: [top, group],
    };
  });
}

const groupOf = ({ id, zh, en }: ClassGroup): ClassGroup => ({ id, zh, en });

/** The 203 demand items with their clause, task and what they mean. */
export function demandItems(files: ReferenceFiles): DemandItem[] {
  const records = new Map(files.paths.records.map((record) => [record.demandId, record]));
  return tasksOf(files.taxonomy).flatMap((task) => task.directions.flatMap((direction) => direction.items.map((item): DemandItem => {
    const record = records.get(item.id);
    return {
      id: item.id, zh: item.canonicalZh ?? item.zh, en: item.en, clause: `${task.ref} ${direction.zh}`, departments: task.departments, taskId: task.id,
      directionZh: direction.zh, meaningZh: record?.meaning.zh ?? null, meaningEn: record?.meaning.en ?? null,
      gap: record?.gap ?? true, energyGradeKind: record?.energyGradeKind ?? null, softwarePairing: record?.softwarePairing ?? false,
    };
  })));
}

/** Paths from items to classes: those of the editorial list, then those that extension classes state themselves. */
export function upgradePaths(files: ReferenceFiles): UpgradePath[] {
  const listed = files.paths.records.flatMap((record) => record.paths.map((path): UpgradePath => ({
    demandItemId: record.demandId, classId: path.supplyId, relation: path.relation, strength: path.strength,
    becauseZh: path.because.zh, becauseEn: path.because.en,
  })));
  const stated = files.extensions.classes.flatMap((raw) => raw.demandIds.map((path): UpgradePath => ({
    demandItemId: path.id, classId: raw.classId, relation: path.relation, strength: path.strength,
    becauseZh: `扩展品类「${raw.zh}」为该需求条目所购之物`, becauseEn: `Extension class "${raw.en}" is what the item buys`,
  })));
  return [...listed, ...stated];
}

function tasksOf(taxonomy: Taxonomy): TaxonomyTask[] {
  return taxonomy.demand.flatMap((part) => part.tasks);
}

function definitionOf(id: string, origin: ClassDefinition['origin'], clause: string, raw: RawClass): ClassDefinition {
  return {
    id, origin, clause, zh: raw.zh, en: raw.en, alsoCalled: raw.alsoCalled, kinds: raw.kinds, unit: raw.unit, leadTimeDays: raw.leadTimeDays,
    energyGradeKind: raw.energyGradeKind, ...(raw.softwareKind === true ? { softwareKind: true } : {}),
    attributes: raw.attributes.map((attribute) => ({
      key: attribute.key, zh: attribute.zh, en: attribute.en, type: attribute.type, better: attribute.better, matchRole: attribute.matchRole,
      unit: attribute.unit ?? null, min: attribute.min ?? null, max: attribute.max ?? null, values: attribute.values ?? [],
      appliesToKinds: attribute.appliesToKinds ?? null,
    })),
  };
}
