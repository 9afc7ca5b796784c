import graphql from '@graphql-eslint/eslint-plugin';

const { configs, parser } = graphql;

export default [
  {
    files: ['**/schema.graphql'],
    languageOptions: { parser, parserOptions: { graphQLConfig: { schema: new URL('../../schema/schema.graphql', import.meta.url).pathname } } },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...configs['flat/schema-recommended'].rules,
      ...configs['flat/schema-relay'].rules,
      // The standard edge types, but a list of nodes beside the edges stays, as HotChocolate's users know it.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
      ],
    },
  },
];
