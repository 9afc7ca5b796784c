// The server's own rule for fields that cannot be merged, against that of graphql-js on random documents.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import {
    OverlappingFieldsCanBeMergedRule,
    buildSchema,
    getNamedType,
    isAbstractType,
    isCompositeType,
    parse,
    validate,
} from 'graphql';
import { url } from './graph.js';
import { numbers } from './random.js';
import { repository } from './repository.js';

const schema = buildSchema(readFileSync(repository('schema/schema.graphql'), 'utf8'));

/** A document of few names, so that many of its fields meet. */
class RandomDocument {
    constructor(seed) {
        this.next = numbers(seed);
        this.fragments = [];
        const root = this.selection(schema.getQueryType(), 4);
        this.text = [`query { ${root} }`, ...this.fragments.map((one) => one.text)].join('\n');
    }

    chance = (part) => this.next() < part;
    pick = (list) => list[Math.floor(this.next() * list.length)];

    selection(type, depth) {
        const parts = Array.from({ length: 1 + Math.floor(this.next() * 4) }, () => this.part(type, depth));
        return parts.join(' ');
    }

    part(type, depth) {
        if (depth > 0 && this.chance(0.25)) {
            const on = isAbstractType(type) ? this.pick([type, ...schema.getPossibleTypes(type)]) : type;
            return this.chance(0.5) ? `... on ${on} { ${this.selection(on, depth - 1)} }` : this.spread(on, depth - 1);
        }
        return this.field(type, depth);
    }

    spread(type, depth) {
        const known = this.fragments.filter((one) => one.type === type && one.complete);
        if (known.length > 0 && this.chance(0.6)) return `...${this.pick(known).name}`;
        const made = { name: `F${this.fragments.length}`, type, complete: false };
        this.fragments.push(made);
        made.text = `fragment ${made.name} on ${type} { ${this.selection(type, depth)} }`;
        made.complete = true;
        return `...${made.name}`;
    }

    field(type, depth) {
        const fields = Object.values(type.getFields?.() ?? {}).filter(
            (field) =>
                field.args.every((arg) => !arg.type.toString().endsWith('!') || arg.type.toString() === 'ID!') &&
                (depth > 0 || !isCompositeType(getNamedType(field.type))),
        );
        const favourites = fields.filter(({ name }) => wanted.has(name));
        const field = favourites.length > 0 && this.chance(0.9) ? this.pick(favourites) : this.pick(fields);
        const key = this.chance(0.5) ? '' : `${this.pick(['a', 'b', 'id', 'name'])}: `;
        if (!field) return `${key}__typename`;
        const below = isCompositeType(getNamedType(field.type));
        return `${key}${field.name}${this.given(field)}${below ? ` { ${this.selection(getNamedType(field.type), depth - 1)} }` : ''}`;
    }

    given(field) {
        const args = field.args.flatMap(({ name, type }) => {
            if (type.toString() === 'ID!') return [`id: ${this.pick(['"Q2FzZTox"', '"Q2FzZToy"'])}`];
            return name === 'first' && this.chance(0.4) ? [`first: ${this.pick([1, 2])}`] : [];
        });
        return args.length > 0 ? `(${args.join(', ')})` : '';
    }
}

const wanted = new Set(
    ['id', 'name', 'subject', 'number', 'status', 'fullName', 'account', 'contacts', 'assignedTo', 'nodes'].concat(
        ['node', 'caseById', 'cases', 'users', 'me', 'updates', 'author', 'createdBy', 'bugs', 'priority', 'version'],
    ),
);

const judge = async (query) => {
    const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'GraphQL-Cost': 'validate' },
        body: JSON.stringify({ query }),
    });
    const { errors = [] } = await response.json();
    return errors.map(({ message }) => message);
};

test('fields that cannot be merged are those that graphql-js refuses', { timeout: 120_000 }, async (t) => {
    const first = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
    t.diagnostic(`seed ${first}`);
    const counts = { merged: 0, refused: 0 };
    for (let seed = first; seed < first + 1_000; seed++) {
        const { text } = new RandomDocument(seed);
        const expected = validate(schema, parse(text), [OverlappingFieldsCanBeMergedRule]).length > 0;

        const messages = await judge(text);

        const found = messages.some((message) => message.includes('cannot be merged'));
        assert.equal(found, expected, `SEED=${seed}: ${text}\n${messages.join('\n')}`);
        counts[expected ? 'refused' : 'merged']++;
    }
    t.diagnostic(JSON.stringify(counts));
    assert.ok(counts.merged > 100 && counts.refused > 100, JSON.stringify(counts));
});
