import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import test from 'node:test';
import { generateCode } from './codegen.js';
import { writeSnippets } from './snippets.js';

test('graphql-codegen makes strict types of the schema and its operations, and tsc takes them', async () => {
    const folder = await writeSnippets('codegen');
    await generateCode(folder);
    await copyFile(new URL('typed-page.ts', import.meta.url), new URL('typed-page.ts', folder));

    const compiler = new URL('node_modules/typescript/bin/tsc', import.meta.url).pathname;
    const options = [
        '--strict',
        '--noEmit',
        '--module',
        'preserve',
        '--target',
        'es2022',
        '--skipLibCheck',
        '--exactOptionalPropertyTypes',
    ];
    const { status, stdout } = spawnSync(process.execPath, [compiler, ...options, 'typed-page.ts'], { cwd: folder });
    assert.equal(status, 0, String(stdout));
});
