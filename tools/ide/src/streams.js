// GraphiQL replaces a subscription's last event by the next one, and ends it without a word when another tab comes to the
// front. Here a stream is a list that grows, and its tab keeps it with the time at which it ended.
import { getOperationAST, parse } from 'graphql';

const mostEvents = 200;
let running = null;
let leftBehind = null;

/** The same fetcher, but a subscription answers with the list of its events so far, the newest first. */
export const withEventLists = (fetcher) => async (request, options) => {
    const operation = getOperationAST(options?.documentAST ?? parse(request.query), request.operationName);
    const answer = await fetcher(request, options);
    return operation?.operation === 'subscription' && Symbol.asyncIterator in answer ? listOf(answer) : answer;
};

/** For GraphiQL's onTabChange. */
export function keepStream({ tabs, activeTabIndex }, tabBefore) {
    // It also tells what changed in the tab.
    if (tabs[activeTabIndex].id === tabBefore) return;
    // A new tab, unlike one that is chosen, leaves the stream running, and its events would come up there.
    running?.leave();
    const tab = tabs.find(({ id }) => id === tabBefore);
    if (tab && leftBehind) tab.response = JSON.stringify(leftBehind, null, 2);
    leftBehind = null;
}

const listOf = (source) => ({
    subscribe(observer) {
        const begun = now();
        const events = source[Symbol.asyncIterator]();
        const list = { stream: `waiting for changes since ${begun}`, events: [] };
        const end = (why) => {
            if (running !== stream) return false;
            running = null;
            list.stream = `${why} ${now()}, begun ${begun}`;
            void events.return?.();
            return true;
        };
        const stream = {
            leave: () => end('ended by another tab') && ((leftBehind = { ...list }), observer.complete()),
        };
        running = stream;
        observer.next({ ...list });
        void follow();
        return {
            unsubscribe: () => end('ended') && ((leftBehind = { ...list }), observer.next(leftBehind)),
        };

        async function follow() {
            try {
                for await (const { data, ...rest } of { [Symbol.asyncIterator]: () => events }) {
                    if (running !== stream) return;
                    list.events = [{ at: now(), ...data, ...rest }, ...list.events].slice(0, mostEvents);
                    observer.next({ ...list });
                }
                if (end('ended by the server')) observer.next({ ...list });
                observer.complete();
            } catch (failure) {
                if (end('failed')) observer.error(failure);
            }
        }
    },
});

const now = () => new Date().toISOString().slice(11);
