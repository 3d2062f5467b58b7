export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}
export interface Manifest {
  readonly allowScripts?: Readonly<Record<string, boolean>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Packages whose place of download is written down: it is one machine's registry and breaks the next one. */
export function resolvedPlaces(lock: LockFile): string[] {
  return Object.entries(lock.packages).flatMap(([path, { resolved }]) => (resolved !== undefined && /^(git\+)?(https?|ssh|file):/.test(resolved) ? [`${path}: ${resolved}`] : []));
}

/**
 * Install scripts that `allowScripts` of package.json does not speak about, and entries there that no package needs any
 * more. Entries are names without a version: npm matches a pinned entry by the package's place of download, which this lock
 * file leaves out on purpose, so a pin would never match.
 */
export function scriptsNotReviewed(lock: LockFile, manifest: Manifest): string[] {
  const scripted = new Set(Object.entries(lock.packages).filter(([path, found]) => path !== '' && found.hasInstallScript === true).map(([path]) => nameOf(path)));
  const reviewed = Object.keys(manifest.allowScripts ?? {});
  return [
    ...[...scripted].filter((name) => !reviewed.includes(name)).map((name) => `${name}: runs an install script that allowScripts does not name`),
    ...reviewed.filter((name) => !scripted.has(name)).map((name) => `${name}: named by allowScripts, but no such package runs a script`),
  ].sort();
}

/** Direct dependencies that are not pinned to one version, so that two machines could install two products. */
export function looseVersions(manifest: Manifest): string[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)).map(([name, version]) => `${name}: ${version}`);
}
