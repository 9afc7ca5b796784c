import { send } from './graph.js';
import { numbers } from './random.js';

const literal = (value) => JSON.stringify(value);

/** Writes of every kind to the cases that they create, by chance: the same for the same seed and database. */
export class RandomChanges {
    #next;
    #endpoint;
    #users;
    #cases = [];
    #changeSets = [];

    /** @param tags names of tags that the changes set and remove; users: ids of those who get cases */
    constructor(seed, { endpoint, tags, users }) {
        this.#next = numbers(seed);
        this.#endpoint = endpoint;
        this.#users = users.map(literal);
        this.tags = tags.map(literal);
    }

    /** Mistakes, such as the deletion of what is deleted, are among them and change nothing. */
    async run(count) {
        for (let i = 0; i < count; i++) await this.#write(this.#cases.length < 8 ? 'create' : this.#pick(kinds));
    }

    async #write(kind) {
        const { result } = await send(`mutation { result: ${writes[kind](this)} }`, {}, this.#endpoint);
        if (result.changeSet) this.#changeSets.push(result.changeSet.id);
        if (result.case?.number) this.#cases.push(result.case.number);
    }

    get #some() {
        return this.#pick(this.#cases);
    }

    /** One case. */
    get one() {
        return literal(String(this.#some));
    }

    /** A few cases. */
    get few() {
        return literal([...new Set(Array.from({ length: this.#upTo(5) }, () => String(this.#some)))]);
    }

    get changeSet() {
        return literal(this.#pick(this.#changeSets.slice(-10)));
    }

    get tag() {
        return this.#pick(this.tags);
    }

    /** Values for a few fields. */
    get fields() {
        const all = [
            `status: ${this.#pick(['NEW', 'ASSIGNED', 'PENDING_INPUT', 'CLOSED', 'REJECTED'])}`,
            `priority: ${this.#pick(['HIGH', 'MEDIUM', 'LOW'])}`,
            `assignedToId: ${this.#pick([...this.#users, 'null'])}`,
            `type: ${this.#pick(['ADMINISTRATION', 'PRODUCT', 'USER'])}`,
        ];
        return all.filter(() => this.#next() < 0.5).join(' ') || all[0];
    }

    get subject() {
        return literal(`Subject ${this.#upTo(1_000)}`);
    }

    #upTo = (most) => 1 + Math.floor(this.#next() * most);
    #pick = (list) => list[this.#upTo(list.length) - 1];
}

const set = 'changeSet { id } errors { __typename }';

const writes = {
    create: (c) => `createCase(input: { subject: ${c.subject} ${c.fields} tags: [${c.tag}] }) { case { number } ${set} }`,
    edit: (c) => `updateCase(input: { id: ${c.one} ${c.fields} }) { ${set} }`,
    rename: (c) => `updateCase(input: { id: ${c.one} subject: ${c.subject} }) { ${set} }`,
    note: (c) => `addCaseUpdate(input: { caseId: ${c.one} text: "Looked at it" internal: true }) { ${set} }`,
    tag: (c) => `updateCase(input: { id: ${c.one} addTags: [${c.tag}] }) { ${set} }`,
    untag: (c) => `updateCase(input: { id: ${c.one} removeTags: [${c.tag}] }) { ${set} }`,
    many: (c) =>
        `massUpdateCases(input: { select: { ids: ${c.few} } set: { ${c.fields} } errorPolicy: REJECT_FAILED_ROWS }) { ${set} }`,
    delete: (c) => `deleteCases(input: { select: { ids: ${c.few} } }) { ${set} }`,
    restore: (c) => `restoreCases(input: { select: { ids: ${c.few} } }) { ${set} }`,
    purge: (c) => `purgeCases(input: { select: { ids: [${c.one}] } maxCount: 1 }) { ${set} }`,
    merge: (c) => `mergeCases(input: { primaryId: ${c.one} duplicateIds: ${c.few} }) { ${set} }`,
    unmerge: (c) => `unmergeCase(input: { caseId: ${c.one} }) { ${set} }`,
    revert: (c) => `revertChangeSet(input: { changeSetId: ${c.changeSet} }) { ${set} }`,
};

// What brings back as often as what takes away, or soon no case would be left.
const kinds = [...Object.keys(writes).filter((kind) => kind !== 'purge'), 'create', 'create', 'restore', 'purge', 'edit'];
