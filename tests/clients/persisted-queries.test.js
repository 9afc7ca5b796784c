// Persisted queries are not supported yet: a client that tries them sends the whole query instead.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { url } from './graph.js';

const sha256 = (query) => createHash('sha256').update(query).digest('hex');

for (const useGETForHashedQueries of [false, true]) {
    const method = useGETForHashedQueries ? 'GET' : 'POST';
    test(`Apollo Client sends the whole query where its hash by ${method} was not enough`, async () => {
        const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(new HttpLink({ uri: url }));
        const client = new ApolloClient({ link, cache: new InMemoryCache() });

        const { data } = await client.query({ query: gql('query First { cases(first: 1) { nodes { id } } }') });

        assert.equal(data.cases.nodes.length, 1);
        client.stop();
    });
}
