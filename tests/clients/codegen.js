import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { repository } from './repository.js';

/** Runs graphql-codegen by the README's configuration over the schema and its operations, in a folder of snippets. */
export async function generateCode(folder) {
    await cp(repository('schema'), folder, { recursive: true });
    const { default: configuration } = await import(new URL('codegen.js', folder));
    await generate({ ...configuration, cwd: fileURLToPath(folder), silent: true });
}
