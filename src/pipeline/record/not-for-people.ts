/** What people cannot write down, whatever the file says: measurements, the envelope, and what was withdrawn. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../contract/error.ts';
import { changedMeasured, isMachineWritten } from '../../records/measured.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { placeIn } from '../../workspace/store/record-check.ts';

type Given = Readonly<Record<string, unknown>>;

/** Commands that write the records of machines. */
const COMMANDS: Readonly<Record<string, string>> = {
  inspection: 'opsledger collect（读取数据源），或 opsledger collect --from 主机报告',
  probe: 'opsledger start（定时探测）',
  scan: 'opsledger scan import 扫描报告',
  'alert-proposal': 'opsledger collect（读取监控系统）',
  erasure: 'opsledger erase',
};

/** The command that writes the records of a kind, in Chinese. */
export const writtenBy = (kind: string): string => COMMANDS[kind] ?? '程序';

/** A value that nobody measured must not stand beside those that somebody did. @throws UserError */
export function refuseMachines(kind: RecordKind, given: Given, shown: string): void {
  const measured = kind.writer === 'manual-part' ? measuredFields(given) : [];
  if (kind.writer === undefined || (kind.writer === 'manual-part' && measured.length === 0)) return;
  const field = measured[0];
  throw new UserError(`${kind.label}由程序写入，不能人工登记${field === undefined ? '' : '采集值'}`, {
    file: shown,
    ...(field === undefined ? {} : { at: placeIn(kind, field) }),
    found: field === undefined ? `record ${kind.id}` : `人工写入的${placeIn(kind, field)}`,
    expected: field === undefined ? '程序采集或导入的记录' : '人工检查（manual）',
    hint: `由 ${writtenBy(kind.id)} 登记`,
  });
}

/** The fields of an inspection that only machines fill. */
const MEASURED: readonly string[] = ['readings', 'runs'];

const measuredFields = (given: Given): string[] =>
  MEASURED.filter((field) => given[field] !== undefined && !(Array.isArray(given[field]) && given[field].length === 0));

/** What the store and other commands say of a record. */
const BY_COMMAND: Readonly<Record<string, string>> = {
  attachments: '附件用 opsledger attach 记录编号 文件 附上',
  corrections: '更正由 record --from 文件 --reason 原因 记下',
  withdrawn: '作废用 opsledger withdraw 记录编号 --by 姓名 --reason 原因',
};

/** A file may repeat what the record has already, as a copy of it does. @throws UserError */
export function refuseClaimedEnvelope(given: Given, before: object, shown: string): void {
  const known = before as Given;
  const field = Object.keys(BY_COMMAND).find(
    (name) => given[name] !== undefined && !isDeepStrictEqual(asText(given[name]), asText(known[name])),
  );
  if (field === undefined) return;
  throw new UserError('这一项不能写在文件中', {
    file: shown,
    at: field,
    found: Array.isArray(given[field]) ? `${given[field].length} 项` : '有内容',
    expected: '不写，或与记录现有的一致',
    hint: BY_COMMAND[field] ?? '',
  });
}

/** YAML gives numbers as texts. */
const asText = (value: unknown): unknown =>
  value === undefined
    ? undefined
    : JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'number' ? String(one) : one)));

/** What a machine wrote stays as it wrote it. @throws UserError */
export function refuseMeasured(kind: RecordKind, before: AnyRecord, after: AnyRecord, shown: string): void {
  if (!isMachineWritten(kind, before)) return;
  const [field] = changedMeasured(kind, before, after);
  if (field === undefined) return;
  const own = (kind.handled ?? []).map((one) => placeIn(kind, one)).join('、');
  throw new UserError('程序采集或导入的内容不能修改', {
    file: shown,
    at: placeIn(kind, field),
    found: `${before.id} 的这一项有改动`,
    expected: own === '' ? '保持原样' : `只改人工填写的项：${own}`,
    hint: `记录有误的，作废后重新采集或导入：opsledger withdraw ${before.id} --by 姓名 --reason 原因`,
  });
}

/** What was made void is not brought back: whoever relies on it was told that it counts no more. @throws UserError */
export function refuseVoid(record: AnyRecord): void {
  if (record.kind !== 'signoff' || (record as SignoffRecord).action !== 'void') return;
  const { id, obligation, period, revision } = record as SignoffRecord;
  throw new UserError(`${id} 是文档的作废记录，不能更正，也不能作废`, {
    found: `${obligation} ${period} 第 ${revision} 版已作废`,
    expected: '作废不能撤回；误作废的，重新签发下一版',
    hint: `opsledger confirm ${obligation} ${period} --by 姓名`,
  });
}

/** @throws UserError when the record was withdrawn */
export function refuseWithdrawn({ id, withdrawn }: AnyRecord): void {
  if (withdrawn === undefined) return;
  throw new UserError(`${id} 已作废`, {
    found: `${withdrawn.at.slice(0, 16).replace('T', ' ')} ${withdrawn.by}：${withdrawn.reason}`,
    expected: '未作废的记录',
    hint: '另登记一条',
  });
}
