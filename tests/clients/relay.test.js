import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import test, { before } from 'node:test';
import relay from 'relay-runtime';
import './browser.js';
import { newCase, position, rename, send } from './graph.js';
import { writeSnippets } from './snippets.js';

const { commitMutation, createOperationDescriptor, fetchQuery, getSelector, requestSubscription } = relay;
const { environment } = await import(new URL('relay.js', await writeSnippets('relay-snippets')));
const require = createRequire(import.meta.url);
const artifact = (name) => require(`./generated/relay/${name}.graphql`);

function compile(...options) {
    const program = new URL('node_modules/relay-compiler/cli.js', import.meta.url).pathname;
    const cwd = new URL('relay/', import.meta.url);
    const { status, stdout } = spawnSync(process.execPath, [program, ...options, 'relay.config.json'], { cwd });
    assert.equal(status, 0, String(stdout));
    return String(stdout);
}

before(async () => {
    const artifacts = new URL('generated/relay/', import.meta.url);
    await rm(artifacts, { recursive: true, force: true });
    await mkdir(artifacts, { recursive: true });
    await writeFile(new URL('package.json', artifacts), '{ "type": "commonjs" }');
    compile();
});

/** What a component would be shown of a query or fragment. */
const read = (selector) => environment.lookup(selector).data;

/** Fetches, and keeps what came in the store. */
async function load(name, variables) {
    const operation = createOperationDescriptor(artifact(name), variables);
    environment.retain(operation);
    await fetchQuery(environment, artifact(name), variables).toPromise();
    return read(operation.fragment);
}

const loadList = async (variables) => {
    const query = await load('CaseListQuery', variables);
    return () => read(getSelector(artifact('CaseList_query'), query)).cases;
};

const subjects = (list) => list().edges.map(({ node }) => read(getSelector(artifact('CaseList_case'), node)).subject);

test('The Relay compiler takes the schema with its own directives', () => {
    assert.doesNotMatch(compile('--validate'), /ERROR|WARN/);
});

test('Relay loads a list and extends it by the cursor of the connection', async () => {
    const list = await loadList({ count: 3, state: 'OPEN' });
    const { edges, pageInfo } = list();

    await load('CaseListNextQuery', { count: 2, after: pageInfo.endCursor, state: 'OPEN' });

    const { cases } = await send(
        '{ cases(first: 5, where: { state: { eq: OPEN } }, order: [{ number: ASC }]) { nodes { id } } }',
    );
    assert.equal(edges.length, 3);
    assert.deepEqual(
        list().edges.map(({ node }) => node.id),
        cases.nodes.map(({ id }) => id),
    );
});

test('Relay refetches a fragment by the id of its object', async () => {
    const { id } = await newCase('refetched');

    const { node } = await load('CaseListCaseQuery', { id });

    assert.equal(read(getSelector(artifact('CaseList_case'), node)).subject, 'refetched');
});

test('Relay appends what a mutation creates to a connection', async () => {
    const list = await loadList({ count: 1, state: 'CLOSED' });

    await new Promise((resolve, reject) =>
        commitMutation(environment, {
            mutation: artifact('CaseListCreateMutation'),
            variables: { input: { subject: 'appended' }, connections: [list().__id] },
            onCompleted: resolve,
            onError: reject,
        }),
    );

    assert.equal(list().edges.length, 2);
    assert.equal(subjects(list)[1], 'appended');
});

test('Relay receives what a mutation causes, refreshes the store, and goes on behind a cursor', async () => {
    const { id, number } = await newCase('created');
    const { node } = await load('CaseListCaseQuery', { id });
    const after = await position();
    const events = (variables) => {
        let subscription;
        return new ReadableStream({
            start: (queue) => {
                subscription = requestSubscription(environment, {
                    subscription: artifact('CaseListChangesSubscription'),
                    variables,
                    onNext: ({ onCaseChanged }) => queue.enqueue(onCaseChanged),
                    onError: (error) => queue.error(error),
                });
            },
            cancel: () => subscription.dispose(),
        }).values();
    };
    const live = events({ number, after });
    await rename(id, 'first');
    const { value: first } = await live.next();
    await live.return();
    await rename(id, 'while away');

    const resumed = events({ number, after: first.cursor });
    const { value: missed } = await resumed.next();
    await resumed.return();

    assert.notEqual(missed.cursor, first.cursor);
    assert.equal(read(getSelector(artifact('CaseList_case'), node)).subject, 'while away');
});
