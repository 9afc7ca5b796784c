import { newCase, rename, url } from '../graph.js';

/**
 * Renames an open case of high priority, from outside, until the page shows an event. More than once, because a
 * subscription does not tell when it has begun: what was renamed before that is not for it.
 */
export async function renamedUntil(shows) {
    const { id } = await newCase('A case that others watch', url, { priority: 'HIGH' });
    for (let attempt = 1; ; attempt++) {
        const subject = `Renamed from outside (${attempt})`;
        await rename(id, subject);
        try {
            return await shows(subject);
        } catch (failure) {
            if (attempt === 5) throw failure;
        }
    }
}
