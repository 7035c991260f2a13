/** Cross rules that many record kinds share; each gives the problems it finds, naming the fields in Chinese and by key. */
import type { z } from 'zod';
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { ABSENT } from '../contract/error.ts';
import { compareInstants } from '../contract/time.ts';
import { asksPermit } from './asked-permit.ts';
import { fieldName } from './fields.ts';
import type { AnyRecord, RecordProblem } from './record.ts';

/** Money is compared as it is printed. */
export const HALF_CENT = 0.005;

/** The rules of one kind, bound to its schema so that messages can use the labels of its fields. */
class Rules<T extends AnyRecord> {
  readonly #schema: z.ZodObject;

  constructor(schema: z.ZodObject) {
    this.#schema = schema;
  }

  /** `标签（key）` of a field or of a column such as `pauses.to`. */
  named(field: string): string {
    return fieldName(this.#schema, field);
  }

  /** The evidence time cannot lie after the time of entry. */
  entered(record: T): RecordProblem[] {
    if (compareInstants(record.at, record.enteredAt) <= 0) return [];
    return [{ field: 'at', found: record.at, expected: `不晚于${this.named('enteredAt')} ${record.enteredAt}` }];
  }

  /** `at` is the same instant as `field`. */
  sameAsAt(record: T, field: keyof T & string): RecordProblem[] {
    const value = textOf(record, field);
    if (value === undefined || compareInstants(record.at, value) === 0) return [];
    return [{ field: 'at', found: record.at, expected: `与${this.named(field)} ${value} 一致` }];
  }

  /** Times (or dates) that are there stand in this order; equal ones are in order. */
  order(record: T, ...fields: (keyof T & string)[]): RecordProblem[] {
    const problems: RecordProblem[] = [];
    let earlier: { field: keyof T & string; value: string } | undefined;
    for (const field of fields) {
      const value = textOf(record, field);
      if (value === undefined) continue;
      if (earlier !== undefined && isEarlier(value, earlier.value)) {
        problems.push({ field, found: value, expected: `不早于${this.named(earlier.field)} ${earlier.value}` });
      } else {
        earlier = { field, value };
      }
    }
    return problems;
  }

  /** Given `when`, the field must be there. `why` completes “…须填写”. */
  required(record: T, when: boolean, field: keyof T & string, why: string): RecordProblem[] {
    if (!when || hasValue(record[field])) return [];
    return [{ field, found: ABSENT, expected: `${why}须填写${this.named(field)}` }];
  }

  /** The field may only be there together with another one. */
  needs(record: T, field: keyof T & string, ...others: (keyof T & string)[]): RecordProblem[] {
    if (!hasValue(record[field])) return [];
    return others
      .filter((other) => !hasValue(record[other]))
      .map((other) => ({
        field: other,
        found: ABSENT,
        expected: `填写了${this.named(field)}，须同时填写${this.named(other)}`,
      }));
  }

  /** Exactly one of 许可编号 and 未取得许可的说明; where no clause asks for permission, neither is wanted. */
  permission(
    record: T & { permit?: string | undefined; withoutPermit?: string | undefined },
    { contract }: ContractBundle,
    when = true,
  ): RecordProblem[] {
    if (record.permit !== undefined && record.withoutPermit !== undefined) {
      return [
        { field: 'withoutPermit', found: record.withoutPermit, expected: `已有${this.named('permit')}，不应再填` },
      ];
    }
    const isAsked = asksPermit(contract, record);
    if (!isAsked || !when || record.permit !== undefined || record.withoutPermit !== undefined) return [];
    return [
      {
        field: 'permit',
        found: ABSENT,
        expected: `操作须经许可：填写许可编号，或在${this.named('withoutPermit')}中如实写明`,
      },
    ];
  }

  /** Each named asset is one of the contract's data. */
  assets(
    ids: readonly (string | undefined)[] | string | undefined,
    field: string,
    contract: ContractBundle,
  ): RecordProblem[] {
    const list = typeof ids === 'string' || ids === undefined ? [ids] : ids;
    const many = list === ids;
    return list.flatMap((id, i) =>
      id === undefined || contract.assets.some((one) => one.id === id)
        ? []
        : [
            {
              field: many ? `${field}[${i}]` : field,
              found: id,
              expected: '合同数据 contract/assets.yaml 中的资产编号',
            },
          ],
    );
  }

  /** The same for one column of a list of rows. */
  rowAssets<R extends object>(
    list: readonly R[] | undefined,
    name: keyof T & string,
    key: keyof R & string,
    contract: ContractBundle,
  ): RecordProblem[] {
    const known = new Set(contract.assets.map((one) => one.id));
    return (list ?? []).flatMap((row, i) => {
      const id = textOf(row, key);
      if (id === undefined || known.has(id)) return [];
      return [{ field: `${name}[${i}].${key}`, found: id, expected: '合同数据 contract/assets.yaml 中的资产编号' }];
    });
  }

  /** The two fields name different people: who checks is not who did it. */
  differentPeople(record: T, doer: keyof T & string, checker: keyof T & string): RecordProblem[] {
    const name = textOf(record, checker);
    if (name === undefined || name !== textOf(record, doer)) return [];
    return [{ field: checker, found: name, expected: `与${this.named(doer)}不是同一人` }];
  }

  /** Within each row of a list, `to` does not lie before `from`. */
  rowOrder<R extends object>(
    list: readonly R[] | undefined,
    name: keyof T & string,
    from: keyof R & string,
    to: keyof R & string,
  ): RecordProblem[] {
    return (list ?? []).flatMap((row, i) => {
      const start = textOf(row, from);
      const end = textOf(row, to);
      if (start === undefined || end === undefined || !isEarlier(end, start)) return [];
      return [
        {
          field: `${name}[${i}].${to}`,
          found: end,
          expected: `不早于同一行的${this.named(`${name}.${from}`)} ${start}`,
        },
      ];
    });
  }

  /** Rows stand in the order of their times. */
  rowsAscending<R extends object>(
    list: readonly R[] | undefined,
    name: keyof T & string,
    key: keyof R & string,
  ): RecordProblem[] {
    return (list ?? []).flatMap((row, i, all) => {
      const here = textOf(row, key);
      const before = i > 0 ? textOf(all[i - 1] as R, key) : undefined;
      if (here === undefined || before === undefined || !isEarlier(here, before)) return [];
      return [
        {
          field: `${name}[${i}].${key}`,
          found: here,
          expected: `不早于上一行的${this.named(`${name}.${key}`)} ${before}`,
        },
      ];
    });
  }

  /** Each row's time lies between two fields of the record; one that is not there is no limit. */
  rowsWithin<R extends object>(
    record: T,
    list: readonly R[] | undefined,
    name: keyof T & string,
    key: keyof R & string,
    from: (keyof T & string) | null,
    to: (keyof T & string) | null,
  ): RecordProblem[] {
    const start = from === null ? undefined : textOf(record, from);
    const end = to === null ? undefined : textOf(record, to);
    return (list ?? []).flatMap((row, i) => {
      const here = textOf(row, key);
      if (here === undefined) return [];
      const field = `${name}[${i}].${key}`;
      if (start !== undefined && isEarlier(here, start))
        return [{ field, found: here, expected: `不早于${this.named(from as keyof T & string)} ${start}` }];
      if (end !== undefined && isEarlier(end, here))
        return [{ field, found: here, expected: `不晚于${this.named(to as keyof T & string)} ${end}` }];
      return [];
    });
  }

  /** No two rows have the same key. */
  rowsUnique<R extends object>(
    list: readonly R[] | undefined,
    name: keyof T & string,
    key: (row: R) => string,
  ): RecordProblem[] {
    const seen = new Map<string, number>();
    return (list ?? []).flatMap((row, i) => {
      const id = key(row);
      const first = seen.get(id);
      if (first !== undefined)
        return [
          { field: `${name}[${i}]`, found: id, expected: `${this.named(name)}各行不重复（与 ${name}[${first}] 相同）` },
        ];
      seen.set(id, i);
      return [];
    });
  }
}

/** The shared rules for a kind with this schema. */
export const rules = <T extends AnyRecord>(schema: z.ZodObject): Rules<T> => new Rules<T>(schema);

const textOf = (row: object, key: string): string | undefined => {
  const value = (row as Record<string, unknown>)[key];
  return typeof value === 'string' ? value : undefined;
};

const hasValue = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

/** true when `a` lies before `b`; both instants, or both dates. */
function isEarlier(a: string, b: string): boolean {
  return a.includes('T') && b.includes('T') ? compareInstants(a, b) < 0 : a.slice(0, 10) < b.slice(0, 10);
}
