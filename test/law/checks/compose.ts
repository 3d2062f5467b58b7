import { parse } from 'yaml';

export interface ComposeService {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** Reads a compose file as its engine does: YAML with merges, then variables put into its texts. Throws for one that must be there and is not. */
export function readCompose(text: string, variables: Readonly<Record<string, string>>): ComposeFile {
  return filled(parse(text, { merge: true }), variables) as ComposeFile;
}

function filled(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, variables));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, variables)]));
  if (typeof value !== 'string') return value;
  return value.replace(/\$\{(\w+)(?::(-|\?)([^}]*))?\}/gu, (_all, name: string, kind: string | undefined, fallback: string | undefined) => {
    const found = variables[name] ?? '';
    if (found === '' && kind === '?') throw new Error(`The compose file needs ${name}.`);
    return found === '' && kind === '-' ? fallback ?? '' : found;
  });
}

/** The variables of an example environment file, without their values where it leaves them empty. */
export function readEnvironmentFile(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').filter((line) => /^\w+=/u.test(line)).map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)];
  }));
}

/** What in a compose file would not work, or not stay up: one sentence each. */
export function composeFaults({ services, volumes }: ComposeFile): string[] {
  return Object.entries(services).flatMap(([name, service]) => [
    ...(service.image === undefined || !/:v?\d+\.\d+/u.test(service.image) ? [`${name} runs an image without a version`] : []),
    ...(service.restart === undefined ? [`${name} does not say whether it starts again`] : []),
    ...(service.healthcheck === undefined && service.restart !== 'no' ? [`${name} has no health check`] : []),
    ...(service.ports ?? []).filter((port) => !/^127\.0\.0\.1:\d+:\d+$/u.test(port)).map((port) => `${name} listens beyond this machine by default: ${port}`),
    ...(service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '').filter((volume) => !(volume in volumes)).map((volume) => `${name} uses a volume that is not declared: ${volume}`),
    ...Object.entries(service.depends_on ?? {}).flatMap(([other, { condition }]) => waitFaults(name, services[other], other, condition)),
  ]);
}

function waitFaults(name: string, other: ComposeService | undefined, otherName: string, condition: string): string[] {
  if (other === undefined) return [`${name} waits for ${otherName}, which there is not`];
  if (condition === 'service_healthy' && other.healthcheck === undefined) return [`${name} waits for the health of ${otherName}, which has no check`];
  if (condition === 'service_completed_successfully' && other.restart !== 'no') return [`${name} waits for the end of ${otherName}, which never ends`];
  return [];
}
