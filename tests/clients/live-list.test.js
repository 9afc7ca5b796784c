// The recipes of docs/following.md, while a server is written to by chance and their connections are cut.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import test, { after, before } from 'node:test';
import './browser.js';
import { generateCode } from './codegen.js';
import { newCase, rename, send } from './graph.js';
import { startProxy } from './proxy.js';
import { RandomChanges } from './random-changes.js';
import { startServer } from './server.js';
import { writeSnippets } from './snippets.js';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const row = 'id number subject status priority';
let server;
let proxy;
let folder;
let endpoint;
let changes;
let lists;
/** A case that every list has: when a client shows its new subject, it has been told all that was before. */
let mark;

before(async () => {
    server = await startServer({ demoCases: 5 });
    endpoint = `${server.address}/graphql`;
    proxy = await startProxy(server.address);
    folder = await writeSnippets('live-list', proxy.address);
    await generateCode(folder);
    mark = await newCase('seen by all', endpoint);
    const tags = ['vip', 'billing'];
    await ask('mutation ($id: ID!, $tags: [String!]) { updateCase(input: { id: $id, setTags: $tags }) { case { id } } }', {
        id: mark.id,
        tags,
    });
    const found = await ask(`{
        me { user { id } } teamById(id: "VGVhbTox") { members(first: 3) { nodes { id } } } tags(first: 100) { nodes { id name } }
    }`);
    const vip = found.tags.nodes.find(({ name }) => name === 'vip').id;
    const users = [found.me.user, ...found.teamById.members.nodes].map(({ id }) => id);
    changes = new RandomChanges(seed, { endpoint, tags, users });
    lists = [
        { state: { eq: 'OPEN' }, priority: { eq: 'HIGH' } },
        { assignedToId: { me: true } },
        { tags: { some: { id: { eq: vip } } }, not: { type: { eq: 'USER' } } },
        {},
    ].map((filter) => ({ or: [{ number: { eq: mark.number } }, { and: [filter, { number: { gt: mark.number } }] }] }));
});

after(async () => {
    proxy.stop();
    await server.stop();
});

const ask = (query, variables) => send(query, variables, endpoint);
const load = (name) => import(new URL(name, folder));

/** What a client shows, and an event whenever it shows something else. */
class Shown extends EventEmitter {
    cases = [];

    show(cases) {
        this.cases = [...cases].sort((a, b) => b.number - a.number);
        this.emit('shown');
    }

    async until(subject) {
        while (!this.cases.some((one) => one.number === mark.number && one.subject === subject)) await once(this, 'shown');
    }
}

const fields = (cases) =>
    cases.map(({ id, number, subject, status, priority }) => ({ id, number, subject, status, priority }));

/** Both by number, the highest first. */
async function assertHolds({ cases }, list, what) {
    const query = `query ($list: CaseFilterInput, $page: String) {
        cases(where: $list, first: 100, after: $page) { nodes { ${row} } pageInfo { hasNextPage endCursor } }
    }`;
    const expected = [];
    let page;
    do {
        const { nodes, pageInfo } = (await ask(query, { list, page })).cases;
        expected.push(...nodes);
        page = pageInfo.hasNextPage && pageInfo.endCursor;
    } while (page);
    assert.deepEqual(fields(cases), fields(expected), `${what}, ${JSON.stringify(list)}: SEED=${seed}`);
}

const clients = {
    'A script without a library': async (list, shown) => {
        const { liveList } = await load('list.js');
        const source = await liveList(list, (cases) => shown.show(cases.values()));
        return () => source.close();
    },
    urql: async (list, shown) => {
        const { liveList } = await load('list-urql.js');
        const subscription = await liveList(list, (cases) => shown.show(cases.values()));
        return () => subscription.unsubscribe();
    },
    'The cache of Apollo Client': async (list, shown) => {
        const { liveList } = await load('list-apollo.js');
        const query = await liveList(list);
        const subscription = query.subscribe(({ data }) => shown.show(data.cases.edges.map(({ node }) => node)));
        return () => subscription.unsubscribe();
    },
};

