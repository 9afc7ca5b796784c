import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { gql } from '@apollo/client';
import './browser.js';
import { generateCode } from './codegen.js';
import { everyClient, sendsFiles } from './every-client.js';
import { addUpdate, newCase, send } from './graph.js';
import { writeSnippets } from './snippets.js';

const app = await writeSnippets('apollo');
await generateCode(app);
const { client } = await import(new URL('apollo.js', app));

const apollo = {
    async run(document, variables) {
        const operation = gql(document);
        const isQuery = operation.definitions[0].operation === 'query';
        const { data } = isQuery
            ? await client.query({ query: operation, variables })
            : await client.mutate({ mutation: operation, variables });
        return data;
    },
    follow(document, variables, sink) {
        const subscription = client.subscribe({ query: gql(document), variables }).subscribe({
            next: ({ data, error }) => (error ? sink.error(error) : sink.next(data)),
            error: sink.error,
        });
        return () => subscription.unsubscribe();
    },
};

everyClient('Apollo Client', apollo);
sendsFiles('Apollo Client', apollo.run);

/** Puts a query on screen, where it stays; the promise is for its first data. */
const show = (list) =>
    new Promise((resolve, reject) =>
        list.subscribe(({ data, error, loading }) => (error ? reject(error) : loading || resolve(data))),
    );

test('Apollo Client extends a list by its cursor', async () => {
    const query = gql`
        query Pages($after: String) {
            cases(first: 3, after: $after, where: { number: { lte: 10 } }, order: [{ number: ASC }]) {
                edges {
                    cursor
                    node {
                        id
                        number
                    }
                }
                pageInfo {
                    hasNextPage
                    endCursor
                }
            }
        }
    `;
    const list = client.watchQuery({ query });
    const first = await show(list);

    await list.fetchMore({ variables: { after: first.cases.pageInfo.endCursor } });

    const both = await new Promise((resolve) =>
        list.subscribe(({ data }) => data.cases.edges.length > 3 && resolve(data.cases.edges)),
    );
    assert.deepEqual(
        both.map(({ node }) => node.number),
        [1, 2, 3, 4, 5, 6],
    );
});

test('Apollo Client refreshes a case that is on screen from the answer of a mutation', async () => {
    const { id } = await newCase('before');
    const shown = client.watchQuery({
        query: gql`
            query Shown($id: ID!) {
                caseById(id: $id) {
                    id
                    subject
                }
            }
        `,
        variables: { id },
    });
    await show(shown);

    await client.mutate({
        mutation: gql`
            mutation Rename($id: ID!) {
                updateCase(input: { id: $id, subject: "after" }) {
                    case {
                        id
                        subject
                    }
                    errors {
                        ... on Error {
                            message
                        }
                    }
                }
            }
        `,
        variables: { id },
    });

    assert.equal(shown.getCurrentResult().data.caseById.subject, 'after');
});

test('Apollo Client keeps the message of an error that only its interface names', async () => {
    const { data } = await client.mutate({
        mutation: gql`
            mutation Refused {
                updateCase(input: { id: "999999", subject: "nobody" }) {
                    case {
                        id
                    }
                    errors {
                        ... on Error {
                            message
                        }
                    }
                }
            }
        `,
    });

    assert.match(data.updateCase.errors[0].message, /999999/);
});

test('Apollo Client keeps the first page of both lists when the README extends them', async () => {
    const query = gql(await readFile(new URL('pages.graphql', app), 'utf8'));
    const { id } = await newCase('with a long conversation');
    for (const text of ['1', '2', '3', '4', '5', '6']) await send(addUpdate, { id, text });
    const list = client.watchQuery({ query });
    const first = await show(list);
    const [{ node }] = first.cases.edges;
    assert.equal(node.id, id);

    await list.fetchMore({ variables: { updatesAfter: node.updates.pageInfo.endCursor } });
    await list.fetchMore({ variables: { after: first.cases.pageInfo.endCursor } });

    const [top] = await new Promise((resolve) =>
        list.subscribe(({ data }) => data.cases.edges.length === 40 && resolve(data.cases.edges)),
    );
    assert.deepEqual(
        top.node.updates.edges.map((edge) => edge.node.text),
        ['1', '2', '3', '4', '5', '6'],
    );
});
