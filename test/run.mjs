// `npm test`: every check and suite of the project, group by group, and one line with the figures at the end.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const tool = (path) => [process.execPath, join(PROJECT, 'node_modules', path)];
const tsc = (config) => [...tool('typescript/bin/tsc'), '--noEmit', '-p', config];
// npm names the program it runs from; where it did not start us, the one on the path does.
const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];

/** In the order they are told. A check counts as one test; a suite counts the tests of the Jest project of its name. */
const GROUPS = [
  { name: 'types', does: 'the TypeScript compiler over src, and over test', checks: { 'tsc src': tsc('tsconfig.json'), 'tsc test': tsc('tsconfig.test.json') } },
  { name: 'lint', does: 'ESLint over everything', checks: { eslint: [...tool('eslint/bin/eslint.js'), '.'] } },
  { name: 'build', does: 'the build that npm start runs', checks: { build: [...npm, 'run', 'build'] } },
  { name: 'law', does: 'the never-rules, each with a planted violation' },
  { name: 'core', does: 'specs beside the code, with nothing but Node' },
  { name: 'contract', does: 'one suite per port, over every adapter of it' },
  { name: 'api', does: 'the built processes over HTTP, on a real PostgreSQL', needs: 'build' },
  { name: 'fault', does: 'sixteen seeds of faults: processes, database, network and Redis fail at random, on few rows', needs: 'build' },
];

const HELP = `npm test [-- --only GROUP,…] [--json FILE]

Runs these groups and ends with the line "N passed, N failed, N skipped"; a failure makes the exit code 1.
${GROUPS.map(({ name, does }) => `  ${name.padEnd(10)}${does}`).join('\n')}

  --only GROUP,…  run these groups alone; each other one counts as one skipped test
  --json FILE     write the figures of each group to FILE
  --help          show this`;

function readOptions() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } } });
  const names = GROUPS.map((group) => group.name);
  const only = values.only === undefined ? names : values.only.split(',').map((name) => name.trim());
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no group ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  return { ...values, only };
}

/** Runs a command in the project's folder, its output kept or let through. */
function run([program, ...args], { kept, env = {} }) {
  return new Promise((resolve) => {
    const started = performance.now();
    const stream = kept ? 'pipe' : 'inherit';
    const child = spawn(program, args, { cwd: PROJECT, stdio: ['ignore', stream, stream], env: { ...process.env, ...env } });
    let output = '';
    const end = (code) => resolve({ code, output, seconds: (performance.now() - started) / 1000 });
    for (const pipe of [child.stdout, child.stderr]) pipe?.on('data', (text) => { output += text; });
    child.on('error', (error) => { output += `${error.message}\n`; end(1); });
    child.on('close', (code, signal) => { output += signal === null ? '' : `Ended by ${signal}.\n`; end(code ?? 1); });
  });
}

/** Runs all checks of these groups, two at a time: each keeps one core busy. Answers the results by name. */
async function runChecks(groups) {
  const waiting = groups.flatMap((group) => Object.entries(group.checks ?? {}));
  const results = new Map();
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.set(next[0], await run(next[1], { kept: true }));
  };
  await Promise.all([worker(), worker()]);
  return results;
}

function tellChecks(group, results) {
  const figures = { passed: 0, failed: 0, skipped: 0, seconds: 0, reasons: [] };
  for (const name of Object.keys(group.checks)) {
    const { code, output, seconds } = results.get(name);
    figures[code === 0 ? 'passed' : 'failed'] += 1;
    figures.seconds += seconds;
    if (code !== 0) process.stdout.write(`${name} failed with status ${code}:\n${output.trimEnd()}\n`);
  }
  return figures;
}

async function runSuite(project, folder) {
  const file = join(folder, `${project}.json`);
  const NODE_OPTIONS = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--no-warnings'].filter(Boolean).join(' ');
  const { code, seconds } = await run([...tool('jest/bin/jest.js'), '--selectProjects', project, '--passWithNoTests', '--json', '--outputFile', file], { kept: false, env: { NODE_OPTIONS } });
  const report = await readFile(file, 'utf8').then(JSON.parse, () => null);
  if (report === null) return { passed: 0, failed: 1, skipped: 0, seconds, reasons: [`Jest ended with status ${code} before it could tell its figures`] };
  if (report.numTotalTestSuites === 0) return { passed: 0, failed: 0, skipped: 1, seconds, reasons: ['it has no test file yet'] };
  const skipped = report.testResults.flatMap((result) => result.assertionResults).filter(({ status }) => status === 'pending' || status === 'todo');
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  // Jest also fails for what is no test: a setup that threw, a worker that died.
  return { passed: report.numPassedTests, failed: Math.max(failed, code === 0 ? 0 : 1), skipped: skipped.length, seconds, reasons: skipped.map(({ fullName }) => `skipped: ${fullName}`) };
}

async function runGroup(group, { only, checks, told, folder }) {
  const notRun = (reason) => ({ passed: 0, failed: 0, skipped: 1, seconds: 0, reasons: [`did not run: ${reason}`] });
  if (!only.includes(group.name)) return notRun(`--only ${only.join(',')} leaves it out`);
  if (group.checks !== undefined) return tellChecks(group, checks);
  if (told.get(group.needs)?.failed > 0) return notRun(`${group.needs} failed, which it needs`);
  return runSuite(group.name, folder);
}

async function main() {
  const options = readOptions();
  if (options.help) return void process.stdout.write(`${HELP}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'duijie-test-'));
  const told = new Map();
  try {
    const checks = await runChecks(GROUPS.filter((group) => options.only.includes(group.name)));
    for (const group of GROUPS) {
      process.stdout.write(`\n── ${group.name}: ${group.does}\n`);
      const figures = await runGroup(group, { ...options, checks, told, folder });
      told.set(group.name, figures);
      for (const reason of figures.reasons) process.stdout.write(`   ${reason}\n`);
      process.stdout.write(`   ${figures.passed} passed, ${figures.failed} failed, ${figures.skipped} skipped in ${figures.seconds.toFixed(1)} s\n`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const sum = (what) => [...told.values()].reduce((total, figures) => total + figures[what], 0);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(Object.fromEntries(told), null, 2)}\n`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