test('A live list is what the server has, whatever is written and however often it is cut off', async () => {
    await changes.run(20);
    const followed = await Promise.all(
        Object.entries(clients).flatMap(([client, follow]) =>
            lists.map(async (list) => {
                const shown = new Shown();
                return { what: client, list, shown, leave: await follow(list, shown) };
            }),
        ),
    );
    const { changeCursor } = await ask('{ changeCursor }');

    for (const subject of ['first', 'second']) {
        await changes.run(15);
        proxy.cut();
        await changes.run(15);
        await rename(mark.id, subject, endpoint);
        await Promise.all(followed.map(({ shown }) => shown.until(subject)));
        for (const { what, list, shown } of followed) await assertHolds(shown, list, `${what}, ${subject}`);
    }

    followed.forEach(({ leave }) => leave());
    await assertAllKindsHappened(changeCursor);
});

async function assertAllKindsHappened(since) {
    const query = `query ($list: CaseFacetFilterInput, $since: String) {
        caseChanges(where: { since: $since }, list: $list, first: 100) { nodes { listEffect } }
    }`;
    const answers = await Promise.all(lists.map((list) => ask(query, { list, since })));
    const effects = answers.flatMap(({ caseChanges }) => caseChanges.nodes.map(({ listEffect }) => listEffect));
    assert.deepEqual([...new Set(effects)].sort(), ['ENTERED', 'LEFT', 'STAYED'], `SEED=${seed}`);
}

test('A mirror that is ended again and again has every record, deleted ones too, and none that was purged', async () => {
    const { mirror } = await load('mirror.js');
    const records = new Map();
    const shown = new Shown();
    const all = (type) => [...records.values()].filter((record) => record.__typename === type);
    const store = {
        cursor: null,
        save(id, record, cursor) {
            store.cursor = cursor;
            if (record) records.set(id, record);
            else records.delete(id);
            shown.show(all('Case'));
        },
    };

    for (const subject of ['mirrored', 'again', 'and again']) {
        const leave = mirror(store);
        await changes.run(8);
        await rename(mark.id, subject, endpoint);
        await shown.until(subject);
        leave();
        await changes.run(8);
    }
    const leave = mirror(store);
    await rename(mark.id, 'at last', endpoint);
    await shown.until('at last');
    leave();

    const { cases, accounts, tags } = await ask(`{
        cases(includeDeleted: true, first: 100) {
            totalCount
            nodes { __typename number subject status priority deletedAt mergedInto { number } }
        }
        accounts(includeDeleted: true, first: 100) { nodes { __typename name deletedAt } }
        tags(includeDeleted: true, first: 100) { nodes { __typename name deletedAt } }
    }`);
    const byName = (some) => some.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    assert.equal(cases.totalCount, cases.nodes.length);
    assert.deepEqual(shown.cases, cases.nodes, `SEED=${seed}`);
    assert.deepEqual(byName(all('Account')), byName(accounts.nodes));
    assert.deepEqual(byName(all('Tag')), byName(tags.nodes));
});

test('What is new is as many changes as a subscriber is told', async () => {
    const unread = await readFile(new URL('unread.graphql', folder), 'utf8');
    const { follow } = await load('follow.js');
    const { listChanges } = await load('operations.js');
    for (const list of lists) {
        const { changeCursor: seen } = await ask('{ changeCursor }');
        const none = await ask(unread, { list, seen });
        await changes.run(10);
        await rename(mark.id, `counted from ${seen}`, endpoint);

        const { changeCursor: end, caseChanges: counted } = await ask(unread, { list, seen });

        let told = 0;
        let leave;
        await new Promise((resolve, error) => {
            const next = ({ data }) => ++told && data.onCaseChanged.cursor === end && resolve();
            leave = follow({ query: listChanges, variables: { list, after: seen } }, { next, error, complete() {} });
        });
        leave();
        assert.equal(none.caseChanges.totalCount, 0);
        assert.equal(counted.totalCount, told, `SEED=${seed}`);
    }
});
