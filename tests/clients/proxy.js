import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** A way to a server that can be cut: all connections break, and new ones are taken at once. */
export async function startProxy(address) {
    const { hostname, port } = new URL(address);
    const open = new Set();
    const proxy = createServer((client) => {
        const server = connect(Number(port), hostname);
        for (const [from, to] of [
            [client, server],
            [server, client],
        ]) {
            open.add(from);
            from.pipe(to);
            from.on('error', () => to.destroy());
            from.on('close', () => open.delete(from) && to.destroy());
        }
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    return {
        address: `http://127.0.0.1:${proxy.address().port}`,
        cut: () => open.forEach((socket) => socket.destroy()),
        stop: () => proxy.close(),
    };
}
