import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../src/platform/config/settings.js';
import { SETTINGS } from '../../src/platform/config/settings-table.js';
import { PROGRAMS } from '../../src/platform/supervisor/programs.js';
import { composeFaults, readCompose, readEnvironmentFile } from './checks/compose.js';
import { PROJECT } from './plant.js';

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const example = readEnvironmentFile(read('docker.env.example'));
const filled = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, value === '' ? 'a-secret-of-twenty-four-letters' : value]));
const compose = readCompose(read('docker-compose.yml'), filled);
const ours = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);

describe('docker-compose.yml, read as an engine would', () => {
  it('has what runs and stays up', () => {
    expect(composeFaults(compose)).toEqual([]);
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(['postgres', 'redis', 'meilisearch', 'migrate', 'market', 'admin', 'worker']));
  });

  it('needs no variable that the example does not name, and the example names no other', () => {
    const named = new Set([...read('docker-compose.yml').matchAll(/\$\{(\w+)/gu)].map(([, name]) => name));
    expect([...named].sort()).toEqual(Object.keys(example).sort());
  });

  it('does not start without its secrets', () => {
    expect(() => readCompose(read('docker-compose.yml'), example)).toThrow('The compose file needs DUIJIE_');
  });

  it.each(ours)('gives %s settings that can be read', (_name, { environment = {} }) => {
    expect(Object.keys(environment).filter((name) => !Object.values(SETTINGS).some((setting) => setting.name === name))).toEqual([]);
    expect(readSettings(environment)).toMatchObject({ demo: false, logTo: 'terminal', embedded: false });
  });

  it.each(PROGRAMS)('tells $name the roles of the database that npm start tells it', ({ name, databases }) => {
    const settings = readSettings(compose.services[name]?.environment ?? {});
    const roles = ['databaseUrl', 'appDatabaseUrl', 'relayDatabaseUrl', 'matcherDatabaseUrl'] as const;
    expect(roles.filter((role) => settings[role] !== null)).toEqual(databases);
  });

  it.each(ours)('runs in %s a program that there is', (_name, { command = [] }) => {
    const [node, file = ''] = command;
    expect(node).toBe('node');
    expect(existsSync(join(PROJECT, file.replace(/^dist\//u, 'src/').replace(/\.js$/u, '.ts')))).toBe(true);
  });

  it.each<[string, string, string]>([
    ['an image that moves', 'image: postgres:18.4-bookworm', 'image: postgres:latest'],
    ['a volume that is not declared', '- postgres:/var', '- lost:/var'],
    ['a wait for nobody', 'migrate: { condition', 'nobody: { condition'],
    ['a wait for the end of what never ends', 'restart: "no"', 'restart: always'],
    ['a door open to the world', ':-127.0.0.1:3001}:3001', ':-0.0.0.0:3001}:3001'],
    ['no health check', 'healthcheck:\n      <<: *health\n      test: [CMD, pg_isready', 'other:\n      <<: *health\n      test: [CMD, pg_isready'],
  ])('would be found with %s', (_what, good, bad) => {
    const planted = read('docker-compose.yml').replace(good, bad);
    expect(planted).not.toBe(read('docker-compose.yml'));
    expect(composeFaults(readCompose(planted, { ...filled, DUIJIE_ADMIN_ADDRESS: '' })).length).toBeGreaterThan(0);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('copies what there is, and the ignore file lets it through', () => {
    const copied = lines.filter((line) => /^COPY (?!--from)/u.test(line)).flatMap((line) => line.split(/\s+/u).slice(1, -1));
    const allowed = read('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(copied.length).toBeGreaterThan(6);
    for (const path of copied) {
      expect(existsSync(join(PROJECT, path))).toBe(true);
      expect(allowed).toContain(path);
    }
  });

  it('pins its base, runs as nobody in particular, and keeps no secret', () => {
    expect(lines.filter((line) => line.startsWith('FROM'))).toEqual(lines.filter((line) => /^FROM node:\d+\.\d+\.\d+-bookworm-slim( AS build)?$/u.test(line)));
    expect(lines.findIndex((line) => line === 'USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('RUN')));
    expect(lines.filter((line) => /SECRET|PASSWORD/u.test(line))).toEqual([]);
  });
});
