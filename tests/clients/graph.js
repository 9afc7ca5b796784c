// The server under test, and the requests that tests of several clients make.
import assert from 'node:assert/strict';

export const address = process.env.CASESGRAPH_ADDRESS;
export const url = `${address}/graphql`;

export async function send(query, variables, endpoint = url, operationName) {
    const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query, operationName, variables }),
    });
    const { errors, data } = await response.json();
    assert.equal(errors, undefined);
    return data;
}

export const position = async () => (await send('{ changeCursor }')).changeCursor;

export const createCase = `mutation CreateCase($input: CreateCaseInput!) {
  createCase(input: $input) { case { id number subject version } errors { __typename } }
}`;

export const renameCase = `mutation RenameCase($id: ID!, $subject: String!) {
  updateCase(input: { id: $id, subject: $subject }) { case { id subject version } errors { __typename } }
}`;

export const addUpdate = `mutation AddUpdate($id: ID!, $text: String!) {
  addCaseUpdate(input: { caseId: $id, text: $text }) { caseUpdate { id } errors { __typename } }
}`;

export const attachFiles = `mutation AttachFiles($id: ID!, $files: [Upload!]!) {
  attachToCase(input: { caseId: $id, files: $files }) {
    attachments { id fileName contentType size }
    errors { __typename }
  }
}`;

export const caseChanges = `subscription CaseChanges($after: String, $number: Long!) {
  onCaseChanged(after: $after, where: { caseNumber: { eq: $number } }) {
    cursor kind caseNumber fields { field after }
  }
}`;

export async function newCase(subject, endpoint = url, fields = {}) {
    const { createCase: created } = await send(createCase, { input: { subject, ...fields } }, endpoint);
    assert.equal(created.errors, null);
    return created.case;
}

export const rename = (id, subject, endpoint = url) => send(renameCase, { id, subject }, endpoint);
