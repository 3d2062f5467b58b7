import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { cruise, readReport, type Cruised } from './cruise.js';
import { PROJECT, inPlantedFolder } from './plant.js';
import { IMPORT_PLANTS, LAWFUL_FILES } from './planted/imports.js';

const SLOW_MS = 60_000;
const TSCONFIG = JSON.stringify({ compilerOptions: { target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext' }, include: ['src'] });

const rulesBroken = (cruised: Cruised, from: string): string[] => [...new Set(cruised.violations.filter((found) => found.from === from).map((found) => found.rule))];

/** Later files never replace earlier ones, so that a lawful `index.ts` may serve many plants. */
function layOut(): Record<string, string> {
  const files: Record<string, string> = { 'tsconfig.json': TSCONFIG };
  for (const plant of IMPORT_PLANTS) for (const [path, text] of Object.entries(plant.files)) files[path] ??= text;
  return files;
}

describe('planted violations of the floor plan', () => {
  let cruised: Cruised;
  beforeAll(async () => {
    cruised = await inPlantedFolder(layOut(), (folder) => cruise(folder));
  }, SLOW_MS);

  it.each(IMPORT_PLANTS.map((plant) => [plant.rule, plant.from.join(' and '), plant] as const))('%s is broken by %s, and nothing else is', (rule, _names, plant) => {
    const broken = plant.from.map((path) => rulesBroken(cruised, path));
    if (rule === 'no-circle') expect([...new Set(broken.flat())]).toEqual([rule]);
    else expect(broken).toEqual(plant.from.map(() => [rule]));
  });

  it('blames no file that only lends itself to a plant', () => {
    const guilty = new Set(IMPORT_PLANTS.flatMap((plant) => plant.from));
    expect(cruised.violations.filter((found) => !guilty.has(found.from))).toEqual([]);
  });

  it('has a plant for every rule of the configuration', () => {
    const config = createRequire(import.meta.url)(join(PROJECT, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] };
    expect(IMPORT_PLANTS.map((plant) => plant.rule)).toEqual(expect.arrayContaining(config.forbidden.map((rule) => rule.name)));
  });
});

describe('the floor plan', () => {
  it('lets every lawful road pass', async () => {
    const cruised = await inPlantedFolder({ 'tsconfig.json': TSCONFIG, ...LAWFUL_FILES }, (folder) => cruise(folder));
    expect(cruised.violations).toEqual([]);
    expect(cruised.modules).toBeGreaterThan(Object.keys(LAWFUL_FILES).length);
  }, SLOW_MS);

  it('is kept by src', async () => {
    const cruised = await cruise(PROJECT);
    expect(cruised.violations).toEqual([]);
    expect(cruised.modules).toBeGreaterThan(100);
  }, SLOW_MS);

  it('is not kept by a cruise that saw nothing', async () => {
    expect(() => readReport({ summary: { totalCruised: 0, violations: [] } })).toThrow('saw no module');
    await expect(inPlantedFolder({ 'tsconfig.json': TSCONFIG.replace('"src"', '"other"'), 'other/module.ts': 'export {};\n', 'src/read.me': '' }, (folder) => cruise(folder))).rejects.toThrow('saw no module');
  }, SLOW_MS);
});
