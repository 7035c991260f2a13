import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/contract/error.ts';
import { clausesOf } from '../../src/contract/terms/clauses.ts';
import { fieldsOf, type RecordField } from '../../src/records/fields.ts';
import { GIVEN_FIELDS, type RecordKind } from '../../src/records/record.ts';
import { references, referencesIn } from '../../src/records/references.ts';
import { DAY_EVIDENCE } from '../../src/subjects/deliveries/judge/observed.ts';
import { checkRecord } from '../../src/workspace/store/record-check.ts';
import { contract, kindIds, kindOf, kinds, variant } from './_kinds.ts';

/** The message that refuses the record; fails when it is accepted. */
function refusal(kind: RecordKind, value: unknown): string {
  try {
    checkRecord(kind, value, contract, 'record.yaml');
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error(`${kind.id} was accepted`);
}

const everyField = (kind: RecordKind): RecordField[] => fieldsOf(kind.schema).flatMap((one) => [one, ...one.columns]);

/** A name or a number to call, by its label; a list of rows is marked on its columns. */
const isPersonal = (field: RecordField): boolean => field.shape !== 'rows' && /人$|人员$|电话$|号码$/.test(field.label);

/** A value of the wrong type for the field. */
const wrong = (field: RecordField): unknown =>
  field.shape === 'value' && field.columns.length === 0 ? { 错: true } : '不是清单';

describe('all kinds', () => {
  test('each has a file of its name', () => {
    expect(kinds.map((kind) => kind.id)).toEqual(kindIds);
    expect(kinds.length).toBeGreaterThan(30);
  });

  // A kind that is in neither is written down of a day, and the day's report would be 缺失 all the same: whoever adds one decides.
  test('each is something that a day is reported by, or is said not to be', () => {
    const others = [
      ...'probe protection operation-log account-event alert-proposal backup backup-list backup-deletion scan restore-test drill security-exercise'.split(
        ' ',
      ),
      ...'service-order device-repair permit renewal certificate maintenance-window satisfaction expense activity assessment objection payment-paper'.split(
        ' ',
      ),
      ...'finding-decision interpretation-decision signoff waiver close-out notification erasure'.split(' '),
    ];
    expect([...DAY_EVIDENCE, ...others].sort()).toEqual(kindIds.toSorted());
  });

  test('prefixes are two or three capitals and unique', () => {
    const prefixes = kinds.map((kind) => kind.prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const prefix of prefixes) expect(prefix).toMatch(/^[A-Z]{2,3}$/);
  });

  test('every reference names a kind, and its example id bears the prefix of that kind', () => {
    for (const kind of kinds) {
      for (const field of everyField(kind).filter((one) => one.references !== undefined)) {
        const target = kindOf(field.references ?? '');
        if (field.example !== undefined)
          expect(String(field.example), `${kind.id}.${field.name}`).toMatch(`${target.prefix}-`);
      }
      for (const one of referencesIn(references(kind), kind.example))
        expect(one.id).toMatch(`${kindOf(one.kind).prefix}-`);
    }
  });
});

describe.for(kinds.map((kind) => [kind.id, kind] as const))('%s', ([id, kind]) => {
  test('its example is accepted as it stands, and as YAML text', () => {
    expect(checkRecord(kind, structuredClone(kind.example), contract, 'x')).toEqual(kind.example);
    const asText = JSON.parse(JSON.stringify(kind.example), (_key, value) =>
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : value === null ? '' : value,
    );
    expect(kind.schema.parse(asText)).toMatchObject({ id: kind.example.id });
  });

  test('its clauses are clauses of the contract', () => {
    // About the desk itself, which no contract asks for.
    if (['account-event', 'erasure'].includes(kind.id)) return expect(kind.topics).toEqual([]);
    expect(kind.topics.length).toBeGreaterThan(0);
    // The first contract asks for no activity of its own and no certificate, has no score and says nothing of payments.
    if (['activity', 'assessment', 'certificate', 'objection', 'payment-paper'].includes(kind.id)) return;
    // Nor does it ask for a report of progress every so many minutes.
    for (const topic of kind.topics.filter((one) => one !== 'notice'))
      expect(clausesOf(contract.contract, topic), topic).not.toEqual([]);
  });

  test('every field has a Chinese label, every choice a Chinese word, every row is flat', () => {
    for (const field of everyField(kind).filter((one) => one.name !== 'schema' || one.label !== one.name)) {
      if (field.name !== 'kind') expect(field.label, `${id}.${field.name}`).toMatch(/\p{Script=Han}|RTO|RPO|CVSS/u);
      for (const word of Object.values(field.choices ?? {})) expect(word, `${id}.${field.name}`).not.toBe('');
    }
    // What people type; what the program keeps of a correction is its own.
    for (const field of fieldsOf(kind.schema).filter(({ name }) => !GIVEN_FIELDS.includes(name))) {
      for (const column of field.columns) expect(column.shape, `${id}.${field.name}.${column.name}`).not.toBe('rows');
    }
  });

  test('names and telephone numbers are marked personal', () => {
    for (const field of everyField(kind).filter(isPersonal)) {
      expect(['personal', 'contact'], `${id}.${field.name}`).toContain(field.sensitivity);
    }
  });

  test('each required field is missed by name', () => {
    for (const field of fieldsOf(kind.schema).filter((one) => one.required && one.name !== 'schema')) {
      const message = refusal(kind, variant(id, { [field.name]: undefined }));
      expect(message, field.name).toContain(field.name);
      expect(message, field.name).toContain(field.label);
    }
  });

  test('each field of the wrong type is refused by name, with what was expected', () => {
    for (const field of fieldsOf(kind.schema).filter((one) => one.name !== 'schema' && one.name !== 'kind')) {
      const message = refusal(kind, variant(id, { [field.name]: wrong(field) }));
      expect(message, field.name).toContain(field.name);
      expect(message, field.name).toContain(field.label);
      expect(message, field.name).toMatch(field.name === 'simulated' ? /应为：true/ : /应为：.*\p{Script=Han}/u);
      expect(message, field.name).not.toMatch(/Invalid|expected|Unrecognized/);
    }
  });

  test('each column missing or of the wrong type is refused by row and name', () => {
    for (const field of fieldsOf(kind.schema).filter((one) => one.shape === 'rows')) {
      const rows = (kind.example as unknown as Record<string, Record<string, unknown>[] | undefined>)[field.name] ?? [];
      const first = rows[0];
      if (first === undefined) continue;
      for (const column of field.columns) {
        const bad = refusal(kind, variant(id, { [field.name]: [{ ...first, [column.name]: wrong(column) }] }));
        expect(bad).toContain(`${field.name}[0].${column.name}`);
        if (!column.required || column.nullable) continue;
        const { [column.name]: _left, ...rest } = first;
        expect(refusal(kind, variant(id, { [field.name]: [rest] }))).toContain(`${field.name}[0].${column.name}`);
      }
      expect(refusal(kind, variant(id, { [field.name]: [{ ...first, extra: 1 }] }))).toContain('extra');
    }
  });

  test('unknown keys, unknown codes, another kind and a newer schema are refused', () => {
    expect(refusal(kind, variant(id, { extra: 1 }))).toContain('extra');
    expect(refusal(kind, variant(id, { kind: 'other' }))).toContain('kind');
    expect(refusal(kind, variant(id, { schema: 9 }))).toContain('schema');
    for (const field of fieldsOf(kind.schema).filter((one) => one.choices !== undefined && one.shape === 'value')) {
      const message = refusal(kind, variant(id, { [field.name]: 'no-such-code' }));
      expect(message).toContain(field.label);
      for (const word of Object.values(field.choices ?? {})) expect(message).toContain(word);
    }
  });
});
