import { copyFile, cp, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { repository } from './repository.js';

/** Runs graphql-codegen by the README's configuration over the schema, its operations and those of the snippets. */
export async function generateCode(folder) {
    const snippets = (await readdir(folder)).filter((name) => name.endsWith('.graphql') && name !== 'schema.graphql');
    await cp(repository('schema'), folder, { recursive: true });
    for (const name of snippets) await copyFile(new URL(name, folder), new URL(`operations/${name}`, folder));
    const { default: configuration } = await import(new URL('codegen.js', folder));
    await generate({ ...configuration, cwd: fileURLToPath(folder), silent: true });
}
