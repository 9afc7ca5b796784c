// Starts one server of 200 demo cases and runs the test files against it, each in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startServer } from './server.js';

const server = await startServer();
try {
    const tests = spawn(
        process.execPath,
        ['--test', '--test-reporter=spec', '--test-timeout=300000', '--test-force-exit', ...process.argv.slice(2)],
        { stdio: 'inherit', env: { ...process.env, CASESGRAPH_ADDRESS: server.address } },
    );
    [process.exitCode] = await once(tests, 'exit');
} finally {
    await server.stop();
}
