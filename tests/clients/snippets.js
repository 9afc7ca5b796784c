// The snippets of README.md and docs/ as modules: a block whose first line is a comment with a file name is that file.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { address } from './graph.js';
import { repository } from './repository.js';

/** Writes the snippets to generated/FOLDER, as they stand there but for the server's address; returns the folder. */
export async function writeSnippets(folder, server = address) {
    const target = new URL(`generated/${folder}/`, import.meta.url);
    await mkdir(target, { recursive: true });
    for (const text of await papers()) {
        for (const [, code, name] of text.matchAll(/^```\w+\n((?:\/\/|#) ([\w-]+\.\w+)\n.*?)^```$/gms)) {
            await writeFile(new URL(name, target), code.replaceAll('localhost:5000', new URL(server).host));
        }
    }
    return target;
}

async function papers() {
    const docs = await readdir(repository('docs'));
    const names = ['README.md', ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
    return Promise.all(names.map((name) => readFile(repository(name), 'utf8')));
}
