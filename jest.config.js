// Jest runs the TypeScript sources as ES modules: SWC only strips types, so what is tested is what runs.
import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline', module: { type: 'es6' } }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.duijie/'],
};

/** One PostgreSQL server for all files of a run; a file takes databases of its own from it (test/setup/database.ts). */
const onServer = { ...shared, globalSetup: '<rootDir>/test/setup/start-server.mjs', globalTeardown: '<rootDir>/test/setup/stop-server.mjs' };

export default {
  // Databases, builds and linters share the cores with the tests: more workers only wait for one another.
  maxWorkers: 2,
  projects: [
    // Core specs lie beside their file and need nothing but Node.
    { ...shared, displayName: 'core', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    // The never-rules, each with a planted violation.
    { ...onServer, displayName: 'law', testMatch: ['<rootDir>/test/law/**/*.test.ts'] },
    // One suite per port, one line per adapter.
    { ...onServer, displayName: 'contract', testMatch: ['<rootDir>/test/contract/**/*.test.ts'] },
    // The real processes out of dist/, over HTTP.
    { ...onServer, displayName: 'api', testMatch: ['<rootDir>/test/api/**/*.test.ts'] },
    // Processes, database, network and Redis failing at random, on few rows and on a server of their own; `npm run test:faults` runs many seeds of full size.
    { ...shared, displayName: 'fault', testMatch: ['<rootDir>/test/fault/**/*.test.ts'] },
  ],
};
