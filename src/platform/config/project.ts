import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, the same from `src/` and from `dist/`. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../../../', import.meta.url));

export const MIGRATIONS_FOLDER = join(PROJECT_FOLDER, 'migrations');
export const REFERENCE_FOLDER = join(PROJECT_FOLDER, 'seeds', 'reference');
