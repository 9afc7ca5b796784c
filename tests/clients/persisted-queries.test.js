// Automatic persisted queries: a text is sent once, and from then on its hash alone.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { url } from './graph.js';

const sha256 = (query) => createHash('sha256').update(query).digest('hex');
const hasText = (uri, { body }) => (body ? 'query' in JSON.parse(body) : new URL(uri).searchParams.has('query'));

for (const useGETForHashedQueries of [false, true]) {
    const method = useGETForHashedQueries ? 'GET' : 'POST';
    test(`Apollo Client sends a query once and then its hash by ${method}`, async () => {
        const sent = [];
        const http = new HttpLink({
            uri: url,
            fetch: (uri, options) => {
                sent.push(hasText(uri, options));
                return fetch(uri, options);
            },
        });
        const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(http);
        const client = new ApolloClient({ link, cache: new InMemoryCache() });
        const query = gql(`query ByHash${method} { cases(first: 1) { nodes { id } } }`);

        for (let time = 0; time < 2; time++) {
            const { data } = await client.query({ query, fetchPolicy: 'network-only' });
            assert.equal(data.cases.nodes.length, 1);
        }

        assert.deepEqual(sent, [false, true, false]);
        client.stop();
    });
}
