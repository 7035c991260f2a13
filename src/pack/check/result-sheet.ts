/** The result in words that an auditor can sign: the same on the page, in print and as text. Pure. */
import { sizeText } from '../../wording/figures.ts';
import type { PackTold } from '../format.ts';
import type { CheckResult } from './check-pack.ts';
import { words } from './fault-words.ts';
import { type Property, properties } from './found-faults.ts';

export interface Verdict {
  tone: 'normal' | 'attention' | 'abnormal';
  text: string;
}

/** What these proofs are, and what not; stands on every sheet. */
export const LEGAL =
  '存证日志是连续性证明，不是《电子签名法》所称的可靠电子签名：它证明当时就有这些内容、此后没有被改过，不证明内容属实。需要签字盖章的，以签字盖章为准。';

/** One sentence on the whole. */
export function verdictOf({ problems, compared, cautions }: CheckResult): Verdict {
  if (problems.length > 0) return { tone: 'abnormal', text: `发现 ${problems.length} 处问题，逐条列在下面。` };
  if (cautions.includes(words.listUnsigned))
    return {
      tone: 'attention',
      text: `包内各文件没有发现问题；清单没有签名，其中的文字只是提供方的说法。${compared.text}。`,
    };
  if (compared.state === 'same' || compared.state === 'continued')
    return { tone: 'normal', text: `没有发现问题：包内各文件彼此一致，并且${compared.text}。` };
  return { tone: 'attention', text: '包内各文件彼此一致，没有发现问题；尚未与外部留存的校验点比较。' };
}

/** What was looked at, by property, with counts. What there is none of is not told. */
export function lookedAt({
  counts,
  sm3,
  pack,
  missed,
  problems,
}: CheckResult): { property: Property; lines: string[]; problems: number }[] {
  const { files, bytes, documents, proofs, issued, records, evidence, signed, entries, cosigned } = counts;
  const some = (count: number, line: string): string[] => (count === 0 ? [] : [line]);
  const found = (property: Property): number => problems.filter((one) => one.property === property).length;
  // Of a property that has problems nothing is told as found in order.
  const of = (property: Property, sound: string, tried: string): string => (found(property) > 0 ? tried : sound);
  const lines: Record<Property, string[]> = {
    真实性: [
      `${files} 个文件的 SHA-256${sm3 ? ' 与 SM3' : ''} 与清单、签发条目比较`,
      ...some(proofs, `${proofs} 份文档的证明：签发条目在存证日志中，校验点由日志密钥签名`),
      ...some(records, `${records} 条记录与加盐的存证条目一致`),
      ...some(evidence, `${evidence} 个原件与附件已登记`),
      ...some(signed, `${signed} 个签收件已登记`),
      ...some(cosigned, `${cosigned} 份联署有效`),
    ],
    完整性: [
      of('完整性', '清单所列文件齐全，没有多出的文件', '清单所列文件是否齐全、有无多出的文件'),
      ...some(entries, `存证日志 ${entries} 条，由条目算出的根与校验点${of('完整性', '一致', '比较')}`),
      ...(pack.whole ? some(issued, `期间内日志登记签发 ${issued} 份，逐份核对是否在包内`) : []),
      ...some(missed.length, `到期未签发 ${missed.length} 项，列在下面`),
    ],
    可用性: [
      `${files} 个文件、共 ${sizeText(bytes)} ${of('可用性', '均可读出', '逐个读取')}`,
      `清单、存证日志与 ${documents} 份文档的格式可识别`,
    ],
    安全性: ['所有路径都在查验包之内；查验全程不联网、不安装', '没有查病毒：请用本机的防病毒软件'],
  };
  return properties.map((property) => ({
    property,
    lines: lines[property],
    problems: found(property),
  }));
}

/** Facts of the head of the sheet. @param at the auditor's own clock, as text */
export function factsOf({ pack, head, origin, packSha256, compared }: CheckResult, at: string): [string, string][] {
  return [
    ['项目', pack.project],
    ['合同', pack.contract],
    [pack.called.purchaser, pack.purchaser],
    [pack.called.supplier, pack.supplier],
    ['期间', `${pack.from} 至 ${pack.to}${pack.whole ? '' : '（只含被要求的文档）'}`],
    ['查验包', `${pack.madeAt.slice(0, 16).replace('T', ' ')} 由 ${pack.tool} 生成`],
    ['清单校验值', packSha256],
    ...(head === null ? [] : [['存证日志', origin ?? ''] as [string, string], ['校验点', head] as [string, string]]),
    ['与外部校验点', compared.text],
    ['查验时间', `${at}（查验人的电脑时钟）`],
  ];
}

/** The whole sheet as text. @param at the auditor's own clock */
export function sheetText(result: CheckResult, at: string): string {
  const { problems, cautions, notes, missed, pack } = result;
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line, n) => `  ${n + 1}. ${line}`)];
  return [
    '查验结果',
    ...(pack.simulated ? ['（演示数据）'] : []),
    '',
    verdictOf(result).text,
    '',
    ...factsOf(result, at).map(([name, value]) => `${name}：${value}`),
    ...lookedAt(result).flatMap(({ property, lines, problems: count }) => [
      '',
      `${property}：${count === 0 ? '没有发现问题' : `${count} 处问题`}`,
      ...lines.map((line) => `  · ${line}`),
    ]),
    ...list(
      '问题',
      problems.map(({ property, where, message }) => `［${property}］${where}：${message}`),
    ),
    ...list('须人工核对', cautions),
    ...list('到期未签发', missed.map(missedText)),
    ...list(
      '包内缺少的（提供方说明）',
      pack.missing.map(({ what, why }) => `${what}：${why}`),
    ),
    ...list(CHANGED_VALUES, (pack.told ?? []).map(changedText)),
    ...list('说明', notes),
    '',
    LEGAL,
    '',
    '查验人（签字）：____________________    日期：____________________',
    '',
  ].join('\n');
}

/** What stands over what is told of values: the list says it, the records that it names bear it out. */
export const CHANGED_VALUES = '事后改动的值、未经确认的主张与存疑事项';

export const changedText = ({ id, text }: PackTold): string => `${id}：${text}`;

export const missedText = ({ obligation, period, dueAt }: CheckResult['missed'][number]): string =>
  `${obligation} ${period}${dueAt === null ? '' : `，应于 ${dueAt.slice(0, 16).replace('T', ' ')} 前交`}`;

/** Problems of a file, of a folder that it lies in, or of what lies in it. */
export const problemsAt = ({ problems }: CheckResult, path: string): string[] =>
  problems
    .filter(({ where }) => where === path || path.startsWith(`${where}/`) || where.startsWith(`${path}/`))
    .map(({ message }) => message);
