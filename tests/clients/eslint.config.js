// The rules that @graphql-eslint has for schemas, over ours.
import graphql from '@graphql-eslint/eslint-plugin';
import { repository } from './repository.js';

const { configs, parser } = graphql;

export default [
    {
        files: ['**/*.graphql'],
        languageOptions: {
            parser,
            parserOptions: { graphQLConfig: { schema: repository('schema/schema.graphql') } },
        },
        plugins: { '@graphql-eslint': graphql },
        rules: {
            ...configs['flat/schema-recommended'].rules,
            ...configs['flat/schema-relay'].rules,
            // The default wants every list to be of edges; a connection has its nodes without edges too, as in HotChocolate.
            '@graphql-eslint/relay-edge-types': [
                'error',
                { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
            ],
            '@graphql-eslint/strict-id-in-types': [
                'error',
                {
                    exceptions: {
                        // Answers to one request: nobody can ask for the same one again.
                        suffixes: ['Payload', 'Error', 'Connection', 'Edge'],
                        types: [
                            // Parts of an answer, which have no life of their own.
                            'PageInfo',
                            'FieldChange',
                            'EntityFieldChange',
                            'ValidationIssue',
                            'JobRowGroup',
                            'JobRowReason',
                            'LeftOutValue',
                            'NewCaseResult',
                            'CaseGroups',
                            'CaseGroup',
                            'CaseGroupKey',
                            'DurationStats',
                            'DuplicateCandidate',
                            'DuplicateCaseGroup',
                            'MergeCounts',
                            'MergeField',
                            'MergeFieldValue',
                            'AccountMergeField',
                            'AccountMergeFieldValue',
                            'ContactMergeField',
                            'ContactMergeFieldValue',
                            'MergeAudience',
                            'MovedReferences',
                            'RevertSkip',
                            'ErasureCase',
                            'Grant',
                            'AccessExplanation',
                            'Identity',
                            'RateLimit',
                            'FindHit',
                            'SearchExcerpt',
                            'SearchMark',
                            'ImportColumn',
                            'ImportDateFormat',
                            'ImportDetected',
                            'ImportDialect',
                            'ImportFieldProposal',
                            'ImportNote',
                            'ImportSampleRow',
                            'ImportSheet',
                            'ImportValue',
                            // Facts about the schema, identified by name.
                            'FieldInfo',
                            'EnumValueInfo',
                            // The service itself, as an author of changes: no row stands behind it.
                            'SystemActor',
                            // There is a viewer without a user, and then no id.
                            'Viewer',
                        ],
                    },
                },
            ],
        },
    },
];
