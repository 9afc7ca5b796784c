import { fileURLToPath } from 'node:url';

/** A path inside this checkout. */
export const repository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
