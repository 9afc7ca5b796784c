// What tools learn of the schema by asking for all that the specification has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { send } from './graph.js';
import { repository } from './repository.js';

const everything = {
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
};
const text = (schema) => printSchema(lexicographicSortSchema(schema));

test('introspection with every option tells the schema that is committed', async () => {
    const committed = buildSchema(readFileSync(repository('schema/schema.graphql'), 'utf8'));

    const told = buildClientSchema(await send(getIntrospectionQuery(everything)));

    assert.equal(text(told), text(committed));
});

test('the directives of the specification are listed with their locations', async () => {
    const { __schema } = await send(getIntrospectionQuery(everything));

    const found = Object.fromEntries(__schema.directives.map(({ name, locations }) => [name, [...locations].sort()]));
    assert.deepEqual(found, {
        deprecated: ['ARGUMENT_DEFINITION', 'ENUM_VALUE', 'FIELD_DEFINITION', 'INPUT_FIELD_DEFINITION'],
        include: ['FIELD', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT'],
        oneOf: ['INPUT_OBJECT'],
        skip: ['FIELD', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT'],
        specifiedBy: ['SCALAR'],
    });
    for (const { isRepeatable } of __schema.directives) assert.equal(isRepeatable, false);
});
