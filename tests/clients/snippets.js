// The README's snippets as modules: a block of code whose first line is a comment with a file name is that file.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { address } from './graph.js';
import { repository } from './repository.js';

/** Writes the snippets to generated/FOLDER, as they stand there but for the server's address; returns the folder. */
export async function writeSnippets(folder, server = address) {
    const target = new URL(`generated/${folder}/`, import.meta.url);
    await mkdir(target, { recursive: true });
    const readme = await readFile(repository('README.md'), 'utf8');
    for (const [, code, name] of readme.matchAll(/^```\w+\n((?:\/\/|#) (\w+\.\w+)\n.*?)^```$/gms)) {
        await writeFile(new URL(name, target), code.replaceAll('localhost:5000', new URL(server).host));
    }
    return target;
}
