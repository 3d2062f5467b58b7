// `npm run build`: makes dist/ from src/. `npm start` and `npm run dev` run it first, so it compiles only what changed, and
// loads the compiler only when something did. Types are checked by `npm test`; here they are taken away.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(PROJECT, 'src');
const TARGET = join(PROJECT, 'dist');
/** Source path to the hash of what its output was made from: content and compiler settings, since times lie after a checkout. */
const RECORD = join(TARGET, '.build.json');

const HELP = `npm run build [-- --force]

用 src/ 生成 dist/，只编译有变化的文件。
Makes dist/ from src/ and compiles only what changed.

  --force  全部重新编译 compile everything
  --help   显示本说明 show this`;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const asked = process.argv.slice(2);
if (asked.includes('--help')) console.log(HELP);
else if (major < 20 || (major === 20 && minor < 19)) refuse(`需要 Node.js 20.19 或更新版本，当前为 ${process.versions.node}。 Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
else await build(asked.includes('--force')).catch((error) => refuse(wordsOf(error)));

async function build(force) {
  const compiler = await hashOf(['.swcrc', 'package-lock.json', 'build.js'].map((name) => join(PROJECT, name)));
  const known = force ? {} : JSON.parse(await readFile(RECORD, 'utf8').catch(() => '{}'));
  const sources = (await readdir(SOURCE, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(SOURCE.length + 1));
  const hashes = Object.fromEntries(await Promise.all(sources.map(async (path) => [path, `${await hashOf([join(SOURCE, path)])} ${compiler}`])));
  const stale = sources.filter((path) => known[path] !== hashes[path]);
  const gone = Object.keys(known).filter((path) => !(path in hashes));
  if (stale.length + gone.length === 0) return;
  if (stale.length > 0) await compile(stale);
  for (const path of gone) for (const output of [outputOf(path), `${outputOf(path)}.map`]) await rm(output, { force: true });
  await write(RECORD, JSON.stringify(hashes));
  console.log(`已编译 built: ${stale.length} / ${sources.length}`);
}

async function compile(paths) {
  const { transformFile } = await import('@swc/core');
  await Promise.all(paths.map(async (path) => {
    const [source, output] = [join(SOURCE, path), outputOf(path)];
    await mkdir(dirname(output), { recursive: true });
    if (!path.endsWith('.ts')) return write(output, await readFile(source));
    const { code, map } = await transformFile(source, { cwd: PROJECT, root: PROJECT });
    await write(`${output}.map`, map);
    return write(output, `${code}//# sourceMappingURL=${output.slice(dirname(output).length + 1)}.map\n`);
  }));
}

/** Whole or not at all: a process that starts meanwhile reads no half of a file. */
async function write(path, content) {
  const half = `${path}.${process.pid}`;
  await writeFile(half, content);
  await rename(half, path);
}

function outputOf(path) {
  return join(TARGET, path.replace(/\.ts$/, '.js'));
}

async function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 32);
}

function wordsOf(error) {
  if (error.code === 'ERR_MODULE_NOT_FOUND') return '缺少依赖，请先运行 npm ci。 Packages are missing: run npm ci first.';
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
    return `不能写入 ${error.path ?? TARGET}（${error.code}）：请改正该文件夹的权限，或换一个账户。 ${error.path ?? TARGET} cannot be written (${error.code}): correct the folder's permissions, or use another account.`;
  }
  // The compiler adds its own stack to what it says of the source.
  return error.message.split('\n\nCaused by:')[0].trimEnd();
}

function refuse(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
