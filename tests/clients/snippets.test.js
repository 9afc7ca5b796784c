import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import test from 'node:test';
import './browser.js';
import { caseChanges, newCase, position, rename, send, url } from './graph.js';
import { writeSnippets } from './snippets.js';

const folder = await writeSnippets('snippets');

test('script.js reads cases', async () => {
    const { data, errors } = await import(new URL('script.js', folder));

    assert.equal(errors, undefined);
    assert.equal(data.cases.nodes.length, 3);
});

test('follow.js follows the list of list.graphql', async () => {
    const { follow } = await import(new URL('follow.js', folder));
    const query = await readFile(new URL('list.graphql', folder), 'utf8');
    const { id, number } = await newCase('followed');
    const list = { number: { eq: number }, priority: { eq: 'HIGH' } };
    const setPriority = (priority) =>
        send(
            `mutation ($id: ID!, $priority: CasePriority) {
                updateCase(input: { id: $id, priority: $priority }) { case { id } }
            }`,
            { id, priority },
        );
    const { changeCursor, cases } = await send(query, { list }, url, 'List');
    await setPriority('HIGH');
    await rename(id, 'renamed');
    await setPriority('LOW');

    const effects = [];
    await new Promise((resolve, error) => {
        const next = ({ data: { onCaseChanged: change } }) => effects.push(change.listEffect) === 3 && resolve();
        const request = { query, operationName: 'ListChanges', variables: { list, after: changeCursor } };
        follow(request, { next, error, complete() {} });
    });

    assert.deepEqual(cases.nodes, []);
    assert.deepEqual(effects, ['ENTERED', 'STAYED', 'LEFT']);
});

test('follow.js runs in Node without a WebSocket of its own', async () => {
    const after = await position();
    const { number } = await newCase('followed by a script');
    const script = `
      delete globalThis.WebSocket;
      const { follow } = await import('./follow.js');
      const query = 'subscription ($after: String) { onCaseChanged(after: $after) { cursor caseNumber } }';
      const next = ({ data }) => { console.log(data.onCaseChanged.caseNumber); process.exit(); };
      follow({ query, variables: { after: '${after}' } }, { next, error: console.error, complete() {} });`;
    const node = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    for await (const chunk of node.stdout) output += chunk;

    assert.equal(output, `${number}\n`);
});

test('listen.sh prints the changes behind a cursor', async () => {
    // A group of its own, so that the shell and curl end together.
    const curl = spawn('sh', ['listen.sh'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    const events = [];
    for await (const line of createInterface({ input: curl.stdout })) {
        if (line.startsWith('data: {')) events.push(JSON.parse(line.slice('data: '.length)).data.onCaseChanged);
        if (events.length === 2) break;
    }
    process.kill(-curl.pid);

    const cursors = events.map(({ cursor }) => Buffer.from(cursor, 'base64url').toString());
    assert.deepEqual(cursors, ['log1:143', 'log1:144']);
});

test('upload.sh attaches a file', async () => {
    const curl = spawn('sh', ['upload.sh', 'upload.js'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    for await (const chunk of curl.stdout) output += chunk;

    const { data, errors } = JSON.parse(output);
    assert.equal(errors, undefined);
    assert.equal(data.attachToCase.attachments[0].fileName, 'upload.js');
    assert.equal(data.attachToCase.attachments[0].contentType, 'text/plain');
});

test('upload.js attaches files, whose urls have their contents', async () => {
    const { attach } = await import(new URL('upload.js', folder));
    const { id } = await newCase('with files');

    const { data, errors } = await attach(id, [new File(['a;b'], 'é "1".csv'), new File(['x'], 'x')]);

    assert.equal(errors, undefined);
    assert.equal(data.attachToCase.errors, null);
    const [csv, other] = data.attachToCase.attachments;
    assert.deepEqual([csv.fileName, csv.contentType, other.fileName], ['é "1".csv', 'text/csv', 'x']);
    assert.equal(await (await fetch(new URL(csv.url, url))).text(), 'a;b');
});

test('listen.js is called with a change', async () => {
    const { listen } = await import(new URL('listen.js', folder));
    const { id, number } = await newCase('heard');
    const variables = { number, after: await position() };
    let source;

    const answer = await new Promise((resolve) => {
        source = listen(caseChanges, variables, resolve);
        void rename(id, 'loud');
    });
    source.close();

    assert.equal(answer.data.onCaseChanged.fields[0].after, 'loud');
});

test('listen.js ends when it is refused', async () => {
    const { listen } = await import(new URL('listen.js', folder));
    const answers = [];

    const source = listen('subscription { nothing }', {}, (answer) => answers.push(answer));
    await once(source, 'complete');

    assert.deepEqual(
        answers.map(({ errors }) => errors[0].extensions.code),
        ['VALIDATION_FAILED'],
    );
    assert.equal(source.readyState, EventSource.CLOSED);
});
