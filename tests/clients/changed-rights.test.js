// What clients make of it when their user may do something else while they follow (docs/following.md).
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import test, { after, before } from 'node:test';
import * as overEvents from 'graphql-sse';
import * as overSocket from 'graphql-ws';
import WebSocket from 'ws';
import './browser.js';
import { generateCode } from './codegen.js';
import { address, newCase, position, send, url } from './graph.js';
import { startProxy } from './proxy.js';
import { writeSnippets } from './snippets.js';

const name = `follower ${process.pid}`;
let mine;
let other;
let user;
let authorization;
let proxy;
let folder;

before(async () => {
    mine = await made('createTeam', { name: `${name} mine` }, 'team');
    other = await made('createTeam', { name: `${name} other` }, 'team');
    const grants = [{ action: 'CASE_VIEW', level: 'TEAM' }];
    const role = await made('createRole', { name, grants }, 'role');
    user = await made('createUser', { userName: name, fullName: name, kind: 'SERVICE' }, 'user');
    await made('setUserRoles', { userId: user, roleIds: [role] }, 'user');
    await made('addTeamMembers', { teamId: mine, userIds: [user] }, 'team');
    // The demo cases are of the team that every new user is a member of.
    await made('removeTeamMembers', { teamId: 'VGVhbTox', userIds: [user] }, 'team');
    const keyed = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }';
    authorization = `Bearer ${(await send(keyed, { input: { name, userId: user } })).createApiKey.secret}`;
    proxy = await startProxy(address, authorization);
    folder = await writeSnippets('changed-rights', proxy.address);
    await generateCode(folder);
});

after(() => proxy.stop());

async function made(mutation, input, what) {
    const type = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${what} { id } errors { __typename } } }`;
    const { [mutation]: payload } = await send(query, { input });
    assert.equal(payload.errors, null);
    return payload[what].id;
}

const caseOf = async (teamId) => (await newCase(name, url, { teamId })).number;
const join = () => made('addTeamMembers', { teamId: other, userIds: [user] }, 'team');
const leave = () => made('removeTeamMembers', { teamId: other, userIds: [user] }, 'team');

const libraries = {
    'graphql-ws': () =>
        overSocket.createClient({
            url: url.replace('http', 'ws'),
            webSocketImpl: WebSocket,
            connectionParams: { authorization },
        }),
    'graphql-sse': () => overEvents.createClient({ url, headers: { authorization } }),
};

for (const [library, connect] of Object.entries(libraries)) {
    test(`${library} is told between two events, and goes on`, async () => {
        const client = connect();
        const query = `subscription ($after: String) { onCaseChanged(after: $after) { caseNumber } }`;
        const answers = client.iterate({ query, variables: { after: await position() } });
        const next = async () => (await answers.next()).value;
        const number = async () => (await next()).data.onCaseChanged.caseNumber;

        await caseOf(other);
        const first = await caseOf(mine);
        assert.equal(await number(), first);
        await join();
        assert.deepEqual({ ...(await next()) }, { data: null, extensions: { access: { changed: true } } });
        const second = await caseOf(other);
        assert.equal(await number(), second);
        await leave();
        assert.equal((await next()).extensions.access.changed, true);
        await caseOf(other);
        const third = await caseOf(mine);
        assert.equal(await number(), third);

        await answers.return();
        await client.dispose();
    });
}

const lists = {
    'A script without a library': async (show) => {
        const { liveList } = await import(new URL('list.js', folder));
        const source = await liveList({}, (cases) => show(cases.values()));
        return () => source.close();
    },
    urql: async (show) => {
        const { liveList } = await import(new URL('list-urql.js', folder));
        const subscription = await liveList({}, (cases) => show(cases.values()));
        return () => subscription.unsubscribe();
    },
    'The cache of Apollo Client': async (show) => {
        const { liveList } = await import(new URL('list-apollo.js', folder));
        const query = await liveList({});
        const subscription = query.subscribe(({ data }) => data && show(data.cases.edges.map(({ node }) => node)));
        return () => subscription.unsubscribe();
    },
};

for (const [client, follow] of Object.entries(lists)) {
    test(`${client} shows the list of what its user sees by then`, async () => {
        const change = new EventEmitter();
        let shown;
        const end = await follow((cases) => {
            shown = [...cases].map(({ number }) => number).sort((a, b) => a - b);
            change.emit('shown');
        });
        const until = async (wanted) => {
            while (!wanted(shown ?? [])) await once(change, 'shown');
        };
        const seen = async () => {
            const headers = { 'Content-Type': 'application/json', authorization };
            const body = JSON.stringify({ query: '{ cases(first: 100) { nodes { number } } }' });
            const { data } = await (await fetch(url, { method: 'POST', headers, body })).json();
            return data.cases.nodes.map(({ number }) => number).sort((a, b) => a - b);
        };

        const theirs = await caseOf(other);
        const own = await caseOf(mine);
        await until((numbers) => numbers.includes(own));
        assert.deepEqual(shown, await seen());
        await join();
        await until((numbers) => numbers.includes(theirs));
        assert.deepEqual(shown, await seen());
        // The list stands before it is followed again, and only who follows is told of the next change.
        const next = await caseOf(other);
        await until((numbers) => numbers.includes(next));
        await leave();
        await until((numbers) => !numbers.includes(theirs));
        const last = await caseOf(mine);
        await until((numbers) => numbers.includes(last));
        assert.deepEqual(shown, await seen());
        end();
    });
}
