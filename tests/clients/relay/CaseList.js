// Documents as a page of a front end has them: what the Relay compiler reads. They run by what it writes.
import { graphql } from 'relay-runtime';

graphql`
    query CaseListQuery($count: Int!, $state: CaseState!) {
        ...CaseList_query @arguments(count: $count, state: $state)
        changeCursor
    }
`;

graphql`
    fragment CaseList_query on Query
    @refetchable(queryName: "CaseListNextQuery")
    @argumentDefinitions(count: { type: "Int!" }, after: { type: "String" }, state: { type: "CaseState!" }) {
        cases(first: $count, after: $after, where: { state: { eq: $state } }, order: [{ number: ASC }])
            @connection(key: "CaseList_cases", filters: ["where"]) {
            __id
            edges {
                cursor
                node {
                    id
                    ...CaseList_case
                }
            }
            pageInfo {
                hasNextPage
                endCursor
            }
        }
    }
`;

graphql`
    fragment CaseList_case on Case @refetchable(queryName: "CaseListCaseQuery") {
        id
        number
        subject
        priority
        account {
            name
        }
        createdBy {
            displayName
        }
    }
`;

graphql`
    mutation CaseListCreateMutation($input: CreateCaseInput!, $connections: [ID!]!) {
        createCase(input: $input) {
            case @appendNode(connections: $connections, edgeTypeName: "CasesEdge") {
                id
                ...CaseList_case
            }
            errors {
                ... on Error {
                    message
                }
                ... on ValidationError {
                    issues {
                        field
                        code
                    }
                }
            }
        }
    }
`;

graphql`
    subscription CaseListChangesSubscription($after: String, $number: Long!) {
        onCaseChanged(after: $after, where: { caseNumber: { eq: $number } }) {
            cursor
            case {
                id
                ...CaseList_case
            }
        }
    }
`;
