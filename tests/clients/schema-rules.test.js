import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { repository } from './repository.js';

const lint = async (run) => {
    const overrideConfigFile = fileURLToPath(new URL('eslint.config.js', import.meta.url));
    const [{ messages }] = await run(new ESLint({ cwd: repository(''), overrideConfigFile }));
    return messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
};

test('graphql-eslint finds nothing in the schema', async () => {
    const found = await lint((eslint) => eslint.lintFiles('schema/schema.graphql'));

    // Groups of duplicates are found anew for each request: they page forward only, and have no id by which to ask again.
    // A user's name to sign in with is a userName to everybody, and name alone would be the person's.
    assert.deepEqual(found, [
        '@graphql-eslint/relay-arguments: Field `duplicateCaseGroups` must contain an argument `last`, that return Int.',
        '@graphql-eslint/relay-arguments: Field `duplicateCaseGroups` must contain an argument `before`, that return String or Scalar.',
        "@graphql-eslint/relay-edge-types: Edge type's field `node` must implement `Node` interface.",
        '@graphql-eslint/no-typename-prefix: Field "userName" starts with the name of the parent type "User"',
    ]);
});

test('graphql-eslint would find what is wrong', async () => {
    const text =
        '"""Things."""\ntype ThingsConnection { edges: [Thing] }\n# nothing said of it\ntype Thing { Size: Int }\n';

    const found = await lint((eslint) => eslint.lintText(text, { filePath: repository('schema/wrong.graphql') }));

    const rules = new Set(found.map((message) => message.split(':')[0].split('/')[1]));
    for (const rule of ['require-description', 'naming-convention', 'strict-id-in-types', 'relay-connection-types'])
        assert.ok(rules.has(rule), `${rule} is silent: ${found.join('\n')}`);
});
