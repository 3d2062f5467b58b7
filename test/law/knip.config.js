// What `lock.test.ts` counts as used: everything reachable from the processes, the commands and the tests.
export default {
  entry: ['src/{main,admin,worker,start}.ts', 'src/**/*.command.ts', 'test/**/*.{ts,mjs}', 'bench/**/*.{ts,mjs}', 'migrations/*.js'],
  project: ['src/**/*.ts', 'test/**/*.{ts,mjs}', 'bench/**/*.{ts,mjs}'],
  // knip follows imports; these are started by their path, or taken by another package at run time.
  ignoreDependencies: [
    'dependency-cruiser', // test/law/cruise.ts
    'jest', // test/run.mjs
    '@as-integrations/fastify', // loaded by @nestjs/apollo when Fastify serves
  ],
  ignoreExportsUsedInFile: true,
};
