import assert from 'node:assert/strict';
import test from 'node:test';
import { serverAudits } from 'graphql-http';
import { url } from './graph.js';

const audits = serverAudits({ url, fetchFn: fetch });

test('graphql-http has 61 audits', () => assert.equal(audits.length, 61));

for (const audit of audits) {
    test(`${audit.id} ${audit.name}`, async () => {
        const { status, reason } = await audit.fn();
        assert.equal(status, 'ok', reason);
    });
}
