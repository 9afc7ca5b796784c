import assert from 'node:assert/strict';
import test from 'node:test';
import { Client, fetchExchange } from '@urql/core';
import './browser.js';
import { everyClient, sendsFiles } from './every-client.js';
import { url } from './graph.js';
import { writeSnippets } from './snippets.js';

const { client } = await import(new URL('urql.js', await writeSnippets('urql-snippets')));

const through = (urql) => ({
    async run(document, variables) {
        const operation = document.startsWith('query')
            ? urql.query(document, variables)
            : urql.mutation(document, variables);
        const { data, error } = await operation.toPromise();
        assert.equal(error, undefined);
        return data;
    },
    follow(document, variables, sink) {
        const { unsubscribe } = urql
            .subscription(document, variables)
            .subscribe(({ data, error }) => (error ? sink.error(error) : sink.next(data)));
        return unsubscribe;
    },
});

everyClient('urql', through(client));
sendsFiles('urql', through(client).run);

everyClient(
    'urql over POST and server-sent events',
    through(new Client({ url, exchanges: [fetchExchange], fetchSubscriptions: true, preferGetMethod: false })),
);

test('urql shows the code of an error', async () => {
    const { error } = await client.query('{ node(id: "no id") { id } }', {}).toPromise();

    assert.equal(error.graphQLErrors[0].extensions.code, 'INVALID_ID');
});
