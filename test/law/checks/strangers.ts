import type { SourceText } from '../tree.js';

/** A folder of one machine: the text before it must not make it part of a longer path or of a word. */
const MACHINE_PATH = /(?<![\w.\-/~%}*])(?:\/(?:work|root|tmp|home\/\w+|Users\/\w+|mnt\/\w+)(?=[/"'`\s,;:)\]]|$)|[A-Z]:\\(?:Users|Temp)\b)/;
/** Places that packages and binaries are fetched from; the package manager knows its own. */
const DOWNLOAD_HOSTS = [
  'registry.npmjs.org', 'registry.npmmirror.com', 'npmmirror.com', 'registry.yarnpkg.com', 'npm.pkg.github.com', 'unpkg.com', 'jsdelivr.net', 'cdnjs.cloudflare.com',
  'esm.sh', 'raw.githubusercontent.com', 'codeload.github.com', 'objects.githubusercontent.com', 'repo1.maven.org', 'pypi.org', 'files.pythonhosted.org',
  'deb.debian.org', 'archive.ubuntu.com', 'dl-cdn.alpinelinux.org', 'nodejs.org/dist', 'ghcr.io', 'quay.io', 'huggingface.co', 'storage.googleapis.com', 's3.amazonaws.com',
];
const DOWNLOAD = new RegExp(`(?:${DOWNLOAD_HOSTS.map((host) => host.replaceAll('.', '\\.')).join('|')}|https?://[^\\s"']+/releases/download/|https?://[^\\s"']+\\.(?:tgz|tar\\.[gx]z|deb|rpm|whl|jar)\\b)`);
const REGISTRY = /^\s*(?:@[\w-]+:)?registry\s*=/m;

/** Lines that name a folder of one machine or a place to download from, and package-manager settings that name a registry. */
export function strangersIn(files: readonly SourceText[]): string[] {
  return files.flatMap(({ path, text }) => [
    ...text.split('\n').flatMap((line, n) => {
      const found = MACHINE_PATH.exec(line) ?? DOWNLOAD.exec(line);
      return found === null ? [] : [`${path}:${n + 1}: ${found[0]}`];
    }),
    ...(/(^|\/)\.npmrc$/.test(path) && REGISTRY.test(text) ? [`${path}: names a registry`] : []),
  ]);
}
