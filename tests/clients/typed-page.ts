// A page of a front end, which codegen.test.js compiles beside the types that codegen makes. An expected error that the
// compiler does not find is an error too.
import { Client } from '@urql/core';
import { useFragment as read } from './gql';
import { CaseHeadFragmentDoc, CasePageDocument, UpdateCaseDocument } from './gql/graphql';

export async function title(client: Client, id: string): Promise<string> {
    const { data } = await client.query(CasePageDocument, { id });
    const head = read(CaseHeadFragmentDoc, data?.caseById);
    if (!head) return 'No such case';
    const number: number = head.number;
    const opened: string = head.createdAt;
    const state: 'OPEN' | 'CLOSED' = head.state;
    // @ts-expect-error: a case may have no account.
    head.account.name;
    // @ts-expect-error: the fragment does not ask for it.
    head.workLog;
    return `${number} ${head.subject}, ${state} since ${opened}, ${head.account?.name ?? 'no account'}`;
}

export async function assign(client: Client, id: string, version: number): Promise<string[]> {
    // @ts-expect-error: a version is a number.
    client.mutation(UpdateCaseDocument, { id, version: '1' });
    const { data } = await client.mutation(UpdateCaseDocument, { id, version });
    return (data?.updateCase.errors ?? []).flatMap((error) => {
        switch (error.__typename) {
            case 'ValidationError':
                return error.issues.map(({ field, code }) => `${field.join('.')}: ${code}`);
            case 'VersionConflictError':
                return [`somebody else wrote version ${error.current.version}`];
            default:
                return [error.message];
        }
    });
}
